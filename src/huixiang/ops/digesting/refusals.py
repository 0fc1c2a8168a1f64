"""Why a command of ``huixiang digest`` stops: expected refusals with their exit code, each said in one sentence."""

from collections.abc import Mapping, Sequence
from typing import ClassVar


class Stopped(Exception):
    """The command cannot go on; ``code`` is the exit code, ``word`` the key of its sentence in ``words``."""

    code: ClassVar[int] = 2
    word: ClassVar[str] = "stopped"

    def __init__(self, **parts: object) -> None:
        super().__init__(self.word, parts)
        self.parts: Mapping[str, object] = parts


class MissingColumn(Stopped):
    """A column that is needed is not there; says which ones are."""

    word = "missing_column"

    def __init__(self, missing: Sequence[str], header: Sequence[str]) -> None:
        super().__init__(missing="、".join(missing), header="、".join(header) or "—")


class NoRows(Stopped):
    """The table has a header and nothing below it."""

    word = "no_rows"


class NoTable(Stopped):
    """There is no such file, or it is a folder."""

    word = "no_table"


class Unreadable(Stopped):
    """The file is there and cannot be read; ``why`` is a code of ``folio.unsafe``."""

    word = "unreadable"


class BadChoice(Stopped):
    """An option's value makes no sense."""

    word = "bad_choice"


class BadModel(Stopped):
    """The folder holds no model that this version can read."""

    word = "bad_model"


class CannotWrite(Stopped):
    """The disk is full, or the place may not be written to; nothing is left behind."""

    code = 1
    word = "cannot_write"
