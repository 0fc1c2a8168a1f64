"""What somebody should look at first: danger to life or supply, and what must be handled with care. Rules, no learning.

Each finding names its words, so that a reader sees at once whether it is meant. Misses what is said in other words
and finds what is only feared or told of long ago: docs/algorithms/suggestions.md has the limits.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

URGENT: Final = "urgent"
SENSITIVE: Final = "sensitive"

_CLAUSE: Final = r"[^，。；！？\n]{0,8}"  # what ~ stands for in the table of words


def _groups() -> Mapping[str, Mapping[str, str]]:
    """Read the table: of each kind the groups, of each group one pattern."""
    read = tomllib.loads((files("huixiang.digest") / "alarm_words.toml").read_text("utf-8"))
    return {
        kind: {group: "|".join(words.split()).replace("~", _CLAUSE) for group, words in groups.items()}
        for kind, groups in read.items()
    }


GROUPS: Final[Mapping[str, Mapping[str, str]]] = _groups()
NOW: Final = re.compile(r"正在|现在|刚刚|刚才|此刻|目前|今天|今早|今晚|昨晚|马上|赶快|赶紧|紧急|快来|十万火急|救命")
# What only may happen, is forbidden, named or practised: fire drills, fire lanes, fears.
MAYBE: Final = re.compile(
    r"(?:万一|如果|假如|一旦|容易|可能|担心|害怕|怕|会不会|避免|防止|预防|杜绝|以防|存在|隐患|严禁|禁止|演练|宣传|应急预案)[^。！？\n]{0,12}$"
)
_BEHIND: Final = re.compile(r"(?:隐患|风险|演练|应急|预案|保险|险情通报|宣传|防治|事故频发)")
_AROUND: Final = 16
SURE, PLAIN, FEARED, TWICE = 0.85, 0.65, 0.4, 0.1

_PATTERNS: Final = {
    kind: re.compile("|".join(f"(?P<{group}>{words})" for group, words in groups.items()))
    for kind, groups in GROUPS.items()
}


@dataclass(frozen=True, slots=True)
class Alarm:
    """Words at [start, end) that speak for ``group`` of ``kind``; ``confidence`` is from 0 to 1."""

    kind: str
    group: str
    start: int
    end: int
    confidence: float


def alarms_of(text: str) -> tuple[Alarm, ...]:
    """Find what is urgent or sensitive in a text, in order of place, the urgent first. Linear; 120 characters 0.1 ms.

    What is only feared, forbidden or practised (万一着火, 防火演练) counts 0.4, what is said to be so 0.65, and 0.85 if
    words such as 现在 or 刚才 stand in the text and it is urgent.
    """
    return tuple(alarm for kind in GROUPS for alarm in _found(text, kind))


def _found(text: str, kind: str) -> Iterator[Alarm]:
    now = kind == URGENT and NOW.search(text) is not None
    for match in _PATTERNS[kind].finditer(text):
        feared = _only_feared(text, match)
        confidence = FEARED if feared else SURE if now else PLAIN
        yield Alarm(kind, str(match.lastgroup), match.start(), match.end(), confidence)


def _only_feared(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _AROUND) : match.start()]
    return bool(MAYBE.search(before) or _BEHIND.match(text, match.end()))


def strongest(alarms: tuple[Alarm, ...], kind: str) -> float:
    """How sure a kind is, of all its findings: the surest, and 0.1 more if two groups speak; 0 for none."""
    own = [alarm for alarm in alarms if alarm.kind == kind]
    if not own:
        return 0.0
    firm = {alarm.group for alarm in own if alarm.confidence > FEARED}
    return min(0.95, max(alarm.confidence for alarm in own) + TWICE * (len(firm) > 1))
