"""datasketch on character triples: MinHash of 128 permutations for pairs, MinHashLSH of 32 bands of 4 for a corpus."""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Sequence
from typing import Any

PERMUTATIONS, BANDS, ROWS = 128, 32, 4


def main() -> None:
    """Read pairs and a corpus; print the estimated Jaccard of each pair, and the corpus's alike rows with seconds."""
    given = json.load(sys.stdin)
    signatures = [_signatures([left, right]) for left, right in given["pairs"]]
    began = time.process_time()
    alike = _alike(given["texts"], given["threshold"])
    seconds = time.process_time() - began
    print(json.dumps({"scores": [a.jaccard(b) for a, b in signatures], "alike": alike, "seconds": seconds}))


def _signatures(texts: Sequence[str]) -> list[Any]:
    sketch = importlib.import_module("datasketch")
    grams = [[text[at : at + 3].encode() for at in range(max(1, len(text) - 2))] for text in texts]
    return list(sketch.MinHash.generator(grams, num_perm=PERMUTATIONS, seed=1))


def _alike(texts: Sequence[str], threshold: float) -> list[tuple[int, int]]:
    """The pairs of rows that share a band and whose estimate reaches the threshold."""
    index = importlib.import_module("datasketch").MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
    signatures, found = _signatures(texts), []
    for row, signature in enumerate(signatures):
        near = (int(other) for other in index.query(signature))
        found += [(other, row) for other in near if signatures[other].jaccard(signature) >= threshold]
        index.insert(row, signature)
    return found


if __name__ == "__main__":
    main()
