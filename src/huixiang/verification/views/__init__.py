"""The pages of verification, split by matter."""

from huixiang.verification.views.closing import (
    HANDS,
    approve,
    queue,
)

__all__ = [
    "HANDS",
    "approve",
    "queue",
]
