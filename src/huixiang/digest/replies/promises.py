"""What a reply promises, whether somebody spoke with the speaker, and its tone."""

import datetime as dt
import re
from typing import Final

from huixiang.digest.replies.particulars import just_before
from huixiang.digest.replies.reading import Found, Reading, without_titles
from huixiang.digest.replies.wording import Wording, compiled

_WILL: Final = re.compile(
    r"(?<![现并])将(?!军|近|原|[^，。]{2,40}了(?!解)|[^，。]{0,16}(?:情况|问题|意见|回复|答复))|拟(?!定|订)|计划(?:于|在|从|到|\d|今|明|年|本|下|近|将|用|投|实施|完成|开工)|预计|力争|争取(?:在|于|今|明|年|早日|\d)|有望|即将|确保(?:在|于|\d|今|明|年)"
    r"|限(?:期(?!整改[^，。]{0,4}[书函单]|[^，。]{0,4}通知)|其|于|在|该|\d|周)|(?:责令|责成|要求|督促|承诺|答应|保证|安排)(?:[^，。]{0,30}(?:前|内|底|开始)|[^。]{2,24}，并?[在于][^，。]{1,10}[前内])|(?:可|能|可以)(?:完成|竣工|通车|建成|投入|开工|修通)|(?:前|内|底)(?:完成|竣工|通车|建成|全面|全部|投入|开工|整改|解决|到位|启动|实施)"
    r"|(?:我局|我们|马上|一定|就|都)会"
)
_PAST: Final = re.compile(r"已(?!经?(?:要求|责令|责成|督促|安排|承诺|约定|限|明确要求))|曾")
_CONDITION: Final = re.compile(
    r"^[^，,]{0,12}(?:如(?!下|期|此|约)|若|一旦|倘|凡)|(?:如(?:果|有|仍|您|未|在)|若|一旦)[^，。]{2,}"
)
_GENERAL: Final = re.compile(
    r"申请后|原计划|每[年月周]|每学期|不可能|[没未][^，。]{0,3}承诺|(?:取得|收到|办理|登记|备案|审核|审批|交房)[^，。]{0,12}后|(?:自|从)[^，。]{0,14}(?:之日|日)起|应当?在?[^，。]{0,4}(?:\d|[一二三四五六七八九十])|办理时限|承诺时限|受理(?:之日|后)|法定|可在|可于|有效期|须在|需在|需提前"
)
_YEAR: Final = re.compile(r"((?:19|20)\d\d)年(?:(\d{1,2})月)?")
_HERE: Final = re.compile(r"我|本[局办镇乡街校院]|由")
_CARRIED: Final = 1  # sentences over which a who is carried on


def promises(reading: Reading, wording: Wording, answered: dt.datetime | None) -> list[Found]:
    """Find sentences that announce something still to be done, with a when and a who.

    The who may stand in the sentence before; a day that lies before the reply's own is no when.
    """
    when = compiled(f"{wording.date}|{wording.length}")
    who = compiled(wording.who)
    found, last_who = [], -_CARRIED - 1
    for number, sentence in enumerate(Reading(reading.text, without_titles(reading.said)).sentences()):
        if who.search(sentence.words):
            last_who = number
        if number - last_who > _CARRIED or _GENERAL.search(sentence.words):
            continue
        for clause in _announcing(sentence):
            times = [match for match in when.finditer(clause.words) if not _behind(match, answered)]
            if times:
                found.append(clause)
                break
    return found


def _announcing(sentence: Found) -> list[Found]:
    """Give the clauses that look ahead, each with the one behind it; none from a condition on."""
    parts = [Found(match[0], sentence.start + match.start(), 0) for match in _PART.finditer(sentence.words)]
    spans = []
    for here, part in enumerate(parts):
        if _CONDITION.search(part.words):
            break
        following = parts[here + 1].words if here + 1 < len(parts) else ""
        words = f"{part.words}，{following}" if following and not _CONDITION.search(following) else part.words
        if _WILL.search(words) and not _PAST.search(words):
            spans.append(Found(words, part.start, part.start + len(words)))
    return spans


_PART: Final = re.compile(r"[^，,]+")


def _behind(match: re.Match[str], answered: dt.datetime | None) -> bool:
    """Tell whether a day lies before the reply's; one without a year is of the same year."""
    if re.match(r"昨|前天|去年|前年|上(?:个?月|周|星期)", match[0]):
        return True
    day = _DAY.match(match[0])
    if answered is None or day is None or not (day[1] or day[2]):
        return False
    return (int(day[1] or answered.year), int(day[2] or 12), int(day[3] or 31)) < answered.timetuple()[:3]


_DAY: Final = re.compile(r"(?:((?:19|20)\d\d)[年.\-/])?(?:(\d{1,2})[月.\-/](?:份)?(?:(\d{1,2})日?)?)?")


def contacts(reading: Reading, wording: Wording) -> list[Found]:
    """Find where somebody spoke with the speaker, tried to, or went to the place."""
    wrong = compiled(wording.not_contact)
    return [
        found for found in reading.all_of(compiled(wording.contact)) if not wrong.search(just_before(reading, found))
    ]


def tone(reading: Reading, wording: Wording) -> tuple[str, list[Found]]:
    """Name the tone, and the words that make it: blames, brusque, courteous or plain, the first that fits."""
    blames = reading.all_of(compiled(wording.blames))
    if blames:
        return "blames", blames
    polite, kind = reading.all_of(compiled(wording.polite)), reading.all_of(compiled(wording.kind))
    brusque = reading.all_of(compiled(wording.brusque))
    if brusque:
        return "brusque", brusque
    if not polite and not kind and len(reading.text.strip()) < _SHORT:
        return "brusque", []
    if polite and kind:
        return "courteous", [polite[0], *kind]
    return "plain", []


_SHORT: Final = 40
