"""Which column of a table is what: as told, else by the names that real exports use."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final
from unicodedata import normalize

from huixiang.ops.digesting.refusals import MissingColumn

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
    "speaker": (
        "留言用户", "用户编号", "用户id", "来电人", "诉求人", "反映人", "来信人", "留言人", "用户", "姓名",
        "来电号码", "联系电话", "来电人电话/账号", "speaker", "user", "userid", "user_id", "author", "name",
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


def found_columns(header: Sequence[str], fields: Collection[str]) -> dict[str, str]:
    """Match the fields we know to the columns of a table: field to column, where found.

    An exact name goes before a contained one, earlier aliases before later; no column serves two fields. Case, width,
    spaces and punctuation do not count. A Latin alias never matches inside another word: 'date' is not in 'update'.
    """
    plain = {column: _plain(column) for column in header}
    found: dict[str, str] = {}
    for exact in (True, False):
        for field, names in ALIASES.items():
            free = {column: text for column, text in plain.items() if column not in found.values()}
            if field not in found and (column := _match(free, [_plain(name) for name in names], exact=exact)):
                found[field] = column
    return {field: column for field, column in found.items() if field in fields}


def told_columns(header: Sequence[str], told: str) -> tuple[str, ...]:
    """Find the columns that were named on the command line, separated by commas, in that order.

    :raises MissingColumn: the table has no such column.
    """
    if told in header:
        return (told,)
    plain = {_plain(column): column for column in reversed(header)}
    names = [name.strip() for name in told.replace("，", ",").split(",") if name.strip()]
    missing = [name for name in names if name not in header and _plain(name) not in plain]
    if missing or not names:
        raise MissingColumn(missing or [told], header)
    return tuple(name if name in header else plain[_plain(name)] for name in names)


def _match(free: Mapping[str, str], names: Sequence[str], *, exact: bool) -> str | None:
    for name in filter(None, names):
        for column, text in free.items():
            if text == name or (not exact and len(name) > 1 and not name.isascii() and name in text):
                return column
    return None


def _plain(name: str) -> str:
    return "".join(char for char in normalize("NFKC", name).casefold() if char.isalnum())
