"""Builds the place tree."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from pypinyin import Style, lazy_pinyin

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.listening.models import Place


class CodeTaken(Refusal):
    """Another place already has this code; nothing was written."""


@transaction.atomic
def add_place(*, name: str, code: str, parent: Place | None, by: Actor, at: dt.datetime) -> Place:
    """Put a place into the tree, with the pinyin initials by which it can be found.

    :raises CodeTaken: the code is in use in this organisation; nothing was written.
    """
    if Place.objects.filter(code=code).exists():
        raise CodeTaken(_("There is already a place with the code %(code)s.") % {"code": code})
    place = Place.objects.create(name=name, code=code, parent=parent, initials=initials_of(name)[:80])
    place.path = f"{parent.path if parent else '/'}{place.pk}/"
    place.save(update_fields=["path"])
    journal.record("listening.place.added", about=f"place:{place.pk}", by=by, at=at, after={"code": code, "name": name})
    return place


def initials_of(name: str) -> str:
    """The first letters of a name as people type them for short: 桂花社区 is ghsq, Block 3 is block3."""
    letters = lazy_pinyin(name, style=Style.FIRST_LETTER, errors="default")
    return "".join("".join(letters).split()).casefold()
