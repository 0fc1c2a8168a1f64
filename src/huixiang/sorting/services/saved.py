"""A clerk's own views of the inbox."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.sorting import policies
from huixiang.sorting.models import SavedView

LONGEST_NAME = 40


class NameTaken(Refusal):
    """The clerk already has a view of this name; nothing was written."""


@transaction.atomic
def save_view(*, name: str, query: Mapping[str, str], by: Actor, at: datetime) -> SavedView:
    """Keep a filter of the inbox under a name, for this clerk alone.

    :raises NotAllowed: the policy says no; nothing was written.
    :raises NameTaken: no name, a longer one than 40 characters, or one in use; nothing was written.
    """
    policies.may_read_voices(by).require()
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise NameTaken(_("Give the view a name of at most 40 characters."))
    if SavedView.objects.filter(user_id=by.user_id or 0, name=name).exists():
        raise NameTaken(_("You already have a view named “%(name)s”.") % {"name": name})
    view = SavedView.objects.create(user_id=by.user_id or 0, name=name, query=dict(query))
    journal.record("sorting.view.saved", about=f"user:{by.user_id}", by=by, at=at, after={"view": view.pk})
    return view


@transaction.atomic
def remove_view(*, view_id: int, by: Actor, at: datetime) -> None:
    """Drop one of the clerk's own views.

    :raises NotFound: it is not theirs, or not there.
    """
    view = SavedView.objects.filter(pk=view_id, user_id=by.user_id or 0).first()
    if view is None:
        raise NotFound
    view.delete()
    journal.record("sorting.view.removed", about=f"user:{by.user_id}", by=by, at=at, before={"view": view_id})
