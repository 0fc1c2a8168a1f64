"""What the machine suggests and a person decides: which voices and problems are alike, what must be masked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from huixiang.digest import masking, similar
from huixiang.digest.marks import Mask
from huixiang.listening.models import Voice
from huixiang.people.models import User
from huixiang.sorting import queries
from huixiang.sorting.models import InboxItem, Problem

CANDIDATES = 200
SHOWN = 6
LEAST = 0.02


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A voice or a problem that is like the voice, and the words both share as the reason."""

    score: float
    shared: tuple[str, ...]
    item: InboxItem | None = None
    problem: Problem | None = None


def similar_ones(voice: Voice, *, limit: int = SHOWN) -> tuple[Suggestion, ...]:
    """Name voices and open problems that may be about the same, most alike first.

    Candidates share one of the voice's rarest pairs; they are compared by the pairs of all their words. Three
    queries; 400 candidates of 100 characters take about 20 ms.
    """
    items = {str(item.voice_id): item for item in queries.sharing_terms(voice, CANDIDATES)}
    problems = {f"problem:{problem.pk}": problem for problem in queries.problems_sharing_terms(voice, CANDIDATES)}
    texts = [similar.Candidate(key, item.voice.words) for key, item in items.items()]
    texts += [similar.Candidate(key, f"{one.title}\n{one.statement}") for key, one in problems.items()]
    found = similar.most_alike(voice.words, texts, limit)
    return tuple(
        Suggestion(alike.score, alike.shared, items.get(alike.id), problems.get(alike.id))
        for alike in found
        if alike.score >= LEAST
    )


def propose_masks(text: str) -> tuple[Mask, ...]:
    """Find what must not be public in a text: numbers, addresses, and the names of our own people."""
    names: Iterable[str] = User.objects.values_list("name", flat=True)
    return masking.propose_masks(text, names=tuple(names))
