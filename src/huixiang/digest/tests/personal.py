"""Synthetic lines with the places of persons labelled: no real person, no real number.

Written by hand as carriers and filled by a seeded generator, so every run sees the same lines.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from huixiang.digest.marks import MaskKind

NAMES: Final = ("林晓", "周明", "陈涛", "欧阳建国", "赵子龙")
_DIGITS: Final = "0123456789"
_HAN_DIGITS: Final = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """A line and the places in it: start, end, kind."""

    text: str
    spans: tuple[tuple[int, int, MaskKind], ...]


def _mobile(rng: random.Random) -> str:
    digits = "1" + rng.choice("3456789") + "".join(rng.choices(_DIGITS, k=9))
    forms: list[Callable[[], str]] = [
        lambda: digits,
        lambda: f"{digits[:3]} {digits[3:7]} {digits[7:]}",
        lambda: f"{digits[:3]}-{digits[3:7]}-{digits[7:]}",
        lambda: " ".join(digits),
        lambda: "".join(chr(ord(digit) + 0xFEE0) for digit in digits),
        lambda: "".join(_HAN_DIGITS[int(digit)] for digit in digits),
        lambda: f"+86 {digits}",
        lambda: f"{digits[:5]}\u200b{digits[5:]}",
    ]
    return rng.choice(forms)()


def _landline(rng: random.Random) -> str:
    area, number = rng.choice(["010", "021", "0571", "0755"]), rng.choice("5678") + "".join(rng.choices(_DIGITS, k=7))
    return rng.choice([f"{area}-{number}", f"({area}){number}", f"{area} {number}", f"（{area}）{number}"])


def _id_card(rng: random.Random) -> str:
    first = rng.choice(["110105", "330106", "510104", "650102"])
    day = f"{rng.randrange(1950, 2010)}{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}"
    body = first + day + "".join(rng.choices(_DIGITS, k=3))
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    check = "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]
    last = rng.choice([check, check, check, rng.choice("0123456789")])
    return rng.choice([body + last, f"{body[:6]} {body[6:14]} {body[14:]}{last}"])


def _bank_card(rng: random.Random) -> str:
    digits = "6222" + "".join(rng.choices(_DIGITS, k=15))
    return rng.choice([digits, " ".join(digits[place : place + 4] for place in range(0, 19, 4))])


def _plate(rng: random.Random) -> str:
    place = rng.choice("京沪浙粤川") + rng.choice("ABCDE")
    old = "".join(rng.choices("ABCDEFGH", k=1)) + "".join(rng.choices(_DIGITS, k=4))
    new = rng.choice("DF") + "".join(rng.choices(_DIGITS, k=5))
    return place + rng.choice(["", "·"]) + rng.choice([old, new])


def _email(rng: random.Random) -> str:
    return rng.choice(["li.lei", "wang_88", "zhangsan"]) + str(rng.randrange(99)) + rng.choice(["@qq.com", "@163.com"])


def _chat(rng: random.Random) -> str:
    return rng.choice(
        [f"wx{rng.randrange(10**6)}abc", f"zhao_{rng.randrange(10**4)}", str(rng.randrange(10**8, 10**9))]
    )


def _surname(rng: random.Random) -> str:
    return rng.choice(["王", "李", "张", "刘", "陈", "何", "高", "马", "林", "欧阳", "于", "程", "汪", "肖"])


def _full_name(rng: random.Random) -> str:
    return _surname(rng) + rng.choice(["伟", "芳", "秀英", "建国", "小红", "志强", "和平", "海"])


def _some_body(rng: random.Random) -> str:
    return _surname(rng) + rng.choice(["某", "某某"])


def _room(rng: random.Random) -> str:
    return (
        f"{rng.randrange(1, 30)}{rng.choice(['号楼', '栋', '幢'])}{rng.randrange(1, 5)}单元{rng.randrange(101, 2500)}室"
    )


MAKERS: Final[dict[MaskKind, Callable[[random.Random], str]]] = {
    MaskKind.PHONE: _mobile,
    MaskKind.LANDLINE: _landline,
    MaskKind.ID_CARD: _id_card,
    MaskKind.BANK_CARD: _bank_card,
    MaskKind.PLATE: _plate,
    MaskKind.EMAIL: _email,
    MaskKind.WECHAT_QQ: _chat,
    MaskKind.ADDRESS: _room,
}
# {} is the place; what stands before and after is as people write it.
CARRIERS: Final[tuple[tuple[str, MaskKind | Callable[[random.Random], str]], ...]] = (
    ("我的电话是{}，请尽快联系", MaskKind.PHONE),
    ("路灯坏了半个月没人修，{}", MaskKind.PHONE),
    ("有事打{}找我", MaskKind.PHONE),
    ("联系方式：{}（晚上方便）", MaskKind.PHONE),
    ("2024年5月6日我打过{}，没人接", MaskKind.PHONE),
    ("单位座机{}", MaskKind.LANDLINE),
    ("请拨{}咨询，12345说不归他们管", MaskKind.LANDLINE),
    ("身份证号{}，社保一直没交", MaskKind.ID_CARD),
    ("本人证件：{}。", MaskKind.ID_CARD),
    ("工资请打到{}", MaskKind.BANK_CARD),
    ("卡号{}被冻结了3次", MaskKind.BANK_CARD),
    ("{}天天堵在消防通道", MaskKind.PLATE),
    ("车牌号为{}的面包车乱停", MaskKind.PLATE),
    ("材料发{}", MaskKind.EMAIL),
    ("邮箱是{}，谢谢", MaskKind.EMAIL),
    ("加微信{}", MaskKind.WECHAT_QQ),
    ("微信号：{}，备注漏水", MaskKind.WECHAT_QQ),
    ("QQ号{}", MaskKind.WECHAT_QQ),
    ("我家在{}，楼上漏水", MaskKind.ADDRESS),
    ("幸福小区{}噪音扰民", MaskKind.ADDRESS),
    ("找了{}科长三次都说不在", _surname),
    ("财务科{}老师态度很好", _surname),
    ("维修的{}师傅说没有配件", _surname),
    ("{}副主任答应过两周内解决", _surname),
    ("听说{}收了好处费", _some_body),
    ("我叫{}，是三车间的工人", _full_name),
    ("联系人：{}，下午在家", _full_name),
    ("姓名：{}", _full_name),
    ("举报人{}。", _full_name),
    ("投诉人：{}电话打不通", _full_name),
    ("{}答应的事没有下文", lambda rng: rng.choice(NAMES)),
    ("上次是{}接待的", lambda rng: rng.choice(NAMES)),
)
HARMLESS: Final = (
    "欠薪{}元，拖了3个月",
    "订单号{}，到现在没发货",
    "文号国发〔2024〕{}号",
    "2024-05-06反映过，编号{}",
    "工单号：{}一直没人处理",
    "拨打12345反映过{}次",
    "食堂每天{}人吃饭，菜不新鲜",
    "由于老师不够，{}班没有体育课",
    "三号楼电梯坏了{}天",
    "合同金额{}万元",
)


def labelled_lines() -> tuple[LabelledLine, ...]:
    """Make 480 lines with one place each and 100 without any."""
    rng = random.Random(20240506)
    lines = []
    for carrier, kind in CARRIERS * 15:
        maker = MAKERS[kind] if isinstance(kind, MaskKind) else kind
        before, after = carrier.split("{}")
        value = maker(rng)
        span = (len(before), len(before) + len(value), kind if isinstance(kind, MaskKind) else MaskKind.NAME)
        lines.append(LabelledLine(before + value + after, (span,)))
    lines.extend(
        LabelledLine(carrier.format(rng.randrange(10 ** rng.randrange(1, 12))), ()) for carrier in HARMLESS * 10
    )
    return tuple(lines)
