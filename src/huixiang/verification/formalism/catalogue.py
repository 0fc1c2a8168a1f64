"""All rules with their usual thresholds, in the order of the pathologies they look for.

Number 8, applying for the best mark oneself, has no rule: nothing here can be applied for, and nobody gets points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from huixiang.verification.formalism import closing, following, units
from huixiang.verification.formalism.rule import Find, Found, Limits, Rule

PROBLEM: Final = "problem"
UNIT: Final = "unit"
PEERS: Final[Limits] = {"orders": 10, "times": 2, "chance": 0.01}

RULES: Final[tuple[Rule, ...]] = (
    Rule("last_tenth", 1, PROBLEM, closing.last_tenth, {"used": 0.9}),
    Rule("copied_reply", 2, PROBLEM, following.copied_reply, {"copies": 3, "likeness": 0.9}),
    Rule("empty_reply", 2, PROBLEM, following.empty_reply, {"named": 0}),
    Rule("passed_around", 3, PROBLEM, following.passed_around, {"hops": 3, "returns": 2}),
    Rule("blind_return", 4, PROBLEM, following.blind_return, {"reason": 10, "used": 0.9, "between": 3}),
    Rule("sample_differs", 5, UNIT, units.sample_differs, {"called": 10, "chance": 0.01}),
    Rule("rating_burst", 6, UNIT, units.rating_burst, {"ratings": 10, "satisfied": 0.95, "at_once": 0.8}),
    Rule("raised_rating", 7, PROBLEM, following.raised_rating, {"days": 30}),
    Rule("more_than_others", 9, UNIT, units.more_than_others, PEERS),
    Rule("merged_unanswered", 10, PROBLEM, following.merged_unanswered, {"speakers": 1}),
    Rule("softened_nature", 11, PROBLEM, following.softened_nature),
    Rule("paper_evidence", 12, PROBLEM, closing.paper_evidence, {"pieces": 1, "share": 0.75}),
    Rule("due_after_due", 12, PROBLEM, closing.due_after_due, {"days": 1}),
    Rule("narrowed", 12, PROBLEM, closing.narrowed, {"days": 14, "share": 0.3}),
    Rule("relapse", 12, PROBLEM, closing.relapse, {"days": 180}),
    Rule("last_day_rush", 12, UNIT, units.last_day_rush, {"claims": 10, "share": 0.5}),
    Rule("same_measure", 12, UNIT, units.same_measure, {"problems": 5}),
    Rule("papers_over_work", 13, UNIT, units.papers_over_work, {"papers": 5, "times": 1}),
    Rule("filled_in_late", 14, UNIT, units.filled_in_late, {"rows": 20, "days": 7}),
    Rule("beyond_duty", 15, UNIT, units.beyond_duty, PEERS),
    Rule("repeated_notes", 16, PROBLEM, following.repeated_notes, {"times": 3}),
)
BY_KEY: Final[Mapping[str, Rule]] = {rule.key: rule for rule in RULES}
NO_LIMITS: Final[Mapping[str, Limits]] = {}


def look(facts: object, *, of: str, limits: Mapping[str, Limits] = NO_LIMITS) -> Iterator[tuple[Rule, Found]]:
    """Ask every rule of a kind of subject; ``limits`` gives the thresholds that differ, by the rule's key."""
    for rule in RULES:
        if rule.of == of and (found := _asked(rule.find, facts, {**rule.limits, **limits.get(rule.key, {})})):
            yield rule, found


def _asked(find: Find, facts: object, limits: Limits) -> Found | None:
    return find(facts, limits)
