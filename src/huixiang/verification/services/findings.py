"""Explaining and deciding on findings, and the thresholds of the rules. A finding is never a score."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.people import queries as people
from huixiang.verification import policies
from huixiang.verification.formalism.catalogue import BY_KEY
from huixiang.verification.formalism.states import FindingState
from huixiang.verification.models import Finding, RuleThreshold


class NothingSaid(Refusal):
    """The act needs a sentence; nothing was written."""


class ThresholdImpossible(Refusal):
    """No such threshold, below 0, or from a day in the past; nothing was written."""


@transaction.atomic
def explain_finding(*, finding_id: int, words: str, by: Actor, at: dt.datetime) -> Finding:
    """Keep what the unit says about a finding; said again before it is decided, the later words stand.

    :raises NotFound: there is no such finding. :raises NotAllowed: the policy says no. :raises NothingSaid: no words.
    """
    finding = _locked(finding_id)
    policies.may_explain(by, finding).require()
    finding.explanation = _said(words)
    finding.explained_by_id, finding.explained_at = by.user_id, at
    finding.state = FindingState.EXPLAINED
    finding.save(update_fields=["explanation", "explained_by", "explained_at", "state"])
    _record("verification.finding.explained", finding, by=by, at=at)
    return finding


@transaction.atomic
def review_finding(*, finding_id: int, upheld: bool, words: str, by: Actor, at: dt.datetime) -> Finding:
    """Decide, with the reason, whether a finding is formalism. Nothing follows by itself.

    :raises NotFound: there is no such finding. :raises NotAllowed: the policy says no. :raises NothingSaid: no reason.
    """
    finding = _locked(finding_id)
    policies.may_review(by, finding).require()
    before = finding.state
    finding.review_words = _said(words)
    finding.reviewed_by_id, finding.reviewed_at = by.user_id, at
    finding.state = FindingState.UPHELD if upheld else FindingState.DISMISSED
    finding.save(update_fields=["review_words", "reviewed_by", "reviewed_at", "state"])
    action = "verification.finding.upheld" if upheld else "verification.finding.dismissed"
    _record(action, finding, by=by, at=at, before=before)
    return finding


@transaction.atomic
def set_threshold(  # noqa: PLR0913 - a threshold has this many facts
    *, rule: str, name: str, value: float, since: dt.date, reason: str, by: Actor, at: dt.datetime
) -> RuleThreshold:
    """Let a threshold of a rule count from a day on. Findings made before keep the threshold of then.

    :raises NotAllowed: the policy says no. :raises NothingSaid: no reason.
    :raises ThresholdImpossible: the rule has no such threshold, it is below 0, or the day is past.
    """  # fmt: skip
    policies.may_set_thresholds(by).require()
    if rule not in BY_KEY or name not in BY_KEY[rule].limits:
        raise ThresholdImpossible(_("This rule has no such threshold."))
    if not 0 <= value < float("inf"):
        raise ThresholdImpossible(_("A threshold is a number from 0 up."))
    if since < people.local_day(at):
        raise ThresholdImpossible(_("A threshold counts from today on or from a later day."))
    threshold = RuleThreshold.objects.create(
        rule=rule, name=name, value=value, since=since, reason=_said(reason), by_id=by.user_id, at=at
    )
    after = {"threshold": f"{rule}.{name}", "value": value, "since": since.isoformat()}
    journal.record("verification.threshold.set", about=f"organisation:{by.organisation_id}", by=by, at=at, after=after)
    return threshold


def _locked(finding_id: int) -> Finding:
    finding = Finding.objects.select_for_update().filter(pk=finding_id).first()
    if finding is None:
        raise NotFound(f"finding {finding_id}")
    return finding


def _said(words: str) -> str:
    kept = words.replace("\0", "").strip()
    if not kept:
        raise NothingSaid(_("Write a sentence that others can understand later."))
    return kept


def _record(action: str, finding: Finding, *, by: Actor, at: dt.datetime, before: str = "") -> None:
    facts = {"finding": finding.pk, "rule": finding.rule}
    subject = f"problem:{finding.problem_id}" if finding.problem_id else f"unit:{finding.unit_id}"
    was = {"state_of_finding": before} if before else {}
    journal.record(action, about=subject, by=by, at=at, before=was, after=facts)
