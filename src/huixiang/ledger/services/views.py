"""Views of the ledger that people keep: under a name, shared by the office, one of them first."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotAllowed, Refusal
from huixiang.ledger import policies, queries
from huixiang.ledger.models import LedgerView

LONGEST_NAME = 40
LONGEST_QUERY = 4_000


class ViewNameTaken(Refusal):
    """The name is in use, empty or too long; nothing was written."""


@transaction.atomic
def keep_ledger_view(
    *, name: str, query: str, shared: bool, first: bool, by: Actor, at: dt.datetime
) -> LedgerView:  # fmt: skip
    """Keep filter, columns and order of the ledger (``query``, as in the address) under a name.

    ``first`` opens it by itself from now on, in the place of the view that did before.

    :raises NotAllowed: reads no problems, or shares without being the office. :raises ViewNameTaken: see there.
    """
    policies.may_keep_view(by, shared=shared).require()
    name = _checked(name, by)
    if first:
        LedgerView.objects.filter(user_id=by.user_id or 0, first=True).update(first=False)
    view = LedgerView.objects.create(
        user_id=by.user_id or 0, name=name, query=query[:LONGEST_QUERY], shared=shared, first=first
    )
    facts = {"view": view.pk, "shared": shared, "first": first}
    journal.record("ledger.view.kept", about=f"user:{by.user_id}", by=by, at=at, after=facts)
    return view


@transaction.atomic
def rename_ledger_view(*, view_id: int, name: str, first: bool, by: Actor, at: dt.datetime) -> LedgerView:
    """Give one of one's own views another name, and say whether it opens by itself.

    :raises NotFound: it is another's, or not there. :raises ViewNameTaken: see there.
    """
    view = queries.own_view(by, view_id)
    before = {"name": view.name, "first": view.first}
    name = _checked(name, by, besides=view.pk)
    if first:
        LedgerView.objects.filter(user_id=by.user_id or 0, first=True).exclude(pk=view.pk).update(first=False)
    view.name, view.first = name, first
    view.save(update_fields=["name", "first"])
    facts = {"name": name, "first": first}
    journal.record("ledger.view.renamed", about=f"user:{by.user_id}", by=by, at=at, before=before, after=facts)
    return view


@transaction.atomic
def drop_ledger_view(*, view_id: int, by: Actor, at: dt.datetime) -> None:
    """Drop one of one's own views; the problems stay as they are.

    :raises NotFound: it is another's, or not there.
    """
    view = queries.own_view(by, view_id)
    before = {"view": view.pk, "name": view.name, "query": view.query}
    view.delete()
    journal.record("ledger.view.dropped", about=f"user:{by.user_id}", by=by, at=at, before=before)


def _checked(name: str, by: Actor, besides: int = 0) -> str:
    if by.user_id is None:
        raise NotAllowed(_("Views are kept by people."))
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise ViewNameTaken(_("Give the view a name of at most 40 characters."))
    if LedgerView.objects.filter(user_id=by.user_id, name=name).exclude(pk=besides).exists():
        raise ViewNameTaken(_("You already have a view named “%(name)s”.") % {"name": name})
    return name
