"""A hotline's export of any length, drawn from a few dozen turns of phrase: always the same for the same length."""

from __future__ import annotations

import csv
import random
from pathlib import Path

HEADER = ("工单编号", "来电人", "来电号码", "来电时间", "标题", "主要内容", "被反映街乡镇", "小区点位")
ROADS = ("桂花路", "建设街", "人民路", "滨河大道", "新华街", "学府路", "湖滨路", "青年路")
MATTERS = (
    "路灯坏了三盏，晚上老人不敢出门", "垃圾站三天没清，味道飘到教室", "井盖松动，车压过去响一夜",
    "自来水发黄，烧开有沉淀", "公交车半小时不来一班，上班总迟到", "小区门口违停，消防车进不来",
    "施工到凌晨两点，孩子睡不着", "下水道堵了，雨天水漫进一楼",
)  # fmt: skip
WISHES = ("请派人看看", "希望尽快解决", "打了两次电话没有回音", "去年也反映过", "什么时候能修好")


def write_export(path: Path, rows: int) -> None:
    """Write so many calls as UTF-8; about 260 bytes and 65 characters of words each."""
    drawn = random.Random(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(HEADER)
        table.writerows(_call(number, drawn) for number in range(rows))


def _call(number: int, drawn: random.Random) -> tuple[str, ...]:
    road, matter = drawn.choice(ROADS), drawn.choice(MATTERS)
    words = (
        f"{road}{drawn.randrange(1, 300)}号旁边{matter}，{drawn.choice(WISHES)}，已经{drawn.randrange(2, 90)}天了。"
        f"{drawn.choice(MATTERS)}。"
    )
    said = f"2024/{drawn.randrange(1, 13)}/{drawn.randrange(1, 29)} {drawn.randrange(24)}:{drawn.randrange(60):02d}:07"
    return (
        f"GD{number:08d}", f"用户{drawn.randrange(10**6)}", f"138{drawn.randrange(10**8):08d}", said, road + matter[:6],
        words, "城关街道", f"{road}{drawn.randrange(1, 40)}号院",
    )  # fmt: skip
