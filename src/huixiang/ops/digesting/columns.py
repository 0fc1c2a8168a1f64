"""Which column of a table is what: as told, else by the names that real exports use."""

from collections.abc import Collection, Sequence

from huixiang.folio import columns
from huixiang.folio.columns import ALIASES, PLACES, plain_name
from huixiang.ops.digesting.refusals import MissingColumn

__all__ = ["ALIASES", "PLACES", "found_columns", "told_columns"]


def found_columns(header: Sequence[str], fields: Collection[str]) -> dict[str, str]:
    """Match the fields we know to the columns of a table; without a name a telephone tells speakers apart as well."""
    found = columns.found_columns(header, {*fields, "contact"})
    if "contact" in found and "contact" not in fields:
        contact = found.pop("contact")
        if "speaker" in fields:
            found.setdefault("speaker", contact)
    return found


def told_columns(header: Sequence[str], told: str) -> tuple[str, ...]:
    """Find the columns that were named on the command line, separated by commas, in that order.

    :raises MissingColumn: the table has no such column.
    """
    if told in header:
        return (told,)
    plain = {plain_name(column): column for column in reversed(header)}
    names = [name.strip() for name in told.replace("，", ",").split(",") if name.strip()]
    missing = [name for name in names if name not in header and plain_name(name) not in plain]
    if missing or not names:
        raise MissingColumn(missing or [told], header)
    return tuple(name if name in header else plain[plain_name(name)] for name in names)
