"""What verification keeps, split by matter: asking those who spoke, findings of formalism."""

from huixiang.verification.models.asking import (
    Asking,
    Verdict,
)
from huixiang.verification.models.findings import (
    Finding,
    FindingRun,
    RuleThreshold,
)

__all__ = [
    "Asking",
    "Finding",
    "FindingRun",
    "RuleThreshold",
    "Verdict",
]
