"""Who a text is about: offices, firms and roles that are named in it; never the name of a private person."""

import re
from collections.abc import Sequence
from typing import Final

from huixiang.digest.place_words import BEFORE
from huixiang.digest.places import Place, places_of

NAMED_KINDS: Final = frozenset({"company", "school", "hospital"})
# Roles and offices that need no name in front to be understood.
_ROLES: Final = (
    "物业公司 物业 开发商 业委会 居委会 村委会 村支部 街道办 派出所 交警 城管 环保局 教育局 住建局 人社局 社保局 "
    "公积金中心 国土局 规划局 税务局 公安局 法院 检察院 消防 水务局 自来水公司 供电局 燃气公司 地铁公司 公交公司 "
    "政务中心 信访局 卫健委 医保局 民政局 交通局 市场监管局 工商局 食药监局 林业局 农业局 水利局 房管局 "
    "施工方 施工队 中介 班主任 校长 村支书 村主任"
)
_OFFICES: Final = (
    "管理局 监督局 监察局 委员会 办事处 管理处 服务中心 指挥部 支队 大队 派出所 人民法院 检察院 局(?![部面限势域促])"
)
_FOUND: Final = re.compile(
    "|".join(
        [*sorted(_ROLES.split(), key=len, reverse=True), rf"[\u4e00-\u9fff]{{2,8}}?(?:{'|'.join(_OFFICES.split())})"]
    )
)
_ROLE_AT_END: Final = re.compile(f"(?:{'|'.join(sorted(_ROLES.split(), key=len, reverse=True))})$")
_CUT: Final = re.compile(rf".*(?:{'|'.join(sorted(BEFORE.split(), key=len, reverse=True))})", re.DOTALL)


def bodies_of(text: str, places: Sequence[Place] | None = None) -> tuple[str, ...]:
    """Name the offices, firms, schools and roles in a text, each once, in order of their first appearance.

    ``places`` are those of the text if they were found already. Linear.
    """
    found = {
        place.start: place.name
        for place in (places_of(text) if places is None else places)
        if place.kind in NAMED_KINDS
    }
    for match in _FOUND.finditer(text):
        cut, role = _CUT.match(match[0]), _ROLE_AT_END.search(match[0])
        name = match[0][cut.end() :] if cut else match[0]
        if role and len(role[0]) > len(name):
            name = role[0]  # 请住建局: 住 begins no name, but 住建局 is one
        if len(name) > 1:
            found.setdefault(match.start(), name)
    return tuple(dict.fromkeys(found[start] for start in sorted(found)))
