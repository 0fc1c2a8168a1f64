"""What stands around some voices when suggestions are made for them: what people decided, and who was given what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from huixiang.listening.models import Place
from huixiang.sorting.models import InboxItem, LabelGiven, Matter, Part, Taxonomy
from huixiang.sorting.states import TAKES_VOICES

Fed = Mapping[int, Counter[int]]
_TAKING = [state.value for state in TAKES_VOICES]


@dataclass(frozen=True, slots=True)
class Habits:
    """Which units were given voices of a label at a place before; place 0 stands for anywhere (1 query)."""

    counts: Mapping[tuple[int, int], Counter[int]]

    @classmethod
    def now(cls) -> Habits:
        """Count what stands now."""
        rows = LabelGiven.objects.filter(
            ended_at=None, voice__item__unit__isnull=False, voice__item__unit__closed_on=None
        )
        counts: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
        named = rows.order_by().values_list("label_id", "voice__item__place_id", "voice__item__unit_id")
        for label_id, place_id, unit_id, count in named.annotate(Count("pk")):
            counts[label_id, 0][unit_id] += count
            if place_id:
                counts[label_id, place_id][unit_id] += count
        return cls(counts)


@dataclass(frozen=True, slots=True)
class Around:
    """Of the voices at hand: their inbox rows, labels (taxonomy to labels), problems they feed; of matters and of the

    voices they repeat, how many members feed which open problem. ``several`` are taxonomies of more than one label.
    """

    items: Mapping[UUID, InboxItem]
    labels: Mapping[UUID, Mapping[int, Collection[int]]]
    feeds: Mapping[UUID, Collection[int]]
    of_matters: Fed
    matter_problems: Mapping[int, int]
    matter_words: Mapping[int, Collection[str]]
    of_repeated: Mapping[UUID, Collection[int]]
    several: Collection[int]
    places: Mapping[int, Place]
    habits: Habits


def around(
    voice_ids: Collection[UUID], matter_ids: Collection[int], repeated: Collection[UUID], *, habits: Habits
) -> Around:
    """Load what stands around these voices; locks their inbox rows against a second run (8 queries)."""
    items = InboxItem.objects.select_for_update(of=("self",)).filter(pk__in=voice_ids).defer("terms", "summary")
    feeding = Part.objects.filter(left_at=None, problem__withdrawn_at=None, problem__state__in=_TAKING)
    matters = Matter.objects.filter(pk__in=matter_ids)
    return Around(
        items={item.pk: item for item in items.order_by("voice_id")},
        labels=_labels(voice_ids),
        feeds=_lists(Part.objects.filter(left_at=None, voice__in=voice_ids).values_list("voice_id", "problem_id")),
        of_matters=_fed(matter_ids),
        matter_problems=dict(
            matters.filter(problem__state__in=_TAKING, problem__withdrawn_at=None).values_list("pk", "problem_id")
        ),
        matter_words=dict(matters.values_list("pk", "words")),
        of_repeated=_lists(feeding.filter(voice__in=repeated).values_list("voice_id", "problem_id")),
        several=set(Taxonomy.objects.filter(several=True).values_list("pk", flat=True)),
        places=places_by_id(),
        habits=habits,
    )


def places_by_id() -> dict[int, Place]:
    """All places of the organisation."""
    return {place.pk: place for place in Place.objects.only("id", "name", "path", "parent_id").order_by("id")}


def _labels(voice_ids: Collection[UUID]) -> dict[UUID, dict[int, list[int]]]:
    found: dict[UUID, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    rows = LabelGiven.objects.filter(voice__in=voice_ids, ended_at=None).order_by("id")
    for voice_id, taxonomy_id, label_id in rows.values_list("voice_id", "taxonomy_id", "label_id"):
        found[voice_id][taxonomy_id].append(label_id)
    return found


def _lists(rows: Collection[tuple[UUID, int]]) -> dict[UUID, list[int]]:
    found: dict[UUID, list[int]] = defaultdict(list)
    for voice_id, problem_id in rows:
        found[voice_id].append(problem_id)
    return found


def _fed(matter_ids: Collection[int]) -> dict[int, Counter[int]]:
    """Of each matter, how many of its voices feed which open problem."""
    rows = Part.objects.filter(
        left_at=None, problem__withdrawn_at=None, problem__state__in=_TAKING,
        voice__matters__left_at=None, voice__matters__matter__in=matter_ids,
    ).order_by()  # fmt: skip
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for matter_id, problem_id, count in rows.values_list("voice__matters__matter_id", "problem_id").annotate(
        Count("pk")
    ):
        found[matter_id][problem_id] += count
    return found
