"""What a reply names: an act, a day, a body, a basis; each with the words found, less what the rubric excludes."""

import re
from typing import Final

from huixiang.digest.replies.reading import Found, Reading, without_titles
from huixiang.digest.replies.wording import Wording, compiled

_BEFORE: Final = 24
_POSTED_BY: Final = re.compile(
    r"(?:您|你|网友|市民|群众|来信人)[^，。；]{0,4}(?:于|在)?$|(?:收到|接到|收悉|接)[^，。；]{0,6}$"
)
_POSTED: Final = re.compile(r"[^，。；]{0,24}(?:留言|发帖|发布|发表|来信|反映|反应|提出|咨询|投诉|信件|帖)")
_RECEIVED: Final = re.compile(
    r"[^，。；]{0,4}[，,]?(?:我[^，。；]{1,8})?(?:收到|接到|收悉)|[^，。；]{0,4}[，,]?(?:您|你|网友)[^，。；]{0,12}(?:留言|发帖|发布|来信|反映|提出|咨询|投诉)"
)
_ISSUED: Final = re.compile(
    r"[^，。；]{0,16}(?:出台|印发|发布|颁布|下发|公布|施行|实施|修订|修正|通过|起施行|制定)?的?[^，。；]{0,10}《"
)
_LED_IN: Final = re.compile(r"^[^A-Z]*[与由请在经到归给对向和及被让找已转题落为按据]")
_PRIVATE: Final = re.compile(r"(?:公司|集团)$")


def days_named(reading: Reading, wording: Wording) -> list[Found]:
    """Find the days, months, seasons and years of this matter: none of papers, the message, or the reply itself."""
    said = without_titles(reading.said)
    return [
        Found(match[0], *match.span())
        for match in compiled(wording.date).finditer(said)
        if not _of_message(said, match) and not _of_paper(reading.said, match)
    ]


def _of_message(said: str, match: re.Match[str]) -> bool:
    before = said[max(0, match.start() - _BEFORE) : match.start()]
    return bool((_POSTED_BY.search(before) and _POSTED.match(said, match.end())) or _RECEIVED.match(said, match.end()))


def _of_paper(said: str, match: re.Match[str]) -> bool:
    return bool(_ISSUED.match(said, match.end())) and "《" in said[match.end() : match.end() + 28]


def bodies_named(reading: Reading, asked: str, wording: Wording) -> list[Found]:
    """Find bodies that handle the matter, with the place or level before; no firm that the message names."""
    said = without_titles(reading.said)
    wrong, whose, nobody = map(compiled, (wording.not_unit, wording.whose, wording.nobody))
    found = []
    for match in compiled(wording.unit).finditer(said):
        before = said[max(0, match.start() - 6) : match.start()]
        own = whose.search(before)
        place = _LED_IN.sub("", own[0]) if own and not nobody.search(before) else ""
        words = place + match[0]
        complained = _PRIVATE.search(words) and match[0] in asked
        if not wrong.search(match[0]) and not (nobody.search(before) and len(match[0]) < 4) and not complained:
            found.append(Found(words, match.end() - len(words), match.end()))
    return found


def grounds_named(reading: Reading, wording: Wording) -> list[Found]:
    """Find laws, papers, plans and decisions the reply rests on; the platform's own name in 《》 is none."""
    platform = compiled(wording.not_basis)
    return [found for found in reading.all_of(compiled(wording.basis)) if not platform.match(found.words)]


def acts_named(reading: Reading, wording: Wording) -> list[Found]:
    """Find what was done, or is being done: not what will be, what others are asked to do, or what merely hands on."""
    found = []
    for clause in Reading(reading.text, without_titles(reading.said)).clauses():
        act = _act_in(clause, wording)
        if act is not None:
            found.append(act)
    return found


_DUTY: Final = re.compile(
    r"(?:一直|长期|历来|不断|进一步|继续|始终|加大|加强|强化|严格|定期|应当|必须|不得|可以|可|若|如(?!下)|凡|须)"
)
_BY_RULE: Final = re.compile(r"\s*(?:根据|按照?|依据|依照|为了?|凡|申请)")
_STRONG: Final = re.compile(r"(?:现场|实地|约谈|下达|立案|勒令|责令|已|派)")
_RECEIPT: Final = re.compile(r"回复如下|答复如下|收悉|高度重视$")


def _act_in(clause: Found, wording: Wording) -> Found | None:
    act = compiled(wording.act).search(clause.words)
    if act is None or _BY_RULE.match(clause.words):
        return None
    before, done = clause.words[: act.start()], compiled(wording.done).search(clause.words)
    if compiled(wording.not_act).search(before) or compiled(wording.handing_on).search(clause.words):
        return None
    future = compiled(wording.future).search(before)
    if future and not re.search(r"已|完成|了(?!解)", clause.words):
        return None
    if not done and not _STRONG.search(clause.words) and act[0] not in {"纳入", "列入"}:
        return None
    if _DUTY.search(before) and not re.search(r"已|了(?!解)|完成", clause.words):
        return None
    return Found(act[0], clause.start + act.start(), clause.start + act.end())
