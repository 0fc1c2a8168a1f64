"""How people repeat a text: each way is a function of the text, of other words to take from, and of chance."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import numpy as np

Perturb = Callable[[str, str, np.random.Generator], str]

EDITED: Final = 0.08  # of the characters are changed, dropped or doubled up with another
CUT: Final = 0.65  # of the text is left

_BEFORE: Final = (
    "您好！",
    "尊敬的领导：",
    "领导好，",
    "【再次反映】",
    "我想说一件事：",
    "关于老问题，",
    "各位领导你们好！",
)
_AFTER: Final = ("谢谢！", "请尽快处理。", "盼回复！！", "望领导重视。", "急！", "此致敬礼", "等你们的消息。")
_CLAUSE: Final = re.compile(r"[^，。！？；,!?;]+[，。！？；,!?;]*")
_FIRST: Final = "望春秀锦云枫松竹桂兰荷枣柳杏梅榆槐石清金玉翠碧丹紫"
_SECOND: Final = "江晓湖溪峰林泉岭山河塘坡原桥亭洲湾庭阁台"
_KINDS: Final = ("小区", "花园", "新村", "家园", "公寓")


def greeting(text: str, other: str, rng: np.random.Generator) -> str:
    """Say hello before and please after."""
    del other
    return _BEFORE[rng.integers(len(_BEFORE))] + text + _AFTER[rng.integers(len(_AFTER))]


def shuffle(text: str, other: str, rng: np.random.Generator) -> str:
    """Say the clauses in another order."""
    del other
    clauses = _CLAUSE.findall(text)
    return "".join(clauses[place] for place in rng.permutation(len(clauses))) or text


def edit(text: str, other: str, rng: np.random.Generator) -> str:
    """Change, drop or insert 8 of 100 characters."""
    acts = rng.random(len(text))
    strangers = rng.integers(len(other), size=len(text))
    said: list[str] = []
    for char, act, stranger in zip(text, acts, strangers, strict=True):
        if act < EDITED / 3:
            continue
        if act < 2 * EDITED / 3:
            said.append(other[stranger])
        elif act < EDITED:
            said.append(char + other[stranger])
        else:
            said.append(char)
    return "".join(said)


def cut(text: str, other: str, rng: np.random.Generator) -> str:
    """Keep 65 of 100 characters, from anywhere."""
    del other
    kept = max(1, int(len(text) * CUT))
    start = int(rng.integers(len(text) - kept + 1))
    return text[start : start + kept]


def extend(text: str, other: str, rng: np.random.Generator) -> str:
    """Add half as much, or up to as much, again."""
    return text + other[: int(len(text) * (0.5 + rng.random() / 2))]


def copy(text: str, other: str, rng: np.random.Generator) -> str:
    """Post the very same text."""
    del other, rng
    return text


PERTURB: Final[Mapping[str, Perturb]] = {
    "copy": copy,
    "greeting": greeting,
    "shuffle": shuffle,
    "edit": edit,
    "cut": cut,
    "extend": extend,
}


def estate_names(rng: np.random.Generator) -> Iterator[str]:
    """Draw names of estates that do not exist, without end."""
    while True:
        first, second, kind = rng.integers(len(_FIRST)), rng.integers(len(_SECOND)), rng.integers(len(_KINDS))
        yield _FIRST[first] + _SECOND[second] + _KINDS[kind]


def with_estate(text: str, estate: str) -> str:
    """Make a text one about an estate, which it names twice."""
    return f"{estate}的居民反映，{text}请给{estate}的业主一个说法。"
