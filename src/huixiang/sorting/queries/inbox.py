"""The inbox: which voices a filter shows, in which order, and how many there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import and_
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound
from huixiang.listening.models import Place, Receipt, Speaker, Voice
from huixiang.sorting import wording
from huixiang.sorting.models import InboxItem, SavedView

LOCATOR = 8  # digits


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """What a clerk wants to see; empty means everything. ``place`` and ``unit`` are ids, a place with all below it."""

    state: str = ""
    channel: str = ""
    lane: str = ""
    unit: int | None = None
    place: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    text: str = ""
    oldest_first: bool = False


def inbox(wanted: InboxFilter) -> QuerySet[InboxItem]:
    """The rows a filter shows, unordered (see ``order_of``). One query however many; nobody's identity is in it."""
    rows = InboxItem.objects.select_related("place", "unit", "acted_by", "last_act")
    exact = {"state": wanted.state, "channel": wanted.channel, "lane": wanted.lane, "unit": wanted.unit}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.place:
        rows = rows.filter(place__in=Place.objects.filter(path__contains=f"/{wanted.place}/").values("pk"))
    if wanted.since:
        rows = rows.filter(said_on__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(said_on__lte=wanted.until)
    return rows.filter(_holds(wanted.text)) if wanted.text.strip() else rows


def order_of(wanted: InboxFilter) -> tuple[str, ...]:
    """The order of a filter's rows: newest number first, or the longest waiting first."""
    return ("number",) if wanted.oldest_first else ("-number",)


def _holds(text: str) -> Q:
    """Hold all of the text's words; an 8-digit number also finds the voice with that receipt."""
    question = wording.query(text)
    if question is None:
        return Q(pk__in=())
    found = reduce(and_, [_stands_together(run) for run in wording.runs(text)], Q(terms=question))
    digits = "".join(text.split())
    if digits.isascii() and digits.isdigit() and len(digits) == LOCATOR:
        found |= Q(pk__in=Receipt.objects.filter(locator=digits).values("voice"))
    return found


def _stands_together(run: str) -> Q:
    in_words = Q(voice__words__contains=run)
    return in_words | Q(voice__place_words__contains=run) | Q(place__name__contains=run)


def inbox_counts() -> dict[str, int]:
    """How many voices stand in each state; a state without any is missing. Read from the index alone."""
    return dict(InboxItem.objects.order_by().values_list("state").annotate(Count("pk")))


def item_of(voice_id: UUID) -> InboxItem:
    """The inbox row of a voice, with the voice and its place.

    :raises NotFound: there is none here, or it has not been filed yet.
    """
    rows = InboxItem.objects.select_related("voice", "place", "unit", "acted_by", "last_act__by")
    item = rows.filter(pk=voice_id).first()
    if item is None:
        raise NotFound
    return item


def items_chosen(voice_ids: Collection[UUID]) -> list[InboxItem]:
    """The inbox rows of the chosen voices with their words, newest first; unknown ids are left out."""
    rows = InboxItem.objects.select_related("voice", "place", "acted_by", "last_act").filter(pk__in=set(voice_ids))
    return list(rows.order_by("-number"))


def saved_views(actor: Actor) -> QuerySet[SavedView]:
    """The actor's own views, by name."""
    return SavedView.objects.filter(user_id=actor.user_id)


def contact_agreed(voice: Voice) -> bool:
    """Test whether the speaker left a contact and agreed to be contacted. Opens nothing."""
    return Speaker.objects.filter(voice=voice, may_contact=True).exists()


def sharing_terms(voice: Voice, limit: int) -> list[InboxItem]:
    """The newest voices that share a pair with the voice, at most ``limit``, with their words."""
    question = wording.alike(voice.words)
    if question is None:
        return []
    rows = InboxItem.objects.filter(terms=question).exclude(pk=voice.pk).select_related("voice", "place")
    return list(rows.order_by("-number")[:limit])
