"""Proposes what a number in a report counts, from the words around it alone; no database.

The thing counted is named after the number (18个问题), before it in its clause (问题18个), or earlier in the sentence
(制定措施36项，已完成16项): then the counter tells which of several things is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from huixiang.folio.reports.quantities import Quantity, quantities_in
from huixiang.publishing.states import Question

Q = Question


@dataclass(frozen=True, slots=True)
class Meaning:
    """A question, or the share of one in another in percent."""

    question: Question
    of: Question | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A number of a sentence with what it may mean; none where the records hold nothing of the kind.

    ``apart`` says that the sentence itself counts the problems or measures of which these are some.
    """

    quantity: Quantity
    meanings: tuple[Meaning, ...] = ()
    why: str = ""
    apart: bool = False


_THINGS: Final[Mapping[str, re.Pattern[str]]] = {
    "measures": re.compile("措施|举措"),
    "voices": re.compile("意见|建议|诉求|留言|来信|来电|原声|投诉|求助|群众反映|反映事项"),
    "problems": re.compile("问题"),
    "units": re.compile("责任单位|责任部门|单位|部门|科室"),
}
_COUNTERS: Final[Mapping[str, frozenset[str]]] = {
    "measures": frozenset("项条个") | {""},
    "voices": frozenset("件条个次份封项") | {"人次", "件次", ""},
    "problems": frozenset("个项件条类处") | {""},
    "units": frozenset("个家") | {""},
}
_ACTS: Final[Sequence[tuple[str, re.Pattern[str]]]] = (
    ("overdue", re.compile("逾期|超期|超时限|超过时限")),
    (
        "open",
        re.compile(
            "未(?:整改|完成|解决|销号|办结|落实)|正在(?:整改|推进|办理)|推进中|整改中|尚(?:未|有)|剩余|还(?:有|剩)"
        ),
    ),
    ("aside", re.compile("不予受理|另行处理|未予?受理")),
    ("answered", re.compile("答复|回复")),
    (
        "done",
        re.compile(
            "整改完成|完成整改|已(?:经)?(?:整改|解决|完成|落实|办结|销号)|整改到位|解决了?|销号|办结|完成|落实到位"
        ),
    ),
)
_RATES: Final = re.compile("(整改|解决|办结|销号|完成|落实|答复|回复|满意)(?:完成|到位)?率")
_SHARE: Final = re.compile("占(?:比|总数|全部)?(?:的|为|达)?$")
_OF: Final[Mapping[tuple[str, str], Question]] = {
    ("problems", ""): Q.PROBLEMS, ("problems", "done"): Q.CLOSED, ("problems", "open"): Q.OPEN,
    ("problems", "overdue"): Q.OVERDUE, ("measures", ""): Q.MEASURES, ("measures", "done"): Q.MEASURES_DONE,
    ("voices", ""): Q.VOICES, ("voices", "answered"): Q.ANSWERED, ("voices", "aside"): Q.SET_ASIDE,
    ("units", ""): Q.UNITS,
}  # fmt: skip
_SHARES: Final[Mapping[Question, Question]] = {
    Q.CLOSED: Q.PROBLEMS, Q.OPEN: Q.PROBLEMS, Q.OVERDUE: Q.PROBLEMS, Q.MEASURES_DONE: Q.MEASURES,
    Q.ANSWERED: Q.VOICES, Q.SET_ASIDE: Q.VOICES,
}  # fmt: skip
_CLAUSE: Final = re.compile("[，,；;。：:（）()、]")
_NOT_THE_THING: Final = re.compile("问题清单|问题导向|整改问题清单|突出问题导向")
_PUT_RIGHT: Final = re.compile("(?<!需)(?<!待)(?<!应)(?:整改|解决)(?:的|了)?(?:突出)?问题")
"""整改问题16个: that they were put right, or that they are on the list to be."""
NOTHING: Final = "没有找到台账里对应的事项"
NOT_COUNTED: Final = "台账没有这样的统计"


@dataclass(slots=True)
class _Sentence:
    """What a sentence has counted so far: the things with their counters, latest last."""

    text: str
    named: list[tuple[str, str]] = field(default_factory=list)
    last: Question | None = None


