"""The inbox: which voices a filter shows, in which order, and how many there are."""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound
from huixiang.listening.initials import initials_of
from huixiang.listening.models import Place, Receipt, Speaker, Voice
from huixiang.people.queries import open_units
from huixiang.sorting import wording
from huixiang.sorting.models import InboxItem, MatterVoice, SavedView, Suggestion
from huixiang.sorting.queries.taxonomies import voices_under
from huixiang.sorting.states import InboxState, SuggestionState

LOCATOR = 8  # digits
MANY = 1_000
MOST_NAMED = 50
FURTHEST = 20  # pages that are compared at most for one page shown


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """What a clerk wants to see; empty means everything but what was taken back.

    ``place``, ``unit``, ``label`` and ``matter`` are ids, a place and a label with all below it. ``suggested`` is the
    kind of a suggestion that waits at the voice.
    """

    state: str = ""
    channel: str = ""
    lane: str = ""
    unit: int | None = None
    place: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    text: str = ""
    suggested: str = ""
    oldest_first: bool = False
    label: int | None = None
    matter: int | None = None


class InboxRows:
    """Rows of the inbox to page through; what was asked for is looked up once more in the words of those shown.

    Finding stands in a subquery of its own: the planner takes a search for rare and would join and compare every hit of
    a common one. Runs of characters are compared here, row by row: first as many rows as a page holds, and only when
    some of them do not fit, the further ones, of which the words alone are read. So a page takes one query, or three.
    ``rare`` says that few rows can be meant, whatever the planner thinks of the beginning of a word.
    """

    def __init__(self, rows: QuerySet[InboxItem], runs: Sequence[str] = (), *, rare: bool = False) -> None:
        self._rows = rows
        self._runs = runs
        self._rare = rare

    def filter(self, condition: Q, /) -> InboxRows:
        """Those that also meet the condition."""
        return InboxRows(self._rows.filter(condition), self._runs, rare=self._rare)

    def order_by(self, *fields: str) -> InboxRows:
        """The same in this order, by ``number``."""
        return InboxRows(self._rows.order_by(*fields), self._runs, rare=self._rare)

    def __getitem__(self, index: slice, /) -> list[InboxItem]:
        size = index.stop
        near = self._loaded(self._numbers()[:size])
        found = [item for item in near if self._stand_together(_said_in(item))]
        if len(near) == size > len(found):
            found += self._loaded(self._further(size)[: size - len(found)])
        return found

    def _numbers(self) -> QuerySet[InboxItem, Any]:
        """The numbers of the rows, in order. Of rare ones the index of numbers is of no use: none is sorted by it."""
        if not self._rare:
            return self._rows.values("number")
        plain = F("number") + 0
        newest = self._rows.query.order_by[:1] != ("number",)
        return self._rows.order_by(plain.desc() if newest else plain.asc()).values("number")

    def _further(self, size: int) -> list[int]:
        """The numbers of the rows behind the first page that fit, of as many as are compared at most."""
        numbers = self._numbers()[size : FURTHEST * size]
        rows = InboxItem.objects.filter(number__in=numbers).order_by(*self._rows.query.order_by)
        read = rows.values_list("number", "voice__words", "voice__place_words", "place__name")
        return [number for number, *said in read if self._stand_together("\0".join(text or "" for text in said))]

    def _loaded(self, numbers: QuerySet[InboxItem, Any] | Sequence[int]) -> list[InboxItem]:
        rows = InboxItem.objects.select_related("voice", "place", "unit").filter(number__in=numbers)
        return list(rows.order_by(*self._rows.query.order_by))

    def _stand_together(self, said: str) -> bool:
        return all(run in said for run in self._runs)


def _said_in(item: InboxItem) -> str:
    return f"{item.voice.words}\0{item.voice.place_words}\0{item.place.name if item.place else ''}"


def inbox(wanted: InboxFilter) -> InboxRows:
    """The rows a filter shows, to be ordered by ``order_of``. One query a page, or two; nobody's identity is in it."""
    rows = _on(_about(_exactly(wanted), wanted), wanted)
    if not wanted.text.strip():
        return InboxRows(rows)
    held, rare = _holds(wanted.text)
    return InboxRows(rows.filter(held), wording.runs(wanted.text), rare=rare)


