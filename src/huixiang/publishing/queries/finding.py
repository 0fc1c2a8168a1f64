"""Finds problems by their public words only: what was masked cannot be asked for."""

from __future__ import annotations

from django.db.models import Q

from huixiang.sorting import wording
from huixiang.sorting.models import Problem
from huixiang.sorting.states import OPEN

CANDIDATES = 200
LEAST_SHARED = 3  # pairs; two texts share one or two by chance
LEAST_SHARE = 0.2  # of the pairs of the shorter text


def holds(words: str) -> Q:
    """The condition that public title and words hold all of these; without a letter or digit nothing does."""
    question = wording.query(words)
    if question is None:
        return Q(pk__in=())
    condition = Q(publication__terms=question)
    for run in wording.runs(words):
        condition &= Q(publication__title__contains=run) | Q(publication__words__contains=run)
    return condition


def similar_public(words: str, *, limit: int = 3) -> list[Problem]:
    """Open problems whose public words are like these, most alike first; none for a text of a few characters.

    Candidates share a run of characters and were acted on last; one query, about 10 ms for 200 of 100 characters.
    """
    question = wording.alike(words)
    if question is None:
        return []
    open_now = Problem.objects.filter(state__in=sorted(OPEN), publication__terms=question)
    near = open_now.select_related("publication", "unit", "place").order_by("-last_act_at", "-id")[:CANDIDATES]
    own = set(wording.pairs(words))
    scored = [(_likeness(own, problem), problem) for problem in near]
    alike = sorted((pair for pair in scored if pair[0] >= LEAST_SHARE), key=lambda pair: (-pair[0], pair[1].number))
    return [problem for _score, problem in alike[:limit]]


def _likeness(own: set[str], problem: Problem) -> float:
    theirs = set(wording.pairs(f"{problem.publication.title}\n{problem.publication.words}"))
    shared = len(own & theirs)
    return shared / min(len(own), len(theirs)) if shared >= LEAST_SHARED else 0.0
