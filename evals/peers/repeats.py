"""Repeats as datasketch and semhash find them: on the judged pairs, and on a corpus drawn with its truth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from bench.corpora import corpus
from bench.figures import Figure
from evals import gold
from evals.peers.environment import ask
from huixiang.digest import measures
from huixiang.digest.normalise import normalise
from huixiang.digest.voices import all_words

ROWS: Final = 10_000
# Program -> the peer's name, the thresholds its users take, and the one that is best here (datasketch) or its own.
PEERS: Final = {
    "with_datasketch": ("datasketch MinHash", (0.3, 0.5, 0.7), 0.3),
    "with_semhash": ("semhash, latent semantics", (0.8, 0.9), 0.9),
}


def figures() -> Iterator[Figure]:
    """F1 on the judged pairs, alone and corpus-weighted, for each threshold; then recall and speed on the corpus."""
    pairs = gold.gold_pairs()
    drawn = pa.concat_tables(corpus(ROWS, [message.text for message in gold.messages()], seed=1))
    given = {
        "pairs": [(normalise(pair.left), normalise(pair.right)) for pair in pairs],
        "texts": [normalise(text) for text in all_words(drawn)],
    }
    for program, (name, thresholds, chosen) in PEERS.items():
        answer = ask(program, given | {"threshold": chosen})
        for threshold in thresholds:
            yield from on_pairs(f"{name} from {threshold}", pairs, [s >= threshold for s in answer["scores"]])
        yield from _on_corpus(f"{name} from {chosen}", drawn, answer)


def on_pairs(name: str, pairs: Sequence[gold.Pair], found: Sequence[bool]) -> Iterator[Figure]:
    """F1 of repeats on the judged pairs, and with each pair standing for its band."""
    truth = [pair.repeat for pair in pairs]
    for kind, weights in (("gold pairs", None), ("corpus-weighted", [pair.weight for pair in pairs])):
        score = measures.pair_score(truth, found, weights)
        yield Figure(f"{name}: F1, {kind}", score.f1, "", context=_parts(score) | {"pairs": len(pairs)})


def _on_corpus(name: str, drawn: pa.Table, answer: Mapping[str, Any]) -> Iterator[Figure]:
    lefts, rights = np.array(answer["alike"], dtype=np.int64).reshape(-1, 2).T
    joined = coo_array((np.ones(len(lefts)), (lefts, rights)), shape=(len(drawn), len(drawn)))
    groups = connected_components(joined, directed=False)[1].tolist()
    score = measures.grouped_pair_score(drawn["family"].to_pylist(), groups)
    yield Figure(f"{name}: F1, drawn corpus", score.f1, "", context=_parts(score) | {"texts": len(drawn)})
    yield Figure(f"{name}: speed", len(drawn) / answer["seconds"], "texts/cpu s", context={"texts": len(drawn)})


def _parts(score: measures.Score) -> dict[str, float]:
    return {"precision": round(score.precision, 3), "recall": round(score.recall, 3)}
