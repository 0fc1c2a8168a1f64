"""What others may react to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CompletionClaimed:
    """A unit says it is done; every speaker of the problem must now be asked, in the same transaction."""

    claim_id: int
    problem_id: int


@dataclass(frozen=True, slots=True)
class ClaimEnded:
    """A claim was turned back by the leader or the checker; its askings end."""

    claim_id: int
    problem_id: int


@dataclass(frozen=True, slots=True)
class PeopleReminded:
    """The ladder reminded these people; those with mail are told that something waits."""

    user_ids: tuple[int, ...]
