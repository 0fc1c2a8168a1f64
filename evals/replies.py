"""How far two readers of the rubric agree on each mark of a reply, and how far the engine agrees with both.

The readers are two independent machine readers that follow docs/algorithms/replies.md, section 1; their sheets lie in
``annotations`` as they were handed in. Agreement comes first: where the readers do not agree, no score means anything.
"""

from __future__ import annotations

import csv
import datetime as dt
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa

from bench.figures import Figure
from evals.select_replies import ANNOTATIONS, SELECTED, Reply, read_replies
from huixiang.digest.measures import accuracy, cohen_kappa, macro_f1, pair_score
from huixiang.digest.replies.scoring import MARKS, score_replies

SHEETS: Final = (ANNOTATIONS / "replies-a.csv", ANNOTATIONS / "replies-b.csv")
_VALUES: Final[Mapping[str, frozenset[str]]] = {
    "answers_points": frozenset({"none", "some", "all"}),
    **{mark: frozenset("01") for mark in MARKS},
    "tone": frozenset({"plain", "courteous", "brusque", "blames"}),
}
_READERS: Final = "two independent machine readers following the rubric"
Sheet = Mapping[str, Mapping[str, str]]  # number of the reply -> mark -> what the reader decided


def figures() -> Iterator[Figure]:
    """Measure agreement for each mark, then the engine where both agree; without both sheets, only the speed."""
    replies = read_replies()
    yield _speed(replies)
    missing = [str(path.name) for path in SHEETS if not path.is_file()]
    if missing:
        print(f"replies: {' and '.join(missing)} not there yet, so nothing is said about agreement.", file=sys.stderr)
        return
    ours, theirs = map(read_sheet, SHEETS)
    layers = _layers()
    both = [number for number in layers if number in ours and number in theirs]
    engine = _engine([reply for reply in replies if reply.id in set(both)])
    for mark in _VALUES:
        yield from _agreement(mark, [ours[number][mark] for number in both], [theirs[number][mark] for number in both])
    for mark in _VALUES:
        agreed = [number for number in both if ours[number][mark] == theirs[number][mark]]
        truth, found = ([sheet[number][mark] for number in agreed] for sheet in (ours, engine))
        yield from _scores(mark, truth, found, _weights(agreed, layers), len(both))


def read_sheet(path: Path) -> Sheet:
    """Read what one reader decided.

    :raises SystemExit: a column is missing, or a cell holds what the rubric does not know.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for line, row in enumerate(rows, start=2):
        for mark, values in _VALUES.items():
            if row.get(mark) not in values:
                raise SystemExit(f"{path.name}, line {line}: {mark} is {row.get(mark)!r}, not one of {sorted(values)}")
    return {row["id"]: {mark: row[mark] for mark in _VALUES} for row in rows}


def _agreement(mark: str, ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Figure]:
    context = {
        "readers": _READERS,
        "replies": len(ours),
        "agreed": round(accuracy(ours, theirs), 3),
        "values": {value: [ours.count(value), theirs.count(value)] for value in sorted(_VALUES[mark])},
    }
    yield Figure(f"replies: kappa of the readers, {mark}", cohen_kappa(ours, theirs), "", context=context)


def _scores(
    mark: str, truth: Sequence[str], found: Sequence[str], weights: Sequence[float], of: int
) -> Iterator[Figure]:
    context: dict[str, object] = {"replies both agree on": len(truth), "of": of, "weighted": "by the size of the layer"}
    if _VALUES[mark] == frozenset("01"):
        yes, said = ([value == "1" for value in column] for column in (truth, found))
        plain, score = pair_score(yes, said), pair_score(yes, said, weights)
        context |= {"precision": round(score.precision, 3), "recall": round(score.recall, 3), "true": sum(yes)}
        context |= {"F1 unweighted": round(plain.f1, 3)}
        yield Figure(f"replies: engine's F1, {mark}", score.f1, "", context=context)
        return
    right = sum(weight for one, other, weight in zip(truth, found, weights, strict=True) if one == other)
    context |= {"macro-F1 unweighted": round(macro_f1(truth, found), 3), "found": dict(Counter(found))}
    context |= {"kappa": round(cohen_kappa(truth, found), 3), "true": dict(Counter(truth))}
    yield Figure(f"replies: engine's accuracy, {mark}", right / sum(weights), "", context=context)


def _layers() -> dict[str, tuple[str, int]]:
    with SELECTED.open(encoding="utf-8", newline="") as file:
        return {row["id"]: (row["layer"], int(row["of"])) for row in csv.DictReader(file)}


def _weights(numbers: Sequence[str], layers: Mapping[str, tuple[str, int]]) -> list[float]:
    """Give for how many replies of the whole each stands: the size of its layer by how many of it were read."""
    read = Counter(layer for layer, _ in layers.values())
    return [size / read[layer] for layer, size in (layers[number] for number in numbers)]


def _engine(replies: Sequence[Reply]) -> Sheet:
    scores = score_replies(_table(replies)).to_pylist()
    return {
        row["id"]: {mark: row[mark] if isinstance(row[mark], str) else str(int(row[mark])) for mark in _VALUES}
        for row in scores
    }


def _table(replies: Sequence[Reply]) -> pa.Table:
    return pa.table(
        {
            "id": [reply.id for reply in replies],
            "title": [reply.title for reply in replies],
            "asked": [reply.asked for reply in replies],
            "answer": [reply.answer for reply in replies],
            "asked_at": pa.array([_moment(reply.asked_at) for reply in replies], pa.timestamp("s")),
            "answered_at": pa.array([_moment(reply.answered_at) for reply in replies], pa.timestamp("s")),
        }
    )


def _moment(words: str) -> dt.datetime | None:
    for form in ("%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S"):
        try:
            return dt.datetime.strptime(words, form)  # noqa: DTZ007 the table gives local wall time
        except ValueError:
            continue
    return None


def _speed(replies: Sequence[Reply]) -> Figure:
    table = _table(replies)
    began = time.process_time()
    score_replies(table)
    spent = time.process_time() - began
    mean = sum(len(reply.answer) for reply in replies) / len(replies)
    context = {"replies": len(replies), "mean characters": round(mean)}
    return Figure("replies: speed", len(replies) / spent, "replies/CPU s", context=context)
