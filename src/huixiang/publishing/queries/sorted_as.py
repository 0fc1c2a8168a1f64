"""How voices were sorted, for the papers: the labels people gave them, and how many others repeat each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Final
from uuid import UUID

from django.db.models import Count

from huixiang.sorting.models import LabelGiven, MatterVoice, Part

MOST_LABELS: Final = 3


def labels_by_voice(voice_ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of the labels each voice stands under now, in the order they were given (1 query)."""
    given = LabelGiven.objects.filter(voice__in=voice_ids, ended_at=None).order_by("id")
    names: dict[UUID, list[str]] = defaultdict(list)
    for voice_id, name in given.values_list("voice_id", "label__name"):
        names[voice_id].append(name)
    return {voice_id: "、".join(dict.fromkeys(own)) for voice_id, own in names.items()}


def labels_by_problem(problem_ids: Collection[int]) -> dict[int, str]:
    """The labels most of each problem's voices stand under, at most three, the most frequent first (1 query)."""
    parts = Part.objects.filter(
        problem__in=problem_ids, left_at=None, voice__labels_given__isnull=False, voice__labels_given__ended_at=None
    )
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for problem_id, name in parts.order_by("id").values_list("problem_id", "voice__labels_given__label__name"):
        counts[problem_id][name] += 1
    return {
        problem_id: "、".join(name for name, _count in own.most_common(MOST_LABELS))
        for problem_id, own in counts.items()
    }


def repeats_by_voice(voice_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many voices repeat each of these, as the engine found; those nobody repeats are left out (1 query)."""
    rows = MatterVoice.objects.filter(repeat_of__in=voice_ids, left_at=None).order_by()
    return dict(rows.values_list("repeat_of_id").annotate(Count("pk")))
