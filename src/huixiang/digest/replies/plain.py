"""What was done, said plainly and shortly: “已修好，7月3日换灯”, “水通了”. For the words of a claim, not for letters.

Letters speak of acts in the words of offices, which ``facts.acts_named`` reads; somebody who mended a lamp does not.
"""

import re
from typing import Final

from huixiang.digest.replies.reading import Found, Reading

LONGEST: Final = 60
"""Signs of a clause; a longer one is no plain speech."""
_HANDS: Final = (
    "修|换|补|接|装|清|拆|疏|填|铺|挖|砌|刷|洗|拖|运|搬|移|挪|栽|种|焊|堵|垫|抬|铲|锁|关|加|建|画|划|贴|退|发|赔|办|改"
)
"""Works of the hand, one sign each; what an office does with paper is not among them."""
_WORK: Final = re.compile(
    rf"(?:{_HANDS})(?:好|上|完|掉|走|平|通|净|齐|成|回|出|妥|到位|完毕|结束|了)"
    r"|(?:更换|修复|修补|修理|维修|抢修|清理|清运|清掏|清淤|疏通|拆除|安装|加装|填补|粉刷|冲洗|搬走|移走|补种|补发|退还|加固|重铺)"
    r"(?:了|好|完|完成|完毕|到位|[\u4e00-\u9fff]{1,8}?(?:处|盏|个|根|米|车|块|棵|台|扇|户|元))"
    r"|(?:水|电|气|路|灯|网|暖气|管道|下水道|电梯)(?:[\u4e00-\u9fff]{0,2})(?:通|亮|热|修好|恢复|来)了"
    r"|恢复(?:了)?(?:供水|供电|供气|供暖|照明|通行|正常|运行)"
    r"|(?<![\u4e00-\u9fff])(?:换|修|装|补|清|拆)(?:灯|管|门|窗|锁|井盖|路|墙|垃圾|水表|电表|护栏)"
)
_NOT_YET: Final = re.compile(
    r"将|拟|准备|计划|打算|争取|尽快|立即|马上|抓紧|正在|下一步|待|未|没|不|如果|若|要求|督促|责成"
)
_PAPER: Final = re.compile(r"台账|制度|方案|材料|记录|表格|会议|文件|清单|作风|认识|思想|工作|问题|短板|意识")


def plainly_done(reading: Reading) -> Found | None:
    """Find the first clause that says shortly what hands did: no intention, no order to others, no paper, no talk."""
    for clause in reading.clauses():
        done = _WORK.search(clause.words) if len(clause.words) <= LONGEST else None
        if done and not _NOT_YET.search(clause.words) and not _PAPER.search(clause.words):
            return Found(done[0], clause.start + done.start(), clause.start + done.end())
    return None
