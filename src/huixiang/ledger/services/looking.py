"""How people look at the problem list: views they save, share, rename and remove; the columns they choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.ledger import policies
from huixiang.ledger.models import LedgerColumns, LedgerView

LONGEST_NAME = 40


class ViewNameTaken(Refusal):
    """There is no name, one that is too long, or one in use; nothing was written."""


@transaction.atomic
def save_ledger_view(  # noqa: PLR0913 - a view has this many facts
    *,
    name: str,
    query: Mapping[str, str],
    columns: Sequence[str],
    by: Actor,
    at: datetime,
    shared: bool = False,
    opens: bool = False,
) -> LedgerView:
    """Keep a filter, its order and its columns under a name; ``opens``: this person's list opens with it.

    :raises NotAllowed: the role reads no problems, or shares without being the office; nothing was written.
    :raises ViewNameTaken: no name, one over 40 characters, or one in use; nothing was written.
    """
    policies.may_keep_views(by, shared=shared).require()
    name = _free_name(name, by)
    view = LedgerView.objects.create(
        user_id=by.user_id or 0, name=name, query=dict(query), columns=list(columns), shared=shared
    )
    if opens:
        _open_with(view, by)
    _record("ledger.view.saved", view, by=by, at=at)
    return view


@transaction.atomic
def change_ledger_view(
    *, view_id: int, name: str, by: Actor, at: datetime, shared: bool = False, opens: bool = False
) -> LedgerView:
    """Give one's own view another name, share it or keep it, and let one's list open with it or not.

    :raises NotFound: it is not theirs. :raises NotAllowed, ViewNameTaken: see ``save_ledger_view``.
    """
    view = _own_view(view_id, by)
    policies.may_keep_views(by, shared=shared).require()
    view.name, view.shared = _free_name(name, by, but=view.pk), shared
    view.save(update_fields=["name", "shared"])
    if opens:
        _open_with(view, by)
    else:
        LedgerColumns.objects.filter(user_id=by.user_id or 0, opens_with=view).update(opens_with=None)
    _record("ledger.view.changed", view, by=by, at=at)
    return view


@transaction.atomic
def remove_ledger_view(*, view_id: int, by: Actor, at: datetime) -> None:
    """Drop one of one's own views; lists that opened with it open with all problems again.

    :raises NotFound: it is not theirs, or not there.
    """
    view = _own_view(view_id, by)
    _record("ledger.view.removed", view, by=by, at=at)
    view.delete()


@transaction.atomic
def choose_columns(*, columns: Sequence[str], by: Actor, at: datetime) -> None:
    """Keep the columns somebody wants to see in the problem list; none means the usual ones.

    :raises NotAllowed: the role reads no problems.
    """
    policies.may_keep_views(by).require()
    LedgerColumns.objects.update_or_create(user_id=by.user_id or 0, defaults={"columns": list(columns)})
    about = f"user:{by.user_id}"
    journal.record("ledger.columns.chosen", about=about, by=by, at=at, after={"columns": list(columns)})


def _own_view(view_id: int, by: Actor) -> LedgerView:
    view = LedgerView.objects.select_for_update().filter(pk=view_id, user_id=by.user_id or 0).first()
    if view is None:
        raise NotFound(f"ledger view {view_id}")
    return view


def _free_name(name: str, by: Actor, but: int = 0) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise ViewNameTaken(_("Give the view a name of at most 40 characters."))
    if LedgerView.objects.filter(user_id=by.user_id or 0, name=name).exclude(pk=but).exists():
        raise ViewNameTaken(_("You already have a view named “%(name)s”.") % {"name": name})
    return name


def _open_with(view: LedgerView, by: Actor) -> None:
    LedgerColumns.objects.update_or_create(user_id=by.user_id or 0, defaults={"opens_with": view})


def _record(action: str, view: LedgerView, *, by: Actor, at: datetime) -> None:
    facts = {"view": view.pk, "shared": view.shared}
    journal.record(action, about=f"user:{by.user_id}", by=by, at=at, after=facts)
