"""States and answers of verification, split by matter. Standard library only."""

from huixiang.verification.states.asking import Satisfied, Standing, Standings
from huixiang.verification.states.callbacks import CallState, DrawBasis, TryResult
from huixiang.verification.states.supplied import SuppliedKind

__all__ = [
    "CallState",
    "DrawBasis",
    "Satisfied",
    "Standing",
    "Standings",
    "SuppliedKind",
    "TryResult",
]
