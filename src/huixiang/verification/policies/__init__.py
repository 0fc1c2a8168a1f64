"""Who may do what in verification, split by matter."""

from huixiang.verification.policies.closing import (
    is_answered,
    may_approve,
)
from huixiang.verification.policies.findings import (
    may_explain,
    may_read_findings,
    may_review,
    may_set_thresholds,
)

__all__ = [
    "is_answered",
    "may_approve",
    "may_explain",
    "may_read_findings",
    "may_review",
    "may_set_thresholds",
]
