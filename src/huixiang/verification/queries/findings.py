"""Reads findings: which somebody may see, the thresholds that count on a day, the last run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from huixiang.kernel.actor import EVERYWHERE, Actor
from huixiang.kernel.errors import NotFound
from huixiang.people.models import Unit
from huixiang.people.permissions import Permission
from huixiang.sorting.models import Problem
from huixiang.verification.formalism.catalogue import RULES
from huixiang.verification.formalism.states import UNDECIDED
from huixiang.verification.models import Finding, FindingRun, RuleThreshold


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """Which findings to list; an empty field does not narrow."""

    rule: str = ""
    state: str = ""
    unit: Unit | None = None
    problem: int | None = None


def findings_seen_by(actor: Actor) -> QuerySet[Finding]:
    """The findings somebody may open: all, or those about units they reach."""
    findings = Finding.objects.select_related("unit", "problem", "explained_by", "reviewed_by")
    reach = actor.reach(Permission.READ_PROBLEMS)
    return findings if reach == EVERYWHERE else findings.filter(unit_id__in=reach)


def finding_list(actor: Actor, chosen: FindingFilter) -> QuerySet[Finding]:
    """The findings somebody may see that match all of the filter."""
    findings = findings_seen_by(actor)
    if chosen.rule:
        findings = findings.filter(rule=chosen.rule)
    if chosen.state:
        findings = findings.filter(state=chosen.state)
    if chosen.unit:
        findings = findings.filter(unit__path__startswith=chosen.unit.path)
    return findings.filter(problem__number=chosen.problem) if chosen.problem else findings


def finding_seen_by(actor: Actor, finding_id: int) -> Finding:
    """A finding.

    :raises NotFound: there is none, or it is about a unit this person does not reach.
    """
    finding = findings_seen_by(actor).filter(pk=finding_id).first()
    if finding is None:
        raise NotFound(f"finding {finding_id}")
    return finding


def open_findings_of(problem: Problem) -> list[Finding]:
    """What is undecided or upheld about a problem, newest first."""
    return list(Finding.objects.filter(problem=problem, state__in=[*UNDECIDED, "upheld"]))


def waiting_to_explain(actor: Actor) -> int:
    """How many findings wait for the word of a unit this person works in."""
    reach = actor.reach(Permission.WORK_ON_PROBLEM) | actor.reach(Permission.SIGN_CLOSURE)
    return Finding.objects.filter(unit_id__in=reach, state="open").count() if reach else 0


def waiting_to_review(actor: Actor) -> int:
    """How many findings wait for a reviewer who is not of the unit."""
    if not actor.may(Permission.COMMENT):
        return 0
    return Finding.objects.filter(state__in=UNDECIDED).exclude(unit_id=actor.unit_id or 0).count()


def limits_on(day: dt.date) -> dict[str, dict[str, float]]:
    """The thresholds of every rule that count on a day: the organisation's latest, else the usual ones."""
    limits = {rule.key: dict(rule.limits) for rule in RULES}
    for threshold in RuleThreshold.objects.filter(since__lte=day).order_by("since", "id"):
        if threshold.name in limits.get(threshold.rule, {}):
            limits[threshold.rule][threshold.name] = threshold.value
    return limits


def thresholds_set() -> QuerySet[RuleThreshold]:
    """Every threshold the organisation ever set, newest first."""
    return RuleThreshold.objects.select_related("by").order_by("-since", "-id")


def last_run() -> FindingRun | None:
    """The last run that came to its end; None before the first."""
    return FindingRun.objects.exclude(ended_at=None).first()


def counts_by_rule(actor: Actor) -> Mapping[str, int]:
    """How many undecided findings of each rule this person sees."""
    rows = findings_seen_by(actor).filter(state__in=UNDECIDED).order_by().values_list("rule")
    return dict(rows.annotate(Count("pk")))
