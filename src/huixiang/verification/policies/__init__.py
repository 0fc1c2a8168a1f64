"""Who may do what in verification, split by matter."""

from huixiang.verification.policies.closing import (
    is_answered,
    may_approve,
)

__all__ = [
    "is_answered",
    "may_approve",
]
