"""What a merge means for the work on a problem: its measures stay where they were planned; nobody works on them."""

from __future__ import annotations

from django.utils.translation import gettext as _, ngettext

from huixiang.ledger.models import CompletionClaim, Measure
from huixiang.sorting.models import Problem


def work_left_behind(problem: Problem, into: Problem | None) -> list[str]:
    """Say how many measures and earlier claims of completion stay with a problem that is merged. Two queries."""
    if into is None:
        return []
    said = []
    if measures := Measure.objects.filter(problem=problem).count():
        words = ngettext(
            "%(n)s measure planned for problem %(number)s stays there; plan it anew for problem %(into)s if need be.",
            "%(n)s measures planned for problem %(number)s stay there; plan anew for problem %(into)s what is needed.",
            measures,
        )
        said.append(words % {"n": measures, "number": problem.number, "into": into.number})
    if CompletionClaim.objects.filter(problem=problem).exists():
        words = _("What was claimed and judged for problem %(number)s stays in its history.")
        said.append(words % {"number": problem.number})
    return said
