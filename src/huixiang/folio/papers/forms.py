"""The usual columns of the standard tables; organisations edit, order and rename them.

Source of the columns: the forms in use, see docs/handbook; 征求意见汇总表, 问题清单, 整改台账.
"""

from typing import Final

from huixiang.folio.papers.paper import Column, Kind

SUMMARY: Final = (
    Column("number", "序号", Kind.NUMBER, 2.5),
    Column("received_on", "收到日期", Kind.DATE, 6.2),
    Column("channel", "渠道", width=3.5),
    Column("source", "来源类别", width=4),
    Column("words", "意见原文", width=13.3),
    Column("addressee", "涉及对象", width=5),
    Column("label", "类别", width=4),
    Column("repeats", "重复件数", Kind.NUMBER, 2.5),
    Column("proposal", "拟办意见", width=6),
    Column("leader", "责任领导", width=4.5),
    Column("unit", "责任科室", width=5),
    Column("problem", "转问题清单号", width=3.4),
    Column("feedback", "反馈情况", width=4),
)
"""征求意见汇总表"""

PROBLEMS: Final = (
    Column("number", "序号", Kind.NUMBER, 2.5),
    Column("label", "类别", width=4),
    Column("problem", "问题表述", width=11),
    Column("facts", "具体表现", width=12),
    Column("source", "来源", width=5.5),
    Column("voices", "原声件数", Kind.NUMBER, 4),
    Column("addressee", "涉及对象", width=5),
    Column("cause", "原因", width=7),
    Column("nature", "性质", width=4),
    Column("leader", "责任领导", width=4.5),
    Column("unit", "责任部门", width=5),
)
"""问题清单"""

LEDGER: Final = (
    Column("number", "序号", Kind.NUMBER, 2.5),
    Column("problem", "存在问题", width=12),
    Column("goal", "整改目标", width=8),
    Column("measures", "整改措施", width=12),
    Column("leader", "责任领导", width=4.5),
    Column("unit", "责任部门", width=5),
    Column("person", "责任人", width=3.5),
    Column("partners", "配合单位", width=4.5),
    Column("due_on", "整改时限", Kind.DATE, 6.2),
    Column("progress", "进展情况", width=9),
    Column("standard", "完成标准", width=6),
    Column("evidence", "佐证材料", width=6),
    Column("money", "资金（元）", Kind.MONEY, 7),
    Column("state", "状态", width=3.5),
    Column("verdict", "群众评价", width=4),
    Column("claimed_on", "申请销号日期", Kind.DATE, 6.5),
    Column("checker", "核查人", width=3.5),
    Column("closed_on", "销号日期", Kind.DATE, 6.2),
    Column("closed_by", "销号人", width=3.5),
    Column("remark", "备注", width=4),
)
"""整改台账"""

TITLES: Final = {
    "summary": "征求意见汇总表",
    "problems": "问题清单",
    "ledger": "整改台账",
    "letter": "关于反馈意见建议的函",
}
