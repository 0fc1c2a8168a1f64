"""Kinds and states of plans, rules, pledges and projects. Standard library only."""

from __future__ import annotations

from enum import StrEnum


class PlanKind(StrEnum):
    """Two plans and one (两方案一计划)."""

    RECTIFICATION = "rectification"
    SPECIAL = "special"
    RULES = "rules"


class RuleKind(StrEnum):
    """What happens to a rule of the house."""

    NEW = "new"
    REVISED = "revised"
    ABOLISHED = "abolished"


class RuleState(StrEnum):
    """How far it is; ``DONE`` means in force, or no longer in force where it was abolished."""

    PLANNED = "planned"
    DRAFTED = "drafted"
    DONE = "done"
    GIVEN_UP = "given_up"


class Kept(StrEnum):
    """What somebody else found when checking a promised thing. Nobody looked yet is no member: there is no row then."""

    KEPT = "kept"
    NOT_KEPT = "not_kept"
    NOT_YET = "not_yet"


class ProjectState(StrEnum):
    """How a project stands."""

    PLANNED = "planned"
    WORKING = "working"
    FINISHED = "finished"
    STOPPED = "stopped"


PROJECT_MOVES = {
    ProjectState.PLANNED: frozenset({ProjectState.WORKING, ProjectState.STOPPED}),
    ProjectState.WORKING: frozenset({ProjectState.FINISHED, ProjectState.STOPPED}),
    ProjectState.FINISHED: frozenset({ProjectState.WORKING}),
    ProjectState.STOPPED: frozenset({ProjectState.WORKING}),
}
RULE_MOVES = {
    RuleState.PLANNED: frozenset({RuleState.DRAFTED, RuleState.DONE, RuleState.GIVEN_UP}),
    RuleState.DRAFTED: frozenset({RuleState.DONE, RuleState.GIVEN_UP}),
    RuleState.DONE: frozenset[RuleState](),
    RuleState.GIVEN_UP: frozenset({RuleState.PLANNED}),
}
