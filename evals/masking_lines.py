"""Lines as people write them, with what gives a person away labelled; no real person, no real number.

A seeded generator fills carriers written by hand. Half of the traps look like a number or a name of a person and are
none: orders, amounts, dates, papers, articles, estates, roads, offices. What no rule of ours promises to find (a
stranger's bare name) is kept apart.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

SEED: Final = 20_261_128
ROSTER: Final = ("林晓", "周明", "陈涛", "欧阳建国", "赵子龙", "高山", "何静怡", "司马文")
_HAN_DIGITS: Final = "零一二三四五六七八九"
_DIGITS: Final = "0123456789"


@dataclass(frozen=True, slots=True)
class Line:
    """A line and the places in it: start, end, kind as ``MaskKind`` names it."""

    text: str
    places: tuple[tuple[int, int, str], ...]


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choices(_DIGITS, k=count))


def _full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def _phone(rng: random.Random) -> str:
    digits = "1" + rng.choice("3456789") + _digits(rng, 9)
    first, middle, last = digits[:3], digits[3:7], digits[7:]
    spoken = "".join(_HAN_DIGITS[int(digit)] for digit in digits)
    forms = (
        digits, digits, digits, digits, f"{first} {middle} {last}", f"{first}-{middle}-{last}",
        f"{first}.{middle}.{last}",
        f"+86{digits}", f"+86 {digits}", f"86-{digits}", f"(+86){digits}", " ".join(digits), _full_width(digits),
        spoken,
        spoken.replace("一", "幺"), f"{digits[:5]}\u200b{digits[5:]}", f"{digits[:3]} {digits[3:]}", "-".join(digits),
    )  # fmt: skip
    return rng.choice(forms)


def _landline(rng: random.Random) -> str:
    area, number = rng.choice(["010", "021", "0571", "0755", "0731"]), rng.choice("5678") + _digits(rng, 7)
    forms = (
        f"{area}-{number}", f"({area}){number}", f"（{area}）{number}", f"{area} {number}", f"{area}{number}",
        f"{area}-{number[:4]} {number[4:]}", f"{area}-{number}转{_digits(rng, 3)}",
        f"{area}-{number}-{rng.randrange(1, 99)}",
    )  # fmt: skip
    return rng.choice(forms)


def _id_card(rng: random.Random) -> str:
    county = rng.choice(["110105", "330106", "510104", "430102", "440305", "650102"])
    year, day = rng.randrange(1940, 2010), f"{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}"
    body = f"{county}{year}{day}{_digits(rng, 3)}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    right = "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]
    number = body + rng.choice([right, right, right, rng.choice(_DIGITS)])  # one in four is mistyped
    forms = (
        number, number, number, number.lower(), _full_width(number), f"{number[:6]} {number[6:14]} {number[14:]}",
        f"{number[:6]}-{number[6:14]}-{number[14:]}", f"{county}{year % 100:02d}{day}{_digits(rng, 3)}",
    )  # fmt: skip
    return rng.choice(forms)


def _bank_card(rng: random.Random) -> str:
    digits = rng.choice(["6222", "6217", "6228", "4392", "5187"]) + _digits(rng, rng.choice([12, 15]))
    blocks = " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))
    return rng.choice([digits, digits, blocks, blocks.replace(" ", "-"), _full_width(digits)])


def _plate(rng: random.Random) -> str:
    place, letters = rng.choice("京沪浙粤川湘"), "ABCDEFGHJKLMNPQRSTUVWXYZ"
    tail = rng.choice([_digits(rng, 5), rng.choice(letters) + _digits(rng, 4), rng.choice("DF") + _digits(rng, 5)])
    return place + rng.choice(letters[:8]) + rng.choice(["", "", "·", " ", "-"]) + tail


def _email(rng: random.Random) -> str:
    name = rng.choice(["li.lei", "wang_88", "zhangsan", "Chen-T", "13mm"]) + str(rng.randrange(99))
    address = name + rng.choice(["@qq.com", "@163.com", "@example.com.cn", "@mail.example.org"])
    return rng.choice([address, address, address.replace("@", "＠"), address.upper()])


def _wechat_qq(rng: random.Random) -> str:
    return rng.choice(
        [f"wx{_digits(rng, 6)}abc", f"zhao_{_digits(rng, 4)}", str(rng.randrange(10**7, 10**10)), "Ming-2020x"]
    )


def _address(rng: random.Random) -> str:
    house, unit, room = rng.randrange(1, 60), rng.randrange(1, 5), rng.randrange(1, 33) * 100 + rng.randrange(1, 9)
    forms = (
        f"{house}号楼{unit}单元{room}室", f"{house}栋{unit}单元{room}", f"{house}幢{room}室", f"{house}座{room}房",
        f"{house}弄{rng.randrange(1, 30)}号{room}室", f"{house}号楼{room}", f"{house}栋{room}号", f"{unit}单元{room}户",
    )  # fmt: skip
    return rng.choice(forms)


_SURNAMES: Final = (
    "王",
    "李",
    "张",
    "刘",
    "陈",
    "何",
    "高",
    "马",
    "林",
    "欧阳",
    "于",
    "程",
    "汪",
    "肖",
    "方",
    "金",
    "司徒",
)
_GIVEN: Final = ("伟", "芳", "秀英", "建国", "小红", "志强", "和平", "海", "思雨", "国庆", "长江", "明明")


def _surname(rng: random.Random) -> str:
    return rng.choice(_SURNAMES)


def _name(rng: random.Random) -> str:
    return rng.choice(_SURNAMES) + rng.choice(_GIVEN)


def _somebody(rng: random.Random) -> str:
    return rng.choice(_SURNAMES) + rng.choice(["某", "某某"])


def _roster(rng: random.Random) -> str:
    name = rng.choice(ROSTER)
    return rng.choice([name, name, name, f"{name[0]} {name[1]}" if len(name) == 2 else name])


_MAKERS: Final[dict[str, Callable[[random.Random], str]]] = {
    "phone": _phone, "landline": _landline, "id_card": _id_card, "bank_card": _bank_card, "plate": _plate,
    "email": _email, "wechat_qq": _wechat_qq, "address": _address,
    "surname": _surname, "name": _name, "somebody": _somebody, "roster": _roster,
}  # fmt: skip
_FILLERS: Final[dict[str, Callable[[random.Random], str]]] = {
    "n": lambda rng: str(rng.randrange(2, 2_000)),
    "long": lambda rng: _digits(rng, rng.choice([11, 12, 15, 16, 18, 19, 20])),
    "mobile_like": lambda rng: "1" + rng.choice("3456789") + _digits(rng, 9),
    "year": lambda rng: str(rng.randrange(1998, 2027)),
    "month": lambda rng: str(rng.randrange(1, 13)),
    "day": lambda rng: str(rng.randrange(1, 29)),
    "article": lambda rng: rng.choice(["七", "十二", "三十一", "七十三", "一百零二"]),
    "title": lambda rng: rng.choice(["科长", "主任", "老师", "书记", "局长", "经理", "师傅", "医生", "队长", "女士",
    "先生"]),
    "place": lambda rng: rng.choice([
        "张江路", "王府花园", "李家村", "周浦镇", "陈家坝", "林语小区", "高新区", "金地名都", "黄兴北路", "马王堆路",
        "徐家汇", "刘家窑",
        "汪家桥", "何家湾", "万家丽路", "白云山庄", "江南名邸", "唐家湾", "石门路", "安居新村",
    ]),
}  # fmt: skip

_PEOPLE: Final = (
    "我的电话是{phone}，请尽快联系。", "路灯坏了半个月没人修，{phone}", "有事打{phone}找我",
    "联系方式：{phone}（晚上方便）",
    "{year}年{month}月{day}日我打过{phone}，没人接，欠的{n}元也没退", "手机{phone}或{phone}都可以",
    "请回电 {phone}，谢谢！",
    "订单号{long}，收件电话{phone}", "单位座机{landline}一直占线", "请拨{landline}咨询，12345说不归他们管",
    "电话：{landline}",
    "办公室{landline}、手机{phone}", "身份证号{id_card}，社保一直没交", "本人证件：{id_card}。",
    "{id_card}，{year}年入职，工资未发",
    "证件号码为{id_card}，电话{phone}", "工资请打到{bank_card}", "卡号{bank_card}被冻结了{n}次",
    "退款账号{bank_card}，不是原来那张",
    "{plate}天天堵在消防通道", "车牌号为{plate}的面包车乱停", "两辆车{plate}、{plate}占了盲道",
    "渣土车（{plate}）夜里超速",
    "材料发{email}", "邮箱是{email}，谢谢", "请发至 {email} 或致电{phone}", "加微信{wechat_qq}",
    "微信号：{wechat_qq}，备注漏水",
    "QQ号{wechat_qq}", "可加QQ：{wechat_qq}了解", "我的vx是{wechat_qq}", "我家在{address}，楼上漏水",
    "{place}{address}噪音扰民",
    "住{place}{address}，电梯停了{n}天", "{place}{address}业主，{phone}", "找了{surname}科长三次都说不在",
    "财务科{surname}老师态度很好",
    "维修的{surname}师傅说没有配件", "{surname}副主任答应过两周内解决", "街道{surname}书记来看过现场",
    "听{surname}{title}讲要等到{month}月",
    "向{surname}主任反映过{n}次", "村里{surname}支书带头占地", "感谢{surname}医生和{surname}护士",
    "听说{somebody}收了好处费",
    "承包人{somebody}拖欠{n}元工钱", "我叫{name}，是三车间的工人", "我叫{name}，电话{phone}",
    "联系人：{name}，下午在家", "姓名：{name}",
    "姓名：{name} 身份证：{id_card}", "举报人{name}。", "投诉人：{name}电话打不通", "申请人：{name}，{year}年提交",
    "经办人：{name}；窗口{n}",
    "反映人：{name}，住{address}", "户主{name}，家里{n}口人", "{roster}答应的事没有下文", "上次是{roster}接待的",
    "请转告{roster}和{roster}",
    "投诉{place}物业，{roster}说不归他管", "签名：{name}\n{year}年{month}月{day}日", "此致敬礼！来电人：{name} {phone}",
)  # fmt: skip
_TRAPS: Final = (
    "欠薪{n}元，拖了{month}个月", "订单号{long}，到现在没发货", "运单号{mobile_like}显示已签收", "快递单号：{long}",
    "工单号：{long}一直没人处理",
    "受理编号{long}", "发票号码{long}开错了抬头", "合同编号{mobile_like}", "国办发〔{year}〕{n}号文件写得清楚",
    "根据建〔{year}〕{n}号和〔{year}〕{n}号",
    "依据第{article}条第{month}款，应当退费", "《物业管理条例》第{article}条",
    "{year}年{month}月{day}日反映过，编号{long}",
    "{year}-{month}-{day} 08:30:00 到 {year}年{month}月{day}日", "{year}{n}期杂志", "拨打12345反映过{n}次",
    "12315、96315都打过",
    "客服400-820-8820不接", "食堂每天{n}人吃饭，菜不新鲜", "由于老师不够，{n}班没有体育课",
    "任何主任都没有来过{place}", "三号楼电梯坏了{n}天",
    "3号楼、12栋都停水", "一共{n}户，{month}单元和{day}单元没有暖气", "合同金额{n}万元",
    "总价{mobile_like}元的项目没有公示", "面积138.5平方米，单价13800元",
    "统一社会信用代码91330100MA27{n}X3L", "项目代码{year}-330106-48-01-{long}", "坐标30.2741,120.1551，K138+500处",
    "IP是192.168.10.254",
    "G{n}次列车晚点", "138路公交改道了", "股票600519跌了", "微信支付{n}元没到账", "微信群里说了{n}次",
    "QQ音乐会员退订难", "关注微信公众号查询",
    "{place}主任科员岗位没人", "{place}垃圾三天没清", "投诉{place}夜间施工", "从{place}到{place}要{n}分钟",
    "{place}社区书记换了{month}个", "{place}小学老师不够",
    "城关镇长期停水", "平江县长寿镇的桥断了", "马桥镇长途车站太乱", "江北区长江路路灯不亮", "联系人未填写",
    "姓名不详，年龄约{n}岁", "负责人态度不好",
    "业主委员会主任换届", "申请人须满18周岁", "当事人已经和解", "投诉人数超过{n}", "联系人：物业公司",
    "申请人：全体业主", "负责人：无", "姓名：匿名",
    "每周主任例会", "对方经理没来", "工程队长期占道", "提高老师待遇", "现任书记很负责", "汇总施工情况",
    "办公室主任签字", "安装Windows10和更新HTML5",
    "一三五单号限行", "一二三四五六七八九楼都停电", "1、2、3、4、5、6、7、8、9、10、11、12", "比分是3-2，差1-0",
    "血压138-90，心率72", "得分98.5，排名第{n}",
    "晚上十点到凌晨两点三十分", "二〇二三年十二月三十一日", "一千三百八十元", "身份证过期{month}年了",
    "银行卡丢了去挂失", "车牌还没有上", "邮箱打不开", "电话打不通",
    "施工的噪音到{month}点", "公安部门、国土部门都说不管", "金会计师事务所", "安全主任没有到岗", "高级工程师职称评审",
    "黄金周书记信箱无人回", "平方米单价", "余额不足{n}元",
    "邮编310000", "学号{year}{n}", "车架号LSVAU{n}A7E2", "药品批号{year}{month}", "书号978-7-5086-{n}-3",
    "流水号{long}",
)  # fmt: skip
_STRANGERS: Final = (
    "{name}一直没有回复我", "是{name}把树砍了", "听{name}讲要拆", "{name}和{name}打起来了", "被{name}骗了{n}元",
    "找{name}签字",
)  # fmt: skip
_BLANK: Final = re.compile(r"\{(\w+)\}")
_TIMES: Final = 28
_TRAP_TIMES: Final = 9


def labelled_lines(seed: int = SEED) -> tuple[Line, ...]:
    """Make about 1,700 lines with places of persons and 800 traps without any; the same seed gives the same lines."""
    rng = random.Random(seed)
    lines = [fill(carrier, rng) for carrier in _PEOPLE * _TIMES]
    lines += [fill(carrier, rng) for carrier in _TRAPS * _TRAP_TIMES]
    return tuple(lines)


def strangers(seed: int = SEED) -> tuple[Line, ...]:
    """Make 120 lines with bare names of people who are on no roster: beyond what the rules promise."""
    rng = random.Random(seed)
    return tuple(fill(carrier, rng) for carrier in _STRANGERS * 20)


def fill(carrier: str, rng: random.Random) -> Line:
    """Fill the blanks of a carrier, and note where what gives a person away stands."""
    text, places, last = "", [], 0
    for blank in _BLANK.finditer(carrier):
        text += carrier[last : blank.start()]
        last = blank.end()
        name = blank[1]
        words = (_MAKERS.get(name) or _FILLERS[name])(rng)
        if name in _MAKERS:
            places.append((len(text), len(text) + len(words), _kind(name)))
        text += words
    return Line(text + carrier[last:], tuple(places))


def _kind(name: str) -> str:
    return "name" if name in {"surname", "name", "somebody", "roster"} else name


def hostile_texts(size: int = 200_000) -> Iterator[tuple[str, str]]:
    """Give texts of that size that a pattern could choke on: their name and themselves."""
    pieces = (
        "1", "1 ", "一", "138 ", "a", "a.", "a@", "a@b.c ", "京A", "京A12345", "0571", "(0571)", "微信", "qq1", "张",
        "张科", "王工", "王老师",
        "李某", "姓名:", "姓名张三丰的", "我叫张", "联系人:张三丰", "欧阳", "周明", "赵子龙", "1-", "1_3_", "1.3.",
        "8 6", "2号", "1单元", "1号楼1单元",
        "1栋101", "13800138000 ", "6222 ",
        "6222021234567890123 ", "11010519491231002X", "订单13800138000", "\u200b1", "１", "①", "86", "60",
    )  # fmt: skip
    for piece in pieces:
        yield repr(piece), (piece * (size // len(piece) + 1))[:size]
    rng = random.Random(SEED)
    for alphabet in (
        "1380一三八零张李老师科长京A·@.qx微信号: -()+86年元\u200b１某",
        "13 -",
        _DIGITS,
        "姓名:张王李某科长的是",
        "号楼栋单元1234-",
    ):
        yield f"random {alphabet[:8]!r}", "".join(rng.choices(alphabet, k=size))