def claims_in(sentence: str) -> tuple[Claim, ...]:
    """The numbers of a sentence, in order, each with what it may mean."""
    return tuple(_claims(sentence))


def _claims(text: str) -> Iterator[Claim]:
    said = _Sentence(_NOT_THE_THING.sub(lambda found: "　" * len(found[0]), text))
    quantities = quantities_in(text)
    for place, quantity in enumerate(quantities):
        first = quantities[place - 1].end if place else 0
        last = quantities[place + 1].start if place + 1 < len(quantities) else len(text)
        before, after = _around(said.text, quantity, first, last)
        claim = _rate(said, quantity, before) if quantity.counter == "%" else _count(said, quantity, before, after)
        if len(claim.meanings) == 1 and claim.meanings[0].of is None:
            said.last = claim.meanings[0].question
        yield claim


def _around(text: str, quantity: Quantity, first: int, last: int) -> tuple[str, str]:
    """The words of the clause before and behind a number, not beyond its neighbours."""
    before = _CLAUSE.split(text[first : quantity.start])
    close = before[-1] or (before[-2] if len(before) > 1 else "")
    return close, _CLAUSE.split(text[quantity.end : last])[0]


def _count(said: _Sentence, quantity: Quantity, before: str, after: str) -> Claim:
    things = _things(after, quantity.counter)[:1] or _things(before, quantity.counter)[-1:]
    act = _act(before, after)
    named = bool(things)
    if not named and act:
        things = _earlier(said, quantity.counter)
    if named:
        said.named.append((things[0], quantity.counter))
    if not things:
        return Claim(quantity, why=NOTHING)
    if things == ["problems"] and not act and _PUT_RIGHT.search(f"{before}{after}"):
        return Claim(quantity, (Meaning(Q.CLOSED), Meaning(Q.PROBLEMS)))
    meanings = [Meaning(found) for thing in things if (found := _OF.get((thing, act))) is not None]
    if not meanings:
        return Claim(quantity, why=NOT_COUNTED)
    apart = any(thing == things[0] for thing, _counter in said.named[: -1 if named else None])
    return Claim(quantity, tuple(meanings), apart=apart)


def _things(words: str, counter: str) -> list[str]:
    """What a stretch of words names, in order; only what such a counter counts."""
    found = [(match.start(), thing) for thing, pattern in _THINGS.items() for match in pattern.finditer(words)]
    return [thing for _place, thing in sorted(found) if counter in _COUNTERS[thing]]


def _act(before: str, after: str) -> str:
    words = f"{before}|{re.sub('整改措施|整改问题', '', after)}"
    return next((act for act, pattern in _ACTS if pattern.search(words)), "")


def _earlier(said: _Sentence, counter: str) -> list[str]:
    """What a number without a thing of its own counts: the last named with its counter; both where two share it."""
    alike = [thing for thing, used in said.named if used == counter]
    usable = alike or [thing for thing, _used in said.named if counter in _COUNTERS[thing]]
    return list(dict.fromkeys(reversed(usable)))


def _rate(said: _Sentence, quantity: Quantity, before: str) -> Claim:
    rate = _RATES.search(before)
    if rate is None:
        share = _SHARES.get(said.last) if said.last and _SHARE.search(before) else None
        return Claim(quantity, (Meaning(said.last, share),)) if said.last and share else Claim(quantity, why=NOTHING)
    if rate[1] == "满意":
        return Claim(quantity, why=NOT_COUNTED)
    if rate[1] in {"答复", "回复"}:
        return Claim(quantity, (Meaning(Q.ANSWERED, Q.VOICES),))
    done, planned = Meaning(Q.CLOSED, Q.PROBLEMS), Meaning(Q.MEASURES_DONE, Q.MEASURES)
    if rate[1] in {"整改", "解决", "办结", "销号"}:
        return Claim(quantity, (done,))
    things = _things(before, "") or [thing for thing, _counter in said.named]
    kinds = set(things) & {"problems", "measures"}
    return Claim(
        quantity, (done,) if kinds == {"problems"} else (planned,) if kinds == {"measures"} else (planned, done)
    )
