"""Repeats: on the judged pairs, by pair and over all messages at once, and on a corpus drawn with its truth."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa

from bench.corpora import corpus
from bench.figures import Figure, at_least, at_most
from evals import gold
from huixiang.digest import measures
from huixiang.digest.pairs import judge_pairs
from huixiang.digest.repeats import RULES, Rules, find_repeats
from huixiang.digest.voices import VOICES

ROWS: Final = 10_000
MUST, MUST_WEIGHTED = at_least(0.93), at_least(0.96)
AIM, AIM_WEIGHTED = 0.95, 0.98
FOLDS: Final = 6
LEASTS: Final = tuple(least / 100 for least in range(40, 75))


def figures() -> Iterator[Figure]:
    """F1 on the judged pairs, alone and with each standing for its band; then the drawn corpus by way of repeat."""
    pairs = gold.gold_pairs()
    yield from _on_pairs("repeats, pair by pair", pairs, _judged(pairs, RULES))
    yield from _on_pairs("repeats, threshold from the other folds", pairs, _cross_validated(pairs))
    yield from _on_pairs("repeats, among all messages", pairs, _together(pairs))
    yield from _same_matter(pairs)
    yield from _on_corpus()


def _judged(pairs: Sequence[gold.Pair], rules: Rules) -> list[bool]:
    return [kind == "repeat" for kind in _kinds(pairs, rules)]


def _kinds(pairs: Sequence[gold.Pair], rules: Rules) -> list[str]:
    judged = judge_pairs([pair.left for pair in pairs], [pair.right for pair in pairs], rules=rules)
    kinds: list[str] = judged["kind"].to_pylist()
    return kinds


def _cross_validated(pairs: Sequence[gold.Pair]) -> list[bool]:
    """Judge each sixth of the pairs by the threshold that is best on the others: what choosing it here may flatter."""
    truth = [pair.repeat for pair in pairs]
    answers = {least: _judged(pairs, Rules(least=least)) for least in LEASTS}
    found = [False] * len(pairs)
    for fold in range(FOLDS):
        rest = [row for row in range(len(pairs)) if row % FOLDS != fold]
        scores = {
            least: measures.pair_score([truth[row] for row in rest], [answer[row] for row in rest]).f1
            for least, answer in answers.items()
        }
        best = [least for least in LEASTS if scores[least] == max(scores.values())]
        chosen = answers[best[len(best) // 2]]
        found[fold::FOLDS] = chosen[fold::FOLDS]
    return found


def _together(pairs: Sequence[gold.Pair]) -> list[bool]:
    """Put the texts of the pairs among all messages, find repeats, and see which pairs fell into one family."""
    texts = list(dict.fromkeys([*(text for pair in pairs for text in (pair.left, pair.right))]))
    others = [message.text for message in gold.messages()]
    table = voices([*texts, *others])
    repeat_of = find_repeats(table)["repeat_of"].to_pylist()
    first = {text: row if repeat_of[row] is None else repeat_of[row] for row, text in enumerate(texts)}
    return [first[pair.left] == first[pair.right] for pair in pairs]


def voices(texts: Sequence[str]) -> pa.Table:
    """Lay texts out as voices."""
    count = len(texts)
    columns: list[Any] = [
        [str(row) for row in range(count)],
        [""] * count,
        list(texts),
        pa.nulls(count, pa.string()),
        pa.nulls(count, pa.timestamp("s")),
        [0] * count,
        pa.nulls(count, pa.string()),
    ]
    return pa.table(columns, schema=VOICES)


def _on_pairs(name: str, pairs: Sequence[gold.Pair], found: Sequence[bool]) -> Iterator[Figure]:
    truth = [pair.repeat for pair in pairs]
    alone, weighted = measures.pair_score(truth, found), measures.pair_score(truth, found, [p.weight for p in pairs])
    context = {"pairs": len(pairs), "development half": "yes"}
    yield Figure(f"{name}: F1, gold pairs", alone.f1, "", MUST, _parts(alone, AIM) | context)
    yield Figure(
        f"{name}: F1, corpus-weighted", weighted.f1, "", MUST_WEIGHTED, _parts(weighted, AIM_WEIGHTED) | context
    )


def _same_matter(pairs: Sequence[gold.Pair]) -> Iterator[Figure]:
    together = [kind != "different" for kind in _kinds(pairs, RULES)]
    score = measures.pair_score([pair.label != "different" for pair in pairs], together)
    yield Figure("repeat or same matter, pair by pair: F1, gold pairs", score.f1, "", context=_parts(score, None))


def _on_corpus() -> Iterator[Figure]:
    drawn = pa.concat_tables(corpus(ROWS, [message.text for message in gold.messages()], seed=1))
    started = time.process_time()
    repeat_of = find_repeats(drawn.select(VOICES.names))["repeat_of"].fill_null(-1).to_numpy()
    seconds = time.process_time() - started
    family, ways = drawn["family"].to_numpy(), np.array(drawn["made_by"].to_pylist())
    first = np.where(repeat_of >= 0, repeat_of, np.arange(ROWS))
    score = measures.grouped_pair_score(family.tolist(), first.tolist())
    yield Figure("repeats: F1, drawn corpus", score.f1, "", context=_parts(score, None) | {"texts": ROWS})
    met, repeated = first == first[family], family != np.arange(ROWS)
    for way in np.unique(ways[repeated]).tolist():
        rows = repeated & (ways == way)
        yield Figure(f"repeats: recall, {way}", float(met[rows].mean()), "", context={"texts": int(rows.sum())})
    rows = ways == "template"
    merged = float((rows & (first != np.arange(ROWS))).sum() / rows.sum())
    context = {"templates": int(rows.sum())}
    yield Figure("repeats: templates of two estates put together", merged, "", at_most(0.01), context)
    yield Figure("repeats: speed, drawn corpus", ROWS / seconds, "texts/cpu s", context={"texts": ROWS})


def _parts(score: measures.Score, aim: float | None) -> dict[str, float]:
    parts = {"precision": round(score.precision, 3), "recall": round(score.recall, 3)}
    return parts | ({"aim": aim} if aim else {})
