"""Writes of transparency, split by matter. Import this module, not its parts."""

from huixiang.transparency.services.sealing import BATCH, Sealed, seal_waiting

__all__ = ["BATCH", "Sealed", "seal_waiting"]
