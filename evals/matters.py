"""How right the matters are: on the hot issues that a person put together from the messages of one year."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from statistics import stdev
from typing import Any, Final

import numpy as np
import pyarrow as pa

from bench.figures import Figure, at_least, at_most
from evals.gold import hot_issues, messages
from huixiang.digest import measures
from huixiang.digest.matters import find_matters
from huixiang.digest.repeats import find_repeats
from huixiang.digest.voices import VOICES

DRAWN: Final = 1_000  # samples of the issues, for the spread
_WRITTEN: Final = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%d")


def figures() -> Iterator[Figure]:
    """B-cubed, ARI and issue-F1 with their spread over the issues, the large issues found, and the time it took."""
    voices = messages_table()
    repeats = find_repeats(voices)
    began = time.process_time()
    result = find_matters(voices, repeats)
    spent = time.process_time() - began
    found = groups_of(result.voices)
    context = {"messages": len(voices), "issues": len(set(hot_issues().values()))}
    yield from _rightness(found, context)
    yield Figure("matters, processor time behind the repeats", spent, "s", at_most(4), {"messages": len(voices)})


def messages_table() -> pa.Table:
    """The messages as ``VOICES``, in the order in which they were written."""
    rows = [
        {
            "id": message.id, "title": message.title, "body": message.body, "speaker": message.speaker,
            "said_at": _moment(message.said), "likes": 0, "place": None,
        }
        for message in messages()
    ]  # fmt: skip
    rows.sort(key=lambda row: (row["said_at"], row["id"]))
    return pa.Table.from_pylist(rows, schema=VOICES)


def groups_of(voices: pa.Table) -> dict[str, str]:
    """The group each voice is in: its matter, or itself."""
    pairs = zip(voices["id"].to_pylist(), voices["matter"].to_pylist(), strict=True)
    return {name: matter or f"alone {name}" for name, matter in pairs}


def _rightness(found: Mapping[str, str], context: Mapping[str, Any]) -> Iterator[Figure]:
    issues = hot_issues()
    truth, guess = list(issues.values()), [found[name] for name in issues]
    cubed = measures.b_cubed(truth, guess)
    spread = {name: round(value, 3) for name, value in _spreads(issues, found).items()}
    yield Figure("matters, B-cubed F1", cubed.f1, "", at_least(0.92), {**context, "aim": 0.95, "sd": spread["cubed"]})
    yield Figure("matters, B-cubed precision", cubed.precision, "", None, context)
    yield Figure("matters, B-cubed recall", cubed.recall, "", None, context)
    yield Figure("matters, adjusted Rand", measures.adjusted_rand(truth, guess), "", None, context)
    value = measures.issue_f1(issues, found)
    yield Figure("matters, issue-F1", value, "", at_least(0.89), {**context, "aim": 0.93, "sd": spread["issue"]})
    large, all_large = measures.large_issues_found(issues, found)
    yield Figure("matters, issues of five or more found", large, f"of {all_large}", None, {**context, "F1": "≥ 0.5"})


def _spreads(issues: Mapping[str, str], found: Mapping[str, str]) -> dict[str, float]:
    """By how much the two figures would vary had other issues of this kind been judged (bootstrap over issues)."""
    members: dict[str, list[str]] = {}
    for item, name in issues.items():
        members.setdefault(name, []).append(item)
    scores = measures.best_f1_of_issues(issues, found)
    rng = np.random.default_rng(0)
    cubed: list[float] = []
    issue: list[float] = []
    for _ in range(DRAWN):
        drawn = rng.choice(sorted(members), len(members))
        cells = [(f"{place} {name}", found[item]) for place, name in enumerate(drawn) for item in members[str(name)]]
        cubed.append(measures.b_cubed([cell[0] for cell in cells], [f"{cell[0]} {cell[1]}" for cell in cells]).f1)
        issue.append(sum(scores[str(name)] for name in drawn) / len(drawn))
    return {"cubed": stdev(cubed), "issue": stdev(issue)}


def _moment(said: str) -> datetime:
    for written in _WRITTEN:
        try:
            return datetime.strptime(said, written)  # noqa: DTZ007 local wall time
        except ValueError:
            continue
    raise ValueError(f"no time: {said}")
