"""What a sample audit shows: its plain sample, how many of all may be false at most, and the units one by one.

Only the plain random sample enters the estimate; what was drawn besides, for small units or a full check, never does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from huixiang.proofs.bounds import most_false, rate_of
from huixiang.verification.models import SampleAudit, SampledProblem
from huixiang.verification.queries.audits import Outcome
from huixiang.verification.states import Found


@dataclass(frozen=True, slots=True)
class AuditFigures:
    """The plain sample of an audit: ``genuine``, ``false`` and ``unverified`` add up to ``drawn``.

    ``most`` of all ``size`` are false at most, with the audit's confidence, if the unverified are like the others;
    ``worst`` at most if every unverified one is false. ``limit`` false ones are the rate the audit is to find out.
    """

    size: int
    drawn: int
    genuine: int
    false: int
    unverified: int
    most: int
    worst: int
    limit: int

    @property
    def holds(self) -> bool:
        """Whether fewer than the rate are false even in the worst case."""
        return self.worst < self.limit


@dataclass(frozen=True, slots=True)
class UnitShare:
    """What was found in one unit, all drawn ones counted: the plain sample and those drawn besides."""

    code: str
    size: int
    drawn: int
    genuine: int
    false: int
    unverified: int


def plain_size(audit: SampleAudit) -> int:
    """How many with the smallest tickets make the plain sample of the stage reached; 0 before the draw."""
    return (0, audit.first_size, audit.second_size)[audit.stage]


def audit_figures(
    audit: SampleAudit, sampled: Iterable[SampledProblem], outcomes: Mapping[str, Outcome]
) -> AuditFigures:
    """The figures of the plain sample. Each stage uses half of alpha, since one may look twice."""
    plain = [outcomes[one.number].found for one in sampled if one.rank < plain_size(audit)]
    counts = Counter(plain)
    genuine, false, unverified = (counts[found] for found in (Found.GENUINE, Found.FALSE, Found.UNVERIFIED))
    alpha = Fraction(audit.alpha_percent, 200)
    return AuditFigures(
        size=audit.size, drawn=len(plain), genuine=genuine, false=false, unverified=unverified,
        most=most_false(audit.size, genuine + false, false, alpha),
        worst=most_false(audit.size, len(plain), false + unverified, alpha),
        limit=rate_of(audit.size, Fraction(audit.rate_percent, 100)),
    )  # fmt: skip


def unit_shares(
    audit: SampleAudit, sampled: Iterable[SampledProblem], outcomes: Mapping[str, Outcome]
) -> list[UnitShare]:
    """What was found in each unit, in the order of the codes: no ranking. Units of which nothing was drawn too."""
    sizes = Counter(audit.population.values())
    found: dict[str, Counter[Found]] = {code: Counter() for code in sizes}
    for one in sampled:
        found[audit.population[one.number]][outcomes[one.number].found] += 1
    return [
        UnitShare(code, sizes[code], counts.total(), *(counts[each] for each in Found))
        for code, counts in sorted(found.items())
    ]
