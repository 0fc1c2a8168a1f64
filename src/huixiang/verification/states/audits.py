"""The life of a sample audit, its stop rule, and what may be found about one problem. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AuditState(StrEnum):
    """Where a sample audit stands."""

    PREPARING = "preparing"
    """The population is frozen; parties bind themselves and tell their secrets; the beacon is awaited."""
    FIRST_STAGE = "first_stage"
    SECOND_STAGE = "second_stage"
    FULL_CHECK = "full_check"
    """More false ones than the rule allows: all of the units in which they were found is looked at."""
    ENDED = "ended"
    CALLED_OFF = "called_off"


RUNNING = frozenset({AuditState.FIRST_STAGE, AuditState.SECOND_STAGE, AuditState.FULL_CHECK})


class PartyKind(StrEnum):
    """For whom a party holds its secret; one of each of the first three must be there."""

    ORGANISATION = "organisation"
    MASSES = "masses"
    UPPER = "upper"
    OTHER = "other"


NEEDED_PARTIES = (PartyKind.ORGANISATION, PartyKind.MASSES, PartyKind.UPPER)


class Found(StrEnum):
    """What is known about a drawn problem. No answer is never genuine."""

    GENUINE = "genuine"
    FALSE = "false"
    UNVERIFIED = "unverified"


class FoundBy(StrEnum):
    """Who said so."""

    NOBODY = "nobody"
    SPEAKER = "speaker"
    CHECKER = "checker"
    FALLEN = "fallen"
    """The claim itself fell since the population was frozen: disputed, or sent back."""


@dataclass(frozen=True, slots=True)
class StageFacts:
    """What the stop rule reads: false ones so far, and those nobody has spoken about though time is left."""

    false: int
    awaited: int


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody had to do with a problem: their unit handled it; they were a hand, or worked on it."""

    unit_handled: bool
    handled: bool


MOST_FALSE_OF_STAGE = 1
"""So many false ones lead to the second stage and may remain there; more lead to the full check."""


def next_state(state: AuditState, facts: StageFacts) -> AuditState | None:
    """What the stop rule says: where the audit goes now; None while it has to wait. Fixed before anything is drawn."""
    if state in {AuditState.FIRST_STAGE, AuditState.SECOND_STAGE} and facts.false > MOST_FALSE_OF_STAGE:
        return AuditState.FULL_CHECK
    if state not in RUNNING or facts.awaited:
        return None
    if state == AuditState.FIRST_STAGE and facts.false:
        return AuditState.SECOND_STAGE
    return AuditState.ENDED
