"""The usual columns of the standard tables; organisations edit, order and rename them.

Source of the columns: the forms in use, see docs/handbook; 征求意见汇总表, 问题清单, 整改台账, plans and registers.
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

PLAN: Final = (
    Column("number", "序号", Kind.NUMBER, 2.5),
    Column("problem", "存在问题或制度", width=12),
    Column("measures", "整改措施", width=16),
    Column("leader", "责任领导", width=4.5),
    Column("unit", "责任部门", width=5),
    Column("due_on", "完成时限", Kind.DATE, 6.2),
    Column("state", "状态", width=4),
    Column("remark", "备注", width=5),
)
"""整改方案、专项整治方案、制度建设计划"""

RULES: Final = (
    Column("number", "序号", Kind.NUMBER, 2.5),
    Column("title", "制度名称", width=12),
    Column("kind", "类型", width=3),
    Column("problems", "对应问题", width=4.5),
    Column("unit", "责任部门", width=5),
    Column("due_on", "完成时限", Kind.DATE, 6.2),
    Column("document_number", "文号", width=7),
    Column("effective_on", "施行日期", Kind.DATE, 6.2),
    Column("review_on", "复审日期", Kind.DATE, 6.2),
    Column("state", "状态", width=4),
)
"""制度台账: 新建, 修订, 废止"""

PLEDGES: Final = (
    Column("number", "序号", Kind.NUMBER, 2.5),
    Column("unit", "承诺单位", width=5),
    Column("post", "岗位", width=3.5),
    Column("title", "承诺书", width=6),
    Column("words", "承诺事项", width=11),
    Column("due_on", "期限", Kind.DATE, 6.2),
    Column("contact", "监督电话", width=5.5),
    Column("public_on", "公示日期", Kind.DATE, 6.2),
    Column("found", "兑现检查", width=4),
    Column("checker", "检查人", width=3.5),
    Column("checked_on", "检查日期", Kind.DATE, 6.2),
    Column("seen", "看到的情况", width=9),
)
"""公开承诺清单: one row for each promised thing"""

PROJECTS: Final = (
    Column("number", "序号", Kind.NUMBER, 2.5),
    Column("title", "项目名称", width=9),
    Column("quantity", "数量", Kind.MONEY, 5),
    Column("measure_unit", "单位", width=2.5),
    Column("cost", "资金（元）", Kind.MONEY, 7.5),
    Column("parts", "资金构成", width=9),
    Column("place", "地点", width=5),
    Column("unit", "责任部门", width=5),
    Column("starts_on", "计划开工", Kind.DATE, 6.2),
    Column("due_on", "计划完成", Kind.DATE, 6.2),
    Column("finished_on", "实际完成", Kind.DATE, 6.2),
    Column("state", "状态", width=3.5),
    Column("progress", "最新进展", width=9),
)
"""实事项目台账"""

TITLES: Final = {
    "summary": "征求意见汇总表",
    "problems": "问题清单",
    "ledger": "整改台账",
    "letter": "关于反馈意见建议的函",
    "rules": "制度台账",
    "pledges": "公开承诺清单",
    "projects": "实事项目台账",
}
