"""How often the rules of formalism are right on cases written for the project: precision and recall of each rule.

Rules and cases come from one hand; the cases were written before the thresholds were last touched. A case says what a
person reading the file would want; some are meant to be missed, so that what the rules cannot see shows in the figures.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.figures import Figure
from huixiang.digest.measures import pair_score
from huixiang.sorting.replies import copies_of, named_in
from huixiang.verification.formalism import catalogue
from huixiang.verification.formalism.catalogue import BY_KEY, PROBLEM, RULES
from huixiang.verification.formalism.facts import OrderFacts, Reply, UnitFacts

FOLDER: Final = Path(__file__).parent / "formalism"
SHOWN: Final = Path(catalogue.__file__).with_name("measured.json")
"""Where the page of the rules reads them from."""


@dataclass(frozen=True, slots=True)
class Case:
    """The facts of a case, which rule is asked, and whether a reader says that it holds."""

    rule: str
    holds: bool
    why: str
    facts: OrderFacts | UnitFacts

    @property
    def found(self) -> bool:
        """What the rule says, with its usual thresholds."""
        rule = BY_KEY[self.rule]
        return rule.find(self.facts, rule.limits) is not None


def figures() -> Iterator[Figure]:
    """Precision and recall of each rule; in the circumstances how many cases, and which ones it got wrong."""
    cases = read_cases()
    SHOWN.write_text(json.dumps(measured(cases), indent=1) + "\n", encoding="utf-8")
    for rule in RULES:
        own = [case for case in cases if case.rule == rule.key]
        yield from _of(f"findings: {rule.number} {rule.key}", own)
    yield from _of("findings: all rules", cases, wrong=False)


def measured(cases: Sequence[Case]) -> dict[str, dict[str, float]]:
    """Of each rule the figures that its page at the desk shows."""
    return {rule.key: _shown([case for case in cases if case.rule == rule.key]) for rule in RULES}


def _shown(cases: Sequence[Case]) -> dict[str, float]:
    truth, found = [case.holds for case in cases], [case.found for case in cases]
    score = pair_score(truth, found)
    return {"cases": len(cases), "precision": round(score.precision, 3), "recall": round(score.recall, 3)}


def read_cases() -> list[Case]:
    """All cases, with what the engine reads in their replies.

    :raises KeyError: a case names a rule or a fact that there is not.
    """
    lines = [json.loads(line) for name in ("problems", "units") for line in _lines(FOLDER / f"{name}.jsonl")]
    return [_case(line) for line in lines]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _case(line: Mapping[str, Any]) -> Case:
    facts: OrderFacts | UnitFacts
    if BY_KEY[line["rule"]].of == PROBLEM:
        facts = _with_marks(_read(OrderFacts, {"id": 1, **line["facts"]}), line.get("others", ()))
    else:
        facts = _read(UnitFacts, {"id": 1, "since": "2026-03-01", "until": "2026-03-31", **line["facts"]})
    return Case(line["rule"], line["holds"], line["why"], facts)


def _with_marks(order: OrderFacts, others: Sequence[str]) -> OrderFacts:
    """Let the engine read the replies, as the nightly run does."""
    replies = tuple(_marked(one, others) for one in order.replies)
    return dataclasses.replace(order, replies=replies)


def _marked(reply: Reply, others: Sequence[str]) -> Reply:
    named = named_in(reply.answer)
    texts = list(enumerate([reply.answer, *others]))
    copies = int(copies_of(lambda: texts, likeness=BY_KEY["copied_reply"].limits["likeness"])[0])
    marks = {"names_act": named.act, "names_date": named.date, "names_unit": named.unit, "copies": copies}
    return dataclasses.replace(reply, **marks)  # type: ignore[arg-type]  # the marks are true or false, copies a count


def _read(kind: Any, value: Any) -> Any:
    """Build facts from what JSON can say; what is not given stays as it usually is."""
    if dataclasses.is_dataclass(kind):
        types = typing.get_type_hints(kind)
        first = {"id": 0} if kind is Reply else {}
        return typing.cast("Any", kind)(**{**first, **{name: _read(types[name], part) for name, part in value.items()}})
    if typing.get_origin(kind) is tuple:
        return tuple(_read(typing.get_args(kind)[0], part) for part in value)
    if dt.datetime in (kind, *typing.get_args(kind)):
        return dt.datetime.fromisoformat(value)
    return dt.date.fromisoformat(value) if dt.date in (kind, *typing.get_args(kind)) else value


def _of(name: str, cases: Sequence[Case], *, wrong: bool = True) -> Iterator[Figure]:
    truth, found = [case.holds for case in cases], [case.found for case in cases]
    score = pair_score(truth, found)
    context: dict[str, object] = {"cases that hold": sum(truth), "that do not": len(truth) - sum(truth)}
    if wrong:
        missed = [case.why for case in cases if case.found != case.holds]
        context |= {"got wrong": "; ".join(missed) or "none"}
    yield Figure(f"{name}, precision", score.precision, "", context=context)
    yield Figure(f"{name}, recall", score.recall, "", context={})
