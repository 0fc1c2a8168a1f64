"""What a line says by its words alone: a heading, an addressee, a class, a title, a closing.

Patterns of how Chinese offices write; the words of the lists are the outside world's, not ours.
"""

import re
from dataclasses import dataclass
from typing import Final

HEADING: Final = 40  # characters of the longest heading
PLAIN_HEADING: Final = 30  # ... of one without a number
SHORT: Final = 30

_COUNT: Final = r"(?:[（(][^（）()]{0,16}[）)])?"
_SUBJECTS: Final = (
    r"(?:意见(?:和|、|与)?建议|建议(?:和|、|与)?意见|批评意见|意见|建议|批评|希望|要求|期望|诉求|评价|反映|问题)"
)
_ADDRESSED: Final = re.compile(
    rf"(?:关于|请问|您|你)*(?:针对|对|给|向|致)(?P<who>[^，。；！？,;!?：:]{{1,40}}?)(?:提出)?(?:还?有(?:什么|哪些|何)?)?(?:好的|的|方面)*"
    rf"{_SUBJECTS}{_COUNT}[:：。？?]?"
)
_BODY: Final = (
    r"(?:局|院|委|办|部|厅|中心|镇|乡|县|区|市|村|街道|社区|公司|集团|科|处|室|股|班子|书记|主任|局长|镇长|乡长|县长|市长|院长|校长|所长|站长|"
    r"队长|科长|处长|部长|主席|经理|同志|大队|支队|中队|所|站|队|政府|人大|政协|机关|单位|部门|党委|党组|支部|学校|医院|个人|成员|领导|干部|企业)"
)
_NAMED: Final = re.compile(rf"(?:对|致)?(?P<who>[^，。；！？,;!?：:]{{0,24}}{_BODY}){_COUNT}[:：]?")
_CLASS: Final = re.compile(
    rf"(?:在|关于|存在)?[“\"]?(?P<what>[^，。；！？,;!?：:]{{1,20}}?)[”\"]?"
    rf"(?:(?:方面|类)(?:的|存在的?)?(?:突出|主要|具体)?(?:{_SUBJECTS}|表现)?|(?:突出|主要)?问题|的?表现){_COUNT}[:：。]?"
)
_WIND: Final = re.compile(rf"[“\"]?(?P<what>[^，。；！？,;!?：:]{{1,12}}(?:主义|之风))[”\"]?{_COUNT}[:：。]?")
_NO_CLASS: Final = re.compile(r"(?:存在|主要|突出|具体|有关|相关|反映|查摆|发现|征求)*的?(?:主要|突出)?|.*的")
_LEADS: Final = re.compile("以下|如下|下列|下面|几个方面|几方面|主要表现|具体表现|主要体现")
_NOTHING: Final = re.compile(r"(?:暂)?(?:无|没有)(?:意见|建议|意见和?建议|问题)?[。.]?")
_INNER_END: Final = re.compile(r"[。；！？;!?]")
_INLINE: Final = re.compile(r"(?P<head>[^：:，。；！？,;!?]{2,24})[：:](?=.)", re.DOTALL)