def _exactly(wanted: InboxFilter) -> QuerySet[InboxItem]:
    exact = {"state": wanted.state, "channel": wanted.channel, "lane": wanted.lane, "unit": wanted.unit}
    rows = InboxItem.objects.all() if wanted.state else InboxItem.at_the_desk()
    return rows.filter(**{name: value for name, value in exact.items() if value})


def _about(rows: QuerySet[InboxItem], wanted: InboxFilter) -> QuerySet[InboxItem]:
    if wanted.place:
        below = Place.objects.filter(path__contains=f"/{wanted.place}/")
        rows = rows.filter(place__in=list(below.values_list("pk", flat=True)))
    if wanted.label:
        rows = rows.filter(pk__in=voices_under(wanted.label))
    if wanted.matter:
        members = MatterVoice.objects.filter(matter=wanted.matter, left_at=None)
        rows = rows.filter(pk__in=members.values("voice"))
    if wanted.suggested:
        open_ones = Suggestion.objects.filter(kind=wanted.suggested, state=SuggestionState.OPEN)
        rows = rows.filter(pk__in=open_ones.order_by().values("voice"))
    return rows


def _on(rows: QuerySet[InboxItem], wanted: InboxFilter) -> QuerySet[InboxItem]:
    if wanted.since:
        rows = rows.filter(said_on__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(said_on__lte=wanted.until)
    return rows


def order_of(wanted: InboxFilter) -> tuple[str, ...]:
    """The order of a filter's rows: newest number first, or the longest waiting first."""
    return ("number",) if wanted.oldest_first else ("-number",)


def _holds(text: str) -> tuple[Q, bool]:
    """Hold all of the text's terms; an 8-digit number also finds the voice with that receipt. Says if few rows can."""
    question = wording.query(text)
    if question is None:
        return Q(pk__in=()), False
    if letters := wording.initials(text):
        return _holds_initials(text, letters)
    held, digits = Q(terms=question), "".join(text.split())
    if digits.isascii() and digits.isdigit() and len(digits) == LOCATOR:
        held |= Q(pk__in=list(Receipt.objects.filter(locator=digits).values_list("voice", flat=True)))
    return held, wording.is_rare(text)


def _holds_initials(text: str, letters: Sequence[str]) -> tuple[Q, bool]:
    """Hold each run of letters, or stand at a place or with a unit whose name it begins in pinyin; and all the rest."""
    others = wording.query(wording.without_initials(text))
    held, rare = Q(terms=others) if others else Q(), False
    for each in letters:
        named = _named_by(each)
        held &= Q(terms=wording.query(each)) | named
        rare = rare or (not named and wording.is_rare(each))
    return held, rare


def _named_by(letters: str) -> Q:
    """Stand at a place, or below one, or with a unit whose name these letters begin in pinyin. Three small queries."""
    found = Q()
    paths = list(Place.objects.filter(initials__startswith=letters).values_list("path", flat=True)[:MOST_NAMED])
    if paths:
        below = functools.reduce(operator.or_, (Q(path__startswith=path) for path in paths if path))
        found |= Q(place__in=list(Place.objects.filter(below).values_list("pk", flat=True)))
    if units := [unit.pk for unit in open_units() if initials_of(unit.name).startswith(letters)]:
        found |= Q(unit__in=units)
    return found


_COUNTS = """
SELECT state, (SELECT count(*) FROM (SELECT FROM sorting_inboxitem item WHERE item.state = wanted.state LIMIT %s) few)
FROM unnest(%s::text[]) AS wanted (state)
"""


def inbox_counts() -> dict[str, int]:
    """How many voices stand in each state, in one query; up to ``MANY``: nobody reads more, and counting all costs."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [MANY, [state.value for state in InboxState]])
        return dict(cursor.fetchall())


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
    return SavedView.objects.filter(user_id=actor.user_id or 0)


def contact_agreed(voice: Voice) -> bool | None:
    """Whether the speaker agreed to be contacted; None when nothing was left. Opens nothing."""
    return Speaker.objects.filter(voice=voice).values_list("may_contact", flat=True).first()


def sharing_terms(voice: Voice, limit: int) -> list[InboxItem]:
    """The newest voices that share a pair with the voice, at most ``limit``, with their words."""
    question = wording.alike(voice.words)
    if question is None:
        return []
    rows = InboxItem.at_the_desk().filter(terms=question).exclude(pk=voice.pk)
    rows = rows.select_related("voice", "place")
    return list(rows.order_by("-number")[:limit])
