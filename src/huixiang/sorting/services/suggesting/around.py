"""What stands around some voices when suggestions are made for them: what people decided, and who was given what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Count, QuerySet

from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.models import Place
from huixiang.sorting.models import InboxItem, LabelGiven, Matter, Part, Taxonomy
from huixiang.sorting.states import TAKES_VOICES

Fed = Mapping[int, Counter[int]]
_TAKING = [state.value for state in TAKES_VOICES]
RECENT: Final = 1_000  # givings of a label that tell of habits
MEMBERS: Final = 500  # voices of a matter that tell which problem it feeds
_FED = """
SELECT member.matter_id, part.problem_id, count(*)
FROM unnest(%s::bigint[]) AS wanted (matter_id)
CROSS JOIN LATERAL (
    SELECT matter_id, voice_id FROM sorting_mattervoice
    WHERE matter_id = wanted.matter_id AND organisation_id = %s AND left_at IS NULL
    ORDER BY id DESC LIMIT %s
) AS member
JOIN sorting_part part ON part.voice_id = member.voice_id AND part.organisation_id = %s AND part.left_at IS NULL
JOIN sorting_problem problem ON problem.id = part.problem_id AND problem.withdrawn_at IS NULL
    AND problem.state = ANY(%s)
GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Habits:
    """Which units were given voices of a label at a place before; place 0 stands for anywhere."""

    counts: Mapping[tuple[int, int], Counter[int]]

    @classmethod
    def now(cls) -> Habits:
        """Count all that stands now: for a whole run."""
        return cls._of(_given_to_units())

    @classmethod
    def lately(cls, label_ids: Collection[int]) -> Habits:
        """Count the newest 1,000 givings of each of these labels: for arrivals, whose cost must not grow."""
        newest = [
            pk
            for label_id in label_ids
            for pk in LabelGiven.objects.filter(label=label_id, ended_at=None)
            .order_by("-id")
            .values_list("pk", flat=True)[:RECENT]
        ]
        return cls._of(_given_to_units().filter(pk__in=newest))

    @classmethod
    def _of(cls, rows: QuerySet[LabelGiven]) -> Habits:
        counts: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
        named = rows.order_by().values_list("label_id", "voice__item__place_id", "voice__item__unit_id")
        for label_id, place_id, unit_id, count in named.annotate(Count("pk")):
            counts[label_id, 0][unit_id] += count
            if place_id:
                counts[label_id, place_id][unit_id] += count
        return cls(counts)


def _given_to_units() -> QuerySet[LabelGiven]:
    return LabelGiven.objects.filter(ended_at=None, voice__item__unit__isnull=False, voice__item__unit__closed_on=None)


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
    """Of each matter, how many of its newest 500 voices feed which open problem."""
    found: dict[int, Counter[int]] = defaultdict(Counter)
    if matter_ids:
        with connection.cursor() as cursor:
            asked: list[Any] = [
                sorted(matter_ids),
                current_organisation_id(),
                MEMBERS,
                current_organisation_id(),
                _TAKING,
            ]
            cursor.execute(_FED, asked)
            for matter_id, problem_id, count in cursor.fetchall():
                found[matter_id][problem_id] = count
    return found