_YEAR: Final = r"(?:[12][0-9]{3}|20[×xX_*＊]{2}|[×xX_*＊]{2,4}|[〇○零一二三四五六七八九Ｏ]{4}|二[OoＯ〇○]\S{2})"
_DATE: Final = re.compile(
    rf"{_YEAR}\s?年\s?\S{{1,4}}\s?月(?:\s?\S{{1,4}}\s?日)?|[12][0-9]{{3}}[-./][0-9]{{1,2}}[-./][0-9]{{1,2}}"
)
_SIGNED: Final = re.compile(rf".{{2,24}}?(?:{_DATE.pattern})")
_FORMULA: Final = re.compile(
    r"以上.{0,36}[。.]?|特此.{1,12}|此致.{0,4}|敬礼[！!]?|专此.{0,12}|[妥当]否.{0,16}|(?:附件?|联系人|联系电话|电话|填表人|填报人|审核人|签字|签名|抄送|抄报|报送|主送|"
    r"备注|注|说明|落款|日期|时间|单位|填报单位|填报时间)[:：].*|[（(](?:盖章|公章|签字|签名|此页无正文)[）)].{0,20}|.{2,24}[（(](?:盖章|公章|签章)[）)]"
)
_ABOUT: Final = re.compile(
    r"(?:会议)?(?:时间|地点|参加人员|参会人员|出席|列席|主持|主持人|记录|记录人|姓名|单位|职务|日期|填表日期|填报单位|填表人|联系电话)[:：].*"
)
_ATTACHED: Final = re.compile(r"附件?[0-9一二三四五六七八九十]{0,2}[:：].*")
_TITLE: Final = re.compile(
    r".{0,36}(?:清单|汇总|汇总表|汇总情况|整理|摘录|记录|台账|报告|通报|函|意见表|一览表|登记表|统计表|情况表|方案|纪要|材料|目录|总结)(?:[（(].{1,12}[）)])?"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """Who a heading speaks to, and which class it names; ``sure`` if its form alone makes it a heading."""

    addressee: str | None = None
    label: str | None = None
    sure: bool = False


def meaning(heading: str) -> Meaning:
    """Read addressee and class off a heading without its number; at most one of them is found."""
    text = heading.strip()
    if text.endswith(("：", ":")):
        text = re.split("[，,。；]", text)[0]  # 「官僚主义方面，主要表现在：」
    if _LEADS.search(text):
        return Meaning()
    if found := _ADDRESSED.fullmatch(text):
        who = re.sub(r"(?:工作|作风|自身建设)$", "", found["who"])
        return Meaning(addressee=_unquoted(who) or None, sure=True)
    if found := _WIND.fullmatch(text):
        return Meaning(label=_unquoted(found["what"]), sure=True)
    if found := _CLASS.fullmatch(text):
        general = _NO_CLASS.fullmatch(found["what"])
        return Meaning(label=None if general else _unquoted(found["what"]), sure="方面" in text or "类" in text)
    if found := _NAMED.fullmatch(text):
        return Meaning(addressee=found["who"])
    return Meaning()


def inline_meaning(words: str) -> Meaning:
    """Read addressee or class off the first words of an item: 「对公安局的建议：…」「官僚主义方面：…」."""
    found = _INLINE.match(words.lstrip())
    told = meaning(found["head"]) if found else Meaning()
    return told if told.sure else Meaning()


def reads_as_heading(words: str) -> bool:
    """Tell whether numbered words can be a heading: short, one clause or two, or ending in a colon."""
    text = words.strip()
    if not text or "\n" in text:
        return False
    if text.endswith(("：", ":")):
        return len(text) <= 2 * HEADING and not re.search("[。！？!?]", text)
    if text.endswith(("。", "？", "?")):
        return len(text) <= HEADING and meaning(text).sure
    return len(text) <= HEADING and not _INNER_END.search(text[:-1]) and text[-1] not in "；;，,！？"


def reads_as_plain_heading(words: str) -> bool:
    """Tell whether words without a number can be a heading: shorter still, without closing sign."""
    text = words.strip()
    if text.endswith(("：", ":")) and _LEADS.search(text):
        return False
    return (
        1 < len(text) <= PLAIN_HEADING
        and not _INNER_END.search(text)
        and text[-1] not in "，,、。."
        and "\n" not in text
    )


def reads_as_title(words: str) -> bool:
    """Tell whether a line names its document: 问题清单, 征求意见汇总表 and the like."""
    return _TITLE.fullmatch("".join(words.split())) is not None


def feeds_back(title: str) -> bool:
    """Tell whether a title says that what follows is meant for the one it greets: 意见反馈函."""
    return "反馈" in title or title.strip().endswith("函")


def is_date(words: str) -> bool:
    """Tell whether a line is nothing but a day: 2024年5月6日, 二〇二四年五月六日, 20××年×月×日."""
    return _DATE.fullmatch("".join(words.split())) is not None


def is_closing(words: str) -> bool:
    """Tell whether a line is a closing formula or a line of a signature: 特此函告。联系人：…."""
    return _FORMULA.fullmatch("".join(words.split())) is not None


def salutation(words: str, *, letter: bool = False) -> str | None:
    """Read the addressee off a salutation that fills its line: 「公安局党委：」; None if it is none.

    In a ``letter`` any short line that ends in a colon greets somebody, elsewhere only a body or an office does.
    """
    text = words.strip()
    if not text.endswith(("：", ":")) or _LEADS.search(text):
        return None
    if letter and len(text) <= HEADING and not _INNER_END.search(text):
        return text[:-1]
    found = _NAMED.fullmatch(text)
    return found["who"] if found else None


def says_nothing(words: str) -> bool:
    """Tell whether a line says that there is nothing to say: 无, 暂无意见."""
    return _NOTHING.fullmatch(words.strip()) is not None


def is_signed(words: str) -> bool:
    """Tell whether a line is a day, or a short name with a day behind it."""
    plain = "".join(words.split())
    return is_date(words) or (not _INNER_END.search(plain) and _SIGNED.fullmatch(plain) is not None)


def is_about(words: str) -> bool:
    """Tell whether a line says when, where and by whom the document was made: 时间：…, 主持人：…."""
    return _ABOUT.fullmatch(words.strip()) is not None


def attaches(words: str) -> bool:
    """Tell whether a line begins what is attached: 附件1：…."""
    return _ATTACHED.fullmatch(words.strip()) is not None


def may_sign(words: str) -> bool:
    """Tell whether a line beside a date can be who signs: short, no sentence."""
    if says_nothing(words):
        return False
    return 0 < len(words.strip()) <= SHORT and not _INNER_END.search(words) and words.strip()[-1] not in "，,：:"


def _unquoted(text: str) -> str:
    return text.strip('“”"‘’ 的')
