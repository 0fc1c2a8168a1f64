"""What verification keeps, split by matter: asking those who spoke."""

from huixiang.verification.models.asking import (
    Asking,
    Verdict,
)

__all__ = [
    "Asking",
    "Verdict",
]
