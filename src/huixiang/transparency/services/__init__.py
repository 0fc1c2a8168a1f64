"""Writes of transparency, split by matter. Import this module, not its parts."""

from huixiang.transparency.services.cosigning import Cosigned, add_witness, ask_witnesses
from huixiang.transparency.services.sealing import BATCH, Sealed, seal_waiting
from huixiang.transparency.services.witnessing import LARGEST_REQUEST, NotCosigned, cosign, watch_log

__all__ = [
    "BATCH",
    "LARGEST_REQUEST",
    "Cosigned",
    "NotCosigned",
    "Sealed",
    "add_witness",
    "ask_witnesses",
    "cosign",
    "seal_waiting",
    "watch_log",
]
