"""How a long stage says how far it is; who shows it is the caller's business."""

from typing import Protocol


class Progress(Protocol):
    """Called from time to time with a stage's name and how many of its rows are done."""

    def __call__(self, stage: str, done: int, of: int) -> None:
        """Hear that ``done`` of ``of`` rows have passed ``stage``."""


def silent(stage: str, done: int, of: int) -> None:
    """Say nothing: for callers that do not wait."""
    del stage, done, of
