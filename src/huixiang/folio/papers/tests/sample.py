"""One paper of each kind and a few letters, for the tests of all writers."""

from datetime import date
from decimal import Decimal
from typing import Final

from huixiang.folio.papers.forms import LEDGER, PROBLEMS
from huixiang.folio.papers.letter import Letter, Opinion, feedback_letters
from huixiang.folio.papers.paper import Cell, Column, Figure, Kind, Paper

DAY: Final = date(2024, 5, 6)
ROWS: Final[tuple[dict[str, Cell], ...]] = (
    {
        "number": 1,
        "label": "形式主义",
        "problem": "调研走过场",
        "facts": "只在村委会坐一坐；\n不到半小时。",
        "voices": Figure(3, "problem:1/voices"),
        "addressee": "局党委班子",
        "due_on": date(2024, 9, 30),
        "money": Decimal("12500.50"),
    },
    {
        "number": 2,
        "label": "官僚主义",
        "problem": '=HYPERLINK("a")',
        "facts": "<b>&3、5号楼</b> _x0041_",
        "voices": Figure(4, "problem:2/voices"),
        "addressee": "××科",
        "money": 3,
    },
)
COLUMNS: Final = (
    *PROBLEMS[:4],
    PROBLEMS[5],
    PROBLEMS[6],
    Column("due_on", "整改时限", Kind.DATE, 5.5),
    Column("money", "资金（元）", Kind.MONEY, 6),
)


def paper(rows: tuple[dict[str, Cell], ...] = ROWS) -> Paper:
    notes = ("合计 ", Figure(2, "problems?state=all"), " 个问题，投入 ", Figure(Decimal("12503.5"), "money"), " 元。")
    return Paper(
        "××局问题清单", COLUMNS, rows, heads=[("截至2024年5月6日",)], notes=[notes], signer="××局", signed_on=DAY
    )


def ledger() -> Paper:
    return Paper("整改台账", LEDGER, ROWS)


def letters() -> tuple[Letter, ...]:
    opinions = (
        Opinion("巡逻少，夜里没有人。", "公安局党委", "民生"),
        Opinion("门难进。\n2、脸难看，XX同志不耐烦。", "公安局党委", "官僚主义"),
        Opinion("3、5号楼两年没人管。", "公安局党委"),
        Opinion("立案难。", "李××"),
        Opinion("执行慢。", "李××"),
    )
    return feedback_letters(opinions, signer="××市活动办", signed_on=DAY)
