"""Why a reply got its marks, in one Chinese sentence for each, for the person who looks at it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from huixiang.digest.replies.points import Point
from huixiang.digest.replies.reading import Found
from huixiang.digest.replies.waiting import Waiting

_SAYS: Final = {
    "names_act": ("写明做了什么", "没有写明做了什么"),
    "names_date": ("写明日期", "没有写明日期"),
    "names_unit": ("写明单位", "没有写明单位"),
    "cites_basis": ("写明依据", "没有写明依据"),
    "commits": ("承诺了时间和责任人", ""),
    "transfer_only": ("只说转交，没有说明情况", ""),
    "contact_made": ("联系过本人或到过现场", ""),
}
_TONES: Final = {"blames": "语气责备", "brusque": "语气生硬", "courteous": "有问候和致谢", "plain": ""}
_SHOWN: Final = 3
_LONGEST: Final = 24


def reason(
    points: Sequence[Point],
    found: Mapping[str, Sequence[Found]],
    tone: tuple[str, Sequence[Found]],
    others: int,
    days: Waiting,
) -> str:
    """Say what was found and what was not, the words in quotation marks; sentences end in ；."""
    parts = [_of_points(points)]
    for mark, (yes, no) in _SAYS.items():
        words = found[mark]
        parts.append(f"{yes}：{_quoted(words)}" if words else no)
    name, words = tone
    parts.append(f"{_TONES[name]}：{_quoted(words)}" if words and _TONES[name] else _TONES[name])
    parts.append(f"与另外{others}件不同留言的答复几乎相同" if others else "")
    parts.append(days.note or f"用时{days.natural}天（{days.working}个工作日）")
    return "；".join(filter(None, parts)) + "。"


def _of_points(points: Sequence[Point]) -> str:
    open_ones = [point.words for point in points if not point.answer]
    total = len(points)
    if not open_ones:
        return f"问了{total}点，都答了" if total > 1 else "问的事答了"
    if total == 1:
        return "问的事没有答"
    return f"问了{total}点，答了{total - len(open_ones)}点，没有答：" + _joined(open_ones)


def _quoted(found: Iterable[Found]) -> str:
    return _joined(list(dict.fromkeys(one.words.strip() for one in found)))


def _joined(words: Sequence[str]) -> str:
    shown = "、".join(f"「{one if len(one) <= _LONGEST else one[:_LONGEST] + '…'}」" for one in words[:_SHOWN])
    return shown + ("等" if len(words) > _SHOWN else "")
