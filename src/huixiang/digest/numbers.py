"""Find the numbers of persons in folded text: telephones, cards, plates, mail and chat names.

Every pattern is bounded, so hostile text costs no more than long text. A number behind words such
as 订单号 is of a thing and stays.
"""

import re
from collections.abc import Iterator
from typing import Final

from stdnum import luhn
from stdnum.cn import ric

from huixiang.digest.folding import Folded
from huixiang.digest.marks import Mask, MaskKind

_GAP: Final = r"[ \-.·]{1,2}"
_EACH: Final = r"[ \-.·_]"

# 13800000000 whole, in blocks as people read it aloud, or each digit apart; +86 in front or not.
_PHONE: Final = re.compile(
    rf"1(?:(?<!\d1)|(?<=861))(?:[3-9]\d(?:\d(?:\d{{7}}|{_GAP}\d{{3}}{_GAP}\d{{4}}|\d{_GAP}\d{{6}}|\d{{3}}{_GAP}\d{{4}})"
    rf"|{_GAP}(?:\d{{8}}|\d{{4}}{_GAP}\d{{4}}|\d{{3}}{_GAP}\d{{5}}))"
    # Tried only where the row of single digits begins, so that a long row costs no more.
    rf"|(?<!{_EACH}\d{_EACH}1){_EACH}{{1,2}}[3-9](?:{_EACH}{{1,2}}\d){{9}})(?!\d)"
)
_COUNTRY: Final = re.compile(rf"(?<!\d)\(?\+?(?:00)?86\)?{_EACH}?$")
_LANDLINE: Final = re.compile(
    r"[0(](?:(?<=\()0(?:10|2\d|[3-9]\d{2})\) ?|(?<=0)(?<![\d.]0)(?:10|2\d|[3-9]\d{2})[ -]{0,3})"
    r"[2-9]\d{2,3}[ -]?\d{4}(?:(?:-|转|ext\.?)\d{1,5})?(?!\d)"
)
_LOCAL: Final = re.compile(
    r"(?:电话|座机|固话|致电|来电|拨打|tel)(?:号码)?(?:是|为|:| |：){0,3}((?<!\d)[2-9]\d{2,3}[ -]?\d{4})(?![\d元])",
    re.IGNORECASE,
)
_ID_CARD: Final = re.compile(
    rf"[1-8](?<![\dA-Za-z].)(?:\d{{5}}{_EACH}?\d{{4}}{_EACH}?\d{{2}}{_EACH}?\d{{2}}{_EACH}?\d{{3}}[\dXx]"
    rf"|(?<!\d{_EACH}.)(?:{_EACH}\d){{16}}{_EACH}[\dXx])(?![\dA-Za-z])"
)
_OLD_ID_CARD: Final = re.compile(r"[1-8](?<![\dA-Za-z].)\d{14}(?![\dA-Za-z])")
_ID_PARTS: Final = re.compile(
    r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{4}(?:(?:18|19|20)\d{2}|(?=\d{9}$)\d{2})"
    r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{3}[\dX]|\d{3})"
)
_BANK_CARD: Final = re.compile(
    r"(?<![\dA-Za-z])(?:[456]\d|3[457]|9[05])(?:\d{2}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?"
    r"|\d{14,17}|\d{4}[ -]\d{10,13})(?![\dA-Za-z])"
)
_PLATE: Final = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][ ]?[A-HJ-NP-Za-hj-np-z][ ]?[·•\-. ]?[ ]?"
    r"(?:[DdFf][A-HJ-NP-Za-hj-np-z0-9]\d{4}|\d{5}[A-Ka-k]|[A-HJ-NP-Za-hj-np-z0-9]{4}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳])(?![A-Za-z0-9])"
)
_EMAIL: Final = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,64} ?@ ?[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}"
)
_CHAT: Final = re.compile(
    r"(?:微信|薇信|威信|wechat|weixin|(?<![a-z])vx|(?<![a-z])qq|扣扣|企鹅)(?:群|帐号|账号|号码|号|id){0,2}"
    r"(?:是|为|叫|同号|加|联系|:|：| |\(){0,3}([A-Za-z][A-Za-z0-9_\-]{5,19}|[1-9]\d{5,10})(?![A-Za-z0-9_元块%])",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(
    r"(?:(?<!\d)\d{1,4}(?:号楼|栋|幢|座|号院|弄)(?:\d{1,3}号楼?)?[-, ]?(?:[\d甲乙丙]{1,2}(?:单元|门|梯)[-, ]?)?"
    r"|(?<!\d)\d{1,2}单元[-, ]?)\d{2,4}(?:室|房|户|号(?!楼)|(?!\d|[层楼元人户米平年月日次台]))"
)
_CHAT_WORDS: Final = ("微信", "薇信", "威信", "wechat", "weixin", "vx", "qq", "扣扣", "企鹅")
_ROOM_WORDS: Final = ("号楼", "栋", "幢", "座", "号院", "弄", "单元")
# A number of a thing, not of a person, if one of these stands right before it.
_THING: Final = re.compile(
    r"(?:订单|单号|工单|编号|流水|文号|案号|受理|运单|快递|发票|凭证|信用代码|序列|合同|批次|项目代码|条码|金额|¥|￥|〔\d{4}〕|\[\d{4}\])"
    r"[^\d]{0,6}$"
)
_AMOUNT: Final = re.compile(r" ?(?:\.\d|元|万|亿|块钱|人民币|号文|号令|票|吨|度电|立方)")
_BEFORE: Final = 14
_PLATE_DIGITS: Final = 2


def find_numbers(folded: Folded) -> Iterator[Mask]:
    """Find numbers, the more telling kinds first; they may overlap.

    Yields e-mail, identity cards, bank cards, telephones, plates, chat names, then rooms.
    """
    plain = folded.plain
    if "@" in plain:
        yield from (Mask(*found.span(), MaskKind.EMAIL, certain=True) for found in _EMAIL.finditer(plain))
    numerals = folded.numerals
    for text in (plain,) if numerals == plain else (plain, numerals):
        yield from _cards(text)
        yield from _telephones(text)
    yield from _plates(plain)
    # A search for fixed words costs a hundredth of a pattern, and most texts hold none of these.
    lower = plain.lower()
    if any(word in lower for word in _CHAT_WORDS):
        yield from (Mask(*found.span(1), MaskKind.WECHAT_QQ, certain=True) for found in _CHAT.finditer(plain))
    if any(word in plain for word in _ROOM_WORDS):
        yield from (Mask(*found.span(), MaskKind.ADDRESS, certain=False) for found in _ADDRESS.finditer(plain))


def _cards(text: str) -> Iterator[Mask]:
    for pattern in (_ID_CARD, _OLD_ID_CARD):
        for found in pattern.finditer(text):
            digits = re.sub(r"[^\dX]", "", found[0].upper())
            certain = ric.is_valid(digits)
            if _ID_PARTS.fullmatch(digits) and (certain or not _of_a_thing(text, found)):
                yield Mask(*found.span(), MaskKind.ID_CARD, certain=certain)
    for found in _BANK_CARD.finditer(text):
        if not _of_a_thing(text, found):
            digits = re.sub(r"\D", "", found[0])
            yield Mask(*found.span(), MaskKind.BANK_CARD, certain=luhn.is_valid(digits))


def _telephones(text: str) -> Iterator[Mask]:
    for found in _PHONE.finditer(text):
        country = _COUNTRY.search(text, max(0, found.start() - _BEFORE), found.start())
        start = country.start() if country else found.start()
        attached = start == found.start() and text[max(0, start - 1) : start].isdigit()
        if not attached and not _of_a_thing(text, found):
            yield Mask(start, found.end(), MaskKind.PHONE, certain=True)
    for found in _LANDLINE.finditer(text):
        if not _of_a_thing(text, found):
            yield Mask(*found.span(), MaskKind.LANDLINE, certain=True)
    for found in _LOCAL.finditer(text):
        yield Mask(*found.span(1), MaskKind.LANDLINE, certain=False)


def _plates(plain: str) -> Iterator[Mask]:
    for found in _PLATE.finditer(plain):
        # At most three letters may stand behind the place, so fewer digits mean an English word.
        if sum(char.isdigit() for char in found[0]) >= _PLATE_DIGITS:
            yield Mask(*found.span(), MaskKind.PLATE, certain=True)


def _of_a_thing(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - _BEFORE) : found.start()]
    return bool(_THING.search(before) or _AMOUNT.match(text, found.end()))
