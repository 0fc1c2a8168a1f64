"""What the engine suggests: of a voice, of a kind, counted; the engine's runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from huixiang.kernel.errors import NotFound
from huixiang.sorting.models import EngineRun, Suggestion
from huixiang.sorting.states import RunState, SuggestionKind, SuggestionState

SURE = 0.85
LAST_RUNS = 20
ALARMS = (SuggestionKind.URGENT, SuggestionKind.SENSITIVE)


def waiting(ids: Collection[int] | None = None) -> QuerySet[Suggestion]:
    """The suggestions that wait, surest first, with all that a page or an act needs of them."""
    rows = Suggestion.objects.select_related(
        "problem", "label__taxonomy", "unit", "place", "matter", "like__item", "voice__item__place",
        "voice__item__unit",
    )  # fmt: skip
    rows = rows if ids is None else rows.filter(pk__in=ids)
    return rows.filter(state=SuggestionState.OPEN).order_by("-confidence", "id")


def waiting_of_voice(voice_id: UUID) -> list[Suggestion]:
    """The suggestions that wait at one voice (1 query)."""
    return list(waiting().filter(voice=voice_id))


def waiting_of_kind(kind: SuggestionKind, *, least: float = 0.0, upto: int | None = None) -> QuerySet[Suggestion]:
    """Those of a kind from a confidence on, surest first; ``upto`` leaves out those made later than that one."""
    rows = waiting().filter(kind=kind, confidence__gte=least)
    return rows if upto is None else rows.filter(pk__lte=upto)


def suggestion_with_id(suggestion_id: int) -> Suggestion:
    """A suggestion, decided or not, with what belongs to it.

    :raises NotFound: there is none here.
    """
    rows = Suggestion.objects.select_related("voice__item", "label__taxonomy", "problem", "unit", "place", "matter")
    found = rows.filter(pk=suggestion_id).first()
    if found is None:
        raise NotFound
    return found


def alarms_of(voice_ids: Collection[UUID]) -> dict[UUID, set[str]]:
    """Which of these voices may be urgent or sensitive, says the engine (1 query)."""
    found: dict[UUID, set[str]] = defaultdict(set)
    rows = Suggestion.objects.filter(voice__in=voice_ids, state=SuggestionState.OPEN, kind__in=ALARMS)
    for voice_id, kind in rows.order_by().values_list("voice_id", "kind"):
        found[voice_id].add(kind)
    return found


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many suggestions of a kind wait, and how many of them are quite sure."""

    kind: SuggestionKind
    count: int
    sure: int


def counts_by_kind() -> dict[SuggestionKind, KindCount]:
    """How many wait of each kind that has any (1 query, an index alone)."""
    rows = Suggestion.objects.filter(state=SuggestionState.OPEN).order_by().values_list("kind")
    counted = rows.annotate(count=Count("pk"), sure=Count("pk", filter=Q(confidence__gte=SURE)))
    return {SuggestionKind(kind): KindCount(SuggestionKind(kind), count, sure) for kind, count, sure in counted}


def last_runs(limit: int = LAST_RUNS) -> list[EngineRun]:
    """The engine's last runs, newest first."""
    return list(EngineRun.objects.select_related("asked_by").order_by("-id")[:limit])


def run_under_way() -> EngineRun | None:
    """The run that waits or is under way, if any."""
    rows = EngineRun.objects.filter(state__in=[RunState.WAITING, RunState.RUNNING])
    return rows.select_related("asked_by").order_by("-id").first()
