"""The rows of 问题清单: each problem with how many voices stand behind it, which opens them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from huixiang.folio.papers.paper import Figure
from huixiang.publishing.papers.pieces import Filling, Row
from huixiang.publishing.papers.words import channel_words
from huixiang.publishing.queries.masks import covered
from huixiang.publishing.queries.sorted_as import labels_by_problem
from huixiang.sorting.models import Part, Problem


def problem_rows(ids: Sequence[int], filling: Filling) -> Iterator[Row]:
    """The rows of these problems, in their order (3 queries)."""
    found = Problem.objects.filter(pk__in=ids).select_related("unit", "leader")
    by_id = {problem.pk: problem for problem in found}
    here = [by_id[pk] for pk in ids if pk in by_id]
    channels = _channels([problem.pk for problem in here])
    labels = labels_by_problem([problem.pk for problem in here])
    words = covered(
        [text for problem in here for text in (problem.title, problem.statement)],
        doubtful=[filling.cover_doubtful] * (2 * len(here)),
    )
    for problem, title, statement in zip(here, words[0::2], words[1::2], strict=True):
        counts = channels.get(problem.pk, Counter())
        yield {
            "number": problem.number,
            "label": labels.get(problem.pk),
            "problem": title,
            "facts": statement or None,
            "source": "、".join(f"{channel_words(name)}{count}件" for name, count in sorted(counts.items())) or None,
            "voices": Figure(counts.total(), filling.source_of(problem.number)),
            "leader": problem.leader.name if problem.leader else None,
            "unit": problem.unit.name if problem.unit else None,
        }


def _channels(ids: Sequence[int]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    parts = Part.objects.filter(problem_id__in=ids, left_at=None).order_by()
    for problem_id, channel in parts.values_list("problem_id", "voice__channel"):
        found[problem_id][channel] += 1
    return found
