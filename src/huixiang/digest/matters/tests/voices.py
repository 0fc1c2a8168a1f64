"""Voices written for these tests: two of one matter, and three that stand alone."""

from collections.abc import Sequence
from datetime import datetime

import pyarrow as pa

from huixiang.digest.matters import Matters, find_matters
from huixiang.digest.repeats import find_repeats
from huixiang.digest.voices import VOICES

Row = tuple[str, str, str, str | None, int]

SAID: list[Row] = [
    ("a", "望江新城小区旁建搅拌站噪音大", "望江新城小区旁边的搅拌站昼夜生产，粉尘和噪音让老人孩子睡不好。", "u1", 1),
    ("b", "投诉望江新城附近搅拌站扰民", "搅拌站离望江新城只有百米，晚上一直有噪音，粉尘落满阳台。", "u2", 20),
    ("c", "柳岸花园地下车库长期积水", "柳岸花园的车库一下雨就积水，物业三个月没有派人来修水泵。", "u3", 5),
    ("d", "326路公交车高峰期等四十分钟", "早高峰在清河路站等326路公交车，经常四十分钟不来一班。", None, 9),
    ("e", "请问灵活就业人员怎样补缴社保", "本人从企业离职后想补缴两年社保，不知要带什么材料。", "u5", 30),
]


def table(said: Sequence[Row]) -> pa.Table:
    """Make the table of voices; the number is the day of March 2031."""
    rows = [
        {"id": name, "title": title, "body": body, "speaker": who, "said_at": datetime(2031, 3, day)}  # noqa: DTZ001
        for name, title, body, who, day in said
    ]
    return pa.Table.from_pylist([{"place": None, "likes": 0, **row} for row in rows], schema=VOICES)


def sorted_into_matters(voices: pa.Table, known: pa.Table | None = None) -> Matters:
    """Find the repeats and then the matters."""
    return find_matters(voices, find_repeats(voices), known=known)


def by_id(voices: pa.Table) -> dict[str, str | None]:
    """Which matter each voice is in."""
    return dict(zip(voices["id"].to_pylist(), voices["matter"].to_pylist(), strict=True))
