"""How long masking takes over 200,000 characters made to keep it busy: the figure of ``evals masking``, by itself."""

from __future__ import annotations

from collections.abc import Iterator

from bench.figures import Figure
from evals.masking import worst_time


def measure() -> Iterator[Figure]:
    """The slowest of the hostile texts, each the best of five runs, in milliseconds of the processor."""
    yield worst_time()
