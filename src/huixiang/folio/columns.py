"""Which column of a table of voices is what: by the names that real exports use, else by what is in it.

The one table of such names: the desk, ``huixiang load`` and ``huixiang digest`` all ask here. What a column means for
them is theirs to decide.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final
from unicodedata import normalize

from huixiang.folio.moments import read_moment

# In this order: what a field takes is gone for the fields below it, so answers go before the words they answer.
ALIASES: Final[Mapping[str, Collection[str]]] = MappingProxyType({
    "id": (
        "留言编号", "工单编号", "工单号", "受理编号", "诉求编号", "诉求号码", "信件编号", "转办单号", "意见编号",
        "问题编号", "编号", "id", "message_id", "messageid", "voice_id", "caseid", "case_id", "ticketid",
        "ticket_id", "number", "序号", "no", "行号", "row",
    ),
    "answered_at": (
        "答复时间", "回复时间", "反馈时间", "办结时间", "答复日期", "回复日期", "办结日期", "answered_at",
        "replied_at", "closed_at",
    ),
    "answer": (
        "答复意见", "答复内容", "回复内容", "公开答复", "答复", "回复", "办理结果", "处理结果", "反馈内容",
        "办理情况", "answer", "reply",
    ),
    "title": (
        "留言主题", "留言标题", "诉求标题", "工单标题", "信件标题", "主题", "标题", "事项名称", "title", "subject",
    ),
    "body": (
        "留言详情", "留言内容", "主要内容", "诉求内容", "诉求描述", "问题描述", "问题表述", "意见原文",
        "意见和建议", "反映内容", "反映问题", "工单内容", "信件内容", "存在问题", "具体表现", "来信内容",
        "内容摘要", "内容", "详情", "原话", "正文", "意见", "诉求", "问题", "body", "content", "text", "words",
        "message", "description",
    ),
    "said_at": (
        "留言时间", "来电时间", "受理时间", "反映时间", "提交时间", "登记时间", "诉求时间", "来信时间", "创建时间",
        "收到日期", "受理日期", "登记日期", "时间", "日期", "said_at", "created_at", "submitted_at", "time", "date",
        "datetime", "timestamp",
    ),
    "contact": (
        "来电人电话/账号", "来电号码", "联系电话", "联系方式", "联系手机", "手机号码", "手机号", "电话", "手机",
        "contact", "phone", "mobile", "tel",
    ),
    "speaker": (
        "留言用户", "用户编号", "用户id", "来电人", "诉求人", "反映人", "来信人", "留言人", "用户", "姓名",
        "speaker", "user", "userid", "user_id", "author", "name",
    ),
    "likes": (
        "点赞数", "点赞", "支持数", "赞同数", "附议数", "likes", "like", "upvotes", "votes",
    ),
    "district": (
        "被反映区", "区县", "所属区", "区",
    ),
    "town": (
        "被反映街乡镇", "街乡镇", "街道", "乡镇",
    ),
    "village": (
        "村/社区", "村社区", "社区",
    ),
    "spot": (
        "小区点位", "事发地址", "诉求地址", "发生地点", "地址", "地点", "place", "address", "location",
    ),
    "unit": (
        "主办单位", "承办单位", "责任单位", "办理单位", "unit",
    ),
    "addressee": (
        "涉及对象", "反映对象", "意见对象", "涉及单位", "被反映单位", "addressee",
    ),
    "label": (
        "一级标签", "一级分类", "诉求类型", "问题分类", "工单类型", "类别", "分类", "标签", "label", "class",
        "category", "issue",
    ),
    "confidence": (
        "confidence", "把握", "置信度",
    ),
    "segmented": (
        "词语", "分词", "segmented", "tokens",
    ),
    "left": (
        "text_a", "left", "文本一", "文本甲", "texta", "text1", "甲",
    ),
    "right": (
        "text_b", "right", "文本二", "文本乙", "textb", "text2", "乙",
    ),
})  # fmt: skip
PLACES: Final = ("district", "town", "village", "spot")
COUNTS: Final = frozenset({"序号", "行号", "no", "row"})
"""Names of columns that count the rows of one table and say nothing beyond it."""

MOSTLY: Final = 0.8  # of the filled cells of a column
LONG: Final = 8  # characters of a cell on average
_PHONE: Final = re.compile(r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}")
_CODE: Final = re.compile(r"[A-Za-z]{0,6}[-_]?\d[\dA-Za-z-]{3,30}")


def found_columns(header: Sequence[str], fields: Collection[str]) -> dict[str, str]:
    """Match the fields we know to the columns of a table: field to column, where found.

    An exact name goes before a contained one, earlier aliases before later; no column serves two fields. Case, width,
    spaces and punctuation do not count. A Latin alias never matches inside another word: 'date' is not in 'update'.
    """
    plain = {column: plain_name(column) for column in header}
    found: dict[str, str] = {}
    for exact in (True, False):
        for field, names in ALIASES.items():
            free = {column: text for column, text in plain.items() if column not in found.values()}
            if field not in found and (column := _match(free, [plain_name(name) for name in names], exact=exact)):
                found[field] = column
    return {field: column for field, column in found.items() if field in fields}


def guessed_columns(
    header: Sequence[str], rows: Sequence[Sequence[str]], found: Mapping[str, str], *, epoch_1904: bool = False
) -> dict[str, str]:
    """Guess by what some first rows hold which of the other columns are the day, the telephone, the number, the words.

    Only fields that ``found`` lacks. The words are the longest text; the others need 4 of 5 filled cells to fit.
    """
    columns = {
        name: cells
        for place, name in enumerate(header)
        if name not in found.values() and (cells := [row[place] for row in rows if row[place]])
    }
    guessed: dict[str, str] = {}
    for field in ("said_at", "contact", "id", "body"):
        if field not in found and (column := _guess(field, columns, len(rows), epoch_1904=epoch_1904)):
            guessed[field] = column
            del columns[column]
    return guessed


def counts_rows(name: str, cells: Sequence[str]) -> bool:
    """Test whether a column only counts the rows: by its name, or 1, 2, 3 in its first cells.

    Such a number is no mark of a row: the next table has the same ones.
    """
    if plain_name(name) in COUNTS:
        return True
    first = [int(cell) for cell in cells[:20] if cell.isascii() and cell.isdigit() and len(cell) < 10]
    running = all(after - before == 1 for before, after in pairwise(first))
    return len(first) == len(cells[:20]) > 0 and first[0] in {0, 1} and running


def plain_name(name: str) -> str:
    """A column's name without case, width, spaces and punctuation."""
    return "".join(char for char in normalize("NFKC", name).casefold() if char.isalnum())


