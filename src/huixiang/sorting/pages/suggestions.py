"""Suggestions as they are read: what, how sure, why, with the words that speak for it marked in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import Ruling
from huixiang.sorting import policies
from huixiang.sorting.labels import Badge
from huixiang.sorting.models import InboxItem, Suggestion
from huixiang.sorting.pages.marking import Piece, pieces_of
from huixiang.sorting.queries.suggestions import KindCount, waiting_of_kind
from huixiang.sorting.services import deciding
from huixiang.sorting.states import SuggestionKind as K
from huixiang.sorting.suggestion_labels import DOES, GROUPS, KINDS, alarm_badge, sureness

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

SAMPLE = 20
AROUND = 60  # characters shown on either side of what is marked, on lists
ORDER = {kind: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Line:
    """One suggestion: what it says, how sure it is, why, and what may be done with it."""

    id: int
    kind: Words
    target: str
    url: str
    sure: Words
    percent: int
    reason: str
    may: Ruling
    changeable: bool
    version: int
    opening: str
    voice_url: str
    does: Words
    pieces: Sequence[Piece] = ()


def lines_of(suggestions: Sequence[Suggestion], actor: Actor, *, item: InboxItem | None = None) -> list[Line]:
    """Suggestions of one voice (``item``), in the order in which to look at them, or of many as they come. No query."""
    rows = sorted(suggestions, key=lambda one: (ORDER[K(one.kind)], -one.confidence)) if item else suggestions
    return [line_of(one, actor, item=item) for one in rows]


def line_of(suggestion: Suggestion, actor: Actor, *, item: InboxItem | None = None) -> Line:
    """One line; without ``item`` a piece of the words is shown with it."""
    own = item or suggestion.voice.item
    kind = K(suggestion.kind)
    target, url = _target(suggestion)
    return Line(
        id=suggestion.pk, kind=KINDS[kind], target=target, url=url, sure=sureness(suggestion.confidence),
        percent=int(suggestion.confidence * 100), reason=_reason(suggestion), may=policies.may_join(actor, own),
        changeable=kind in deciding.CHANGEABLE, version=own.version, opening=own.opening,
        voice_url=reverse("sorting:voice", args=[own.pk]), does=DOES[kind],
        pieces=() if item else pieces_of(suggestion.voice.words, [suggestion], around=AROUND),
    )  # fmt: skip


def _target(suggestion: Suggestion) -> tuple[str, str]:
    if suggestion.problem is not None:
        title = f"#{suggestion.problem.number} {suggestion.problem.title}"
        return title, reverse("sorting:group", args=[suggestion.problem.number])
    if suggestion.like is not None:
        return suggestion.like.item.opening, reverse("sorting:voice", args=[suggestion.like_id])
    if suggestion.label is not None:
        return f"{suggestion.label.taxonomy.name}：{suggestion.label.name}", ""
    if suggestion.matter is not None:
        return suggestion.matter.title, ""
    named = suggestion.unit or suggestion.place
    return (named.label if suggestion.unit else str(named)) if named else _groups(suggestion.facts), ""  # type: ignore[union-attr]


def _groups(facts: dict[str, Any]) -> str:
    names = dict.fromkeys(str(GROUPS.get(group, group)) for group in facts.get("groups", ()))
    return _(", ").join(names)


def _reason(suggestion: Suggestion) -> str:
    facts = suggestion.facts
    if suggestion.kind == K.UNIT and "times" in facts:
        words = (
            _("The unit was given %(times)s of %(of)s voices with this label at this place.")
            if facts.get("here")
            else _("The unit was given %(times)s of %(of)s voices with this label.")
        )
        return words % {"times": facts["times"], "of": facts["of"]}
    if suggestion.kind in {K.UNIT, K.PLACE}:
        return _("Its name stands in the words.")
    if suggestion.kind == K.LABEL and suggestion.reason:
        return _("Because of the words: %(words)s") % {"words": suggestion.reason}
    return suggestion.reason


def alarm_badges(item: InboxItem, kinds: set[str]) -> tuple[Badge, ...]:
    """The badges of a voice in the queue: what a person confirmed, else what the engine suspects."""
    found = []
    for kind, confirmed in ((K.URGENT, item.urgent), (K.SENSITIVE, item.sensitive)):
        if confirmed or kind.value in kinds:
            found.append(alarm_badge(kind, confirmed=confirmed))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class KindLink:
    """A kind with its counts, and the address of its list."""

    kind: K
    label: Words
    count: int
    sure: int
    current: bool


def kind_links(counts: dict[K, KindCount], current: K | None) -> list[KindLink]:
    """All kinds that have any, and the current one."""
    found = []
    for kind, label in KINDS.items():
        counted = counts.get(kind, KindCount(kind, 0, 0))
        if counted.count or kind == current:
            found.append(KindLink(kind, label, counted.count, counted.sure, kind == current))
    return found


@dataclass(frozen=True, slots=True)
class Above:
    """What accepting all above a confidence would do: how many, of which targets, a sample, and what is left out."""

    kind: K
    label: Words
    does: Words
    count: int
    upto: int
    more: bool
    targets: Sequence[tuple[str, int]]
    sample: Sequence[Line]
    left_out: Sequence[tuple[Line, Words]]
    left_out_count: int


def above(kind: K, least: float, actor: Actor) -> Above:
    """Look at what would be accepted, without doing it. One query; 5,000 suggestions take about a second."""
    rows = list(waiting_of_kind(kind, least=least)[: deciding.MOST + 1])
    more, rows = len(rows) > deciding.MOST, rows[: deciding.MOST]
    found = deciding.sort_out(rows, actor)
    targets = Counter(_target(one)[0] for one in found.reached).most_common(SAMPLE)
    step = max(1, len(found.reached) // SAMPLE)
    return Above(
        kind=kind, label=KINDS[kind], does=DOES[kind], count=len(found.reached),
        upto=max((one.pk for one in rows), default=0), more=more, targets=targets if kind not in WITHOUT else (),
        sample=[line_of(one, actor) for one in found.reached[::step][:SAMPLE]],
        left_out=[(line_of(one, actor), reason) for one, reason in found.left_out[:SAMPLE]],
        left_out_count=len(found.left_out),
    )  # fmt: skip


WITHOUT = frozenset({K.REPEAT, K.URGENT, K.SENSITIVE, K.PERSONAL})
