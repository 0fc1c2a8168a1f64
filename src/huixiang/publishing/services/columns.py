"""Arranging the columns of a paper: each arrangement is kept as a version of its own, none is changed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Overtaken, Refusal
from huixiang.publishing import policies
from huixiang.publishing.models import PaperColumns
from huixiang.publishing.queries.columns import ColumnChoice, columns_now, usual_choices
from huixiang.publishing.states import PaperKind

LONGEST_NAME = 20
MOST_OWN = 10


class WrongColumns(Refusal):
    """The arrangement cannot be printed; nothing was written."""


@transaction.atomic
def arrange_columns(
    *, kind: PaperKind, columns: Sequence[ColumnChoice], version: int, by: Actor, at: dt.datetime
) -> PaperColumns:
    """Print a paper with these columns from now on. ``version`` is the one they were arranged from, 0 before any.

    Papers made before keep their columns.

    :raises NotAllowed: the policy says no; nothing is written.
    :raises Overtaken: somebody else arranged them meanwhile; nothing is written.
    :raises WrongColumns: none is shown, one has no name or a long one, two have the same, an unknown one or too many
        own ones are there; nothing is written.
    """
    policies.may_arrange_columns(by).require()
    now = columns_now(kind)
    latest = now.version if now else 0
    if version != latest:
        raise Overtaken(_("Somebody else arranged these columns meanwhile. Look at theirs first."))
    _check(kind, columns)
    made = PaperColumns.objects.create(
        kind=kind,
        version=latest + 1,
        columns=[{"key": each.key, "name": each.name, "shown": each.shown} for each in columns],
        by_id=by.user_id,
        at=at,
    )
    shown = sum(each.shown for each in columns)
    after = {"paper": kind.value, "version": made.version, "columns": shown}
    journal.record("publishing.columns.arranged", about=f"columns:{kind.value}", by=by, at=at, after=after)
    return made


def _check(kind: PaperKind, columns: Sequence[ColumnChoice]) -> None:
    usual = {each.key for each in usual_choices(kind)}
    keys = [each.key for each in columns]
    names = Counter(each.name.strip() for each in columns if each.shown)
    if not names:
        raise WrongColumns(_("At least one column must be shown."))
    if "" in names or any(len(each.name) > LONGEST_NAME for each in columns):
        raise WrongColumns(_("A column needs a name of 1 to 20 characters."))
    twice = [name for name, count in names.items() if count > 1]
    if twice:
        raise WrongColumns(_("Two columns have the name %(name)s.") % {"name": twice[0]})
    if len(set(keys)) != len(keys) or any(not each.own and each.key not in usual for each in columns):
        raise WrongColumns(_("There is a column that this paper does not have."))
    if sum(each.own for each in columns) > MOST_OWN:
        raise WrongColumns(_("At most ten columns of your own fit into a paper."))
