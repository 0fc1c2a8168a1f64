"""What findings add to the page of a problem: their entries in its life, and the way to those not yet laid aside."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _, ngettext

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES
from huixiang.ledger.additions import Step
from huixiang.ledger.life import Detail
from huixiang.ledger.models import CompletionClaim
from huixiang.sorting.models import Problem
from huixiang.verification import queries
from huixiang.verification.finding_labels import TITLES

ACTS = {
    "verification.finding.found": _("found something that matches a rule of formalism"),
    "verification.finding.overtaken": _("no longer finds what matched a rule of formalism"),
    "verification.finding.explained": _("explained a finding of formalism"),
    "verification.finding.upheld": _("upheld a finding of formalism"),
    "verification.finding.dismissed": _("dismissed a finding of formalism"),
    "verification.threshold.set": _("changed a threshold of a rule of formalism"),
}
FACTS = {
    "rule": _("rule"),
    "state_of_finding": _("finding"),
    "threshold": _("threshold"),
    "value": _("new value"),
}
TONES = {
    "verification.finding.found": "waiting",
    "verification.finding.upheld": "disputed",
    "verification.finding.dismissed": "confirmed",
}


def finding_details(problem: Problem, reader: Actor) -> Mapping[str, Detail]:  # noqa: ARG001 - who sees the problem reads these
    """The rule beside each entry about a finding."""
    return {
        f"{action}/rule:{rule}": Detail(str(title))
        for action in ACTS
        for rule, title in TITLES.items()
    }  # fmt: skip


def findings_step(actor: Actor, problem: Problem, claim: CompletionClaim | None) -> Step | None:  # noqa: ARG001 - any claim
    """The way to the findings about the problem; none where there are none."""
    found = queries.open_findings_of(problem)
    if not found:
        return None
    words = ngettext("%(n)d finding of formalism", "%(n)d findings of formalism", len(found)) % {"n": len(found)}
    only = len(found) == 1
    url = reverse("findings:finding", args=[found[0].pk]) if only else reverse("findings:findings")
    return Step(words, url if only else f"{url}?problem={problem.number}", YES)
