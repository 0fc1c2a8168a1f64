"""The life of a sample audit, its stop rules, and what may be found about one problem. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class AuditState(StrEnum):
    """Where a sample audit stands."""

    PREPARING = "preparing"
    """The population is frozen; parties bind themselves and tell their secrets; the beacon is awaited."""
    FIRST_STAGE = "first_stage"
    SECOND_STAGE = "second_stage"
    FULL_CHECK = "full_check"
    """More false ones than the rule allows: all of the units in which they were found is looked at."""
    UNDECIDED = "undecided"
    """The days to answer are over and some drawn ones are unverified: somebody outside has to look at them."""
    CLEAN = "clean"
    """Every drawn one was verified, and no more are false than the rule allows."""
    ENDED = "ended"
    """After a full check in which everything was verified; by the rule of before, after any stage."""
    CALLED_OFF = "called_off"


RUNNING = frozenset(
    {AuditState.FIRST_STAGE, AuditState.SECOND_STAGE, AuditState.FULL_CHECK, AuditState.UNDECIDED}
)  # fmt: skip
OVER = frozenset({AuditState.CLEAN, AuditState.ENDED})
"""What was found is kept and changes no more."""


class StopRule(IntEnum):
    """Which rule an audit is under, fixed before its draw and never changed."""

    BY_DAYS = 1
    """Of before: once the days to answer are over, those who said nothing are awaited no more and an audit may end."""
    VERIFIED = 2
    """An audit ends only when every drawn problem was verified; until then it is not decided."""


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


FULL_STAGE = 3
"""The number of the full check, after the two stages."""


@dataclass(frozen=True, slots=True)
class StageFacts:
    """What the stop rule reads.

    ``false`` and ``unverified`` of all drawn; ``awaited``: the unverified, while there are days to answer or to look.
    ``holds``: the worst case, in which every unverified one is false, stays below the audit's rate.
    """

    stage: int
    false: int
    unverified: int
    awaited: int
    holds: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody had to do with a problem: their unit handled it; they were a hand, or worked on it."""

    unit_handled: bool
    handled: bool


MOST_FALSE_OF_STAGE = 1
"""So many false ones lead to the second stage and may remain there; more lead to the full check."""


def next_state(state: AuditState, facts: StageFacts, rule: StopRule) -> AuditState | None:
    """What the stop rule says: where the audit goes now; None while it has to wait. Fixed before anything is drawn."""
    if state not in RUNNING:
        return None
    if facts.stage < FULL_STAGE and facts.false > MOST_FALSE_OF_STAGE:
        return AuditState.FULL_CHECK
    if facts.awaited:
        return None
    if rule == StopRule.BY_DAYS:
        return AuditState.SECOND_STAGE if facts.stage == 1 and facts.false else AuditState.ENDED
    if facts.unverified:
        return None if state == AuditState.UNDECIDED else AuditState.UNDECIDED
    return _after_verified(facts)


def _after_verified(facts: StageFacts) -> AuditState:
    """Where an audit goes once every drawn problem was verified."""
    if facts.stage == FULL_STAGE:
        return AuditState.ENDED
    if facts.stage == 1 and facts.false:
        return AuditState.SECOND_STAGE
    # Of twenty problems or fewer a single false one is five of a hundred: no stage can clear that.
    return AuditState.CLEAN if facts.holds else AuditState.FULL_CHECK
