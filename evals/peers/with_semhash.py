"""semhash with vectors made beforehand, since its own model must be fetched: cosine of pairs, groups of a corpus."""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Sequence

from evals.peers.vectors import LatentSemantics


def main() -> None:
    """Read pairs and a corpus; print the cosine of each pair, and the corpus's alike rows with the seconds.

    The vectors are learnt from the corpus; learning them counts.
    """
    given = json.load(sys.stdin)
    began = time.process_time()
    model = LatentSemantics(given["texts"])
    alike = _alike(model, given["texts"], given["threshold"])
    seconds = time.process_time() - began
    lefts, rights = (model.encode([pair[side] for pair in given["pairs"]]) for side in (0, 1))
    scores = [float(score) for score in (lefts * rights).sum(axis=1)]
    print(json.dumps({"scores": scores, "alike": alike, "seconds": seconds}))


def _alike(model: LatentSemantics, texts: Sequence[str], threshold: float) -> list[tuple[int, int]]:
    """The pairs of rows semhash removes one of, in favour of the other."""
    rows = [{"row": str(row), "text": text} for row, text in enumerate(texts)]
    hashed = importlib.import_module("semhash").SemHash.from_records(rows, columns=["text"], model=model)
    found = hashed.self_deduplicate(threshold=threshold)
    pairs = ((removed.duplicate_of, removed.record) for removed in found.filtered)
    return [(int(kept["row"]), int(gone["row"])) for kept, gone in pairs]


if __name__ == "__main__":
    main()