def _guess(field: str, columns: Mapping[str, Sequence[str]], rows: int, *, epoch_1904: bool) -> str | None:
    if field == "body":
        longest = max(columns, key=lambda name: sum(map(len, columns[name])) / len(columns[name]), default=None)
        if longest is None or sum(map(len, columns[longest])) < LONG * len(columns[longest]):
            return None
        return longest
    return next((name for name, cells in columns.items() if _fits(field, cells, rows, epoch_1904=epoch_1904)), None)


def _fits(field: str, cells: Sequence[str], rows: int, *, epoch_1904: bool) -> bool:
    if field == "said_at":
        good = sum(read_moment(cell, epoch_1904=epoch_1904) is not None for cell in cells)
    elif field == "contact":
        good = sum(bool(_PHONE.fullmatch(cell)) for cell in cells)
    else:  # a number of its own in every row
        good = len({cell for cell in cells if _CODE.fullmatch(cell)}) if len(cells) == rows else 0
        return good == rows > 0
    return good >= MOSTLY * len(cells)


def _match(free: Mapping[str, str], names: Sequence[str], *, exact: bool) -> str | None:
    for name in filter(None, names):
        for column, text in free.items():
            if text == name or (not exact and len(name) > 1 and not name.isascii() and name in text):
                return column
    return None
