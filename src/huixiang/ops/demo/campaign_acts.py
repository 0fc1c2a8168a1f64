"""The demo's campaign: a plan that was approved and moved since, a special action, rules, pledges, projects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from huixiang.ledger import queries, services as ledger
from huixiang.ledger.models import Plan, Pledge, Project, Rule
from huixiang.ledger.plan_lines import digest_of
from huixiang.ledger.states import Kept, PlanKind, ProjectState, RuleKind, RuleState
from huixiang.ops.demo.acts import Act, Play
from huixiang.ops.demo.house import House
from huixiang.people import queries as people

PLANNED = ("p10", "p11", "p16", "p17", "p18", "p23", "p24", "p26", "p28")
STREETS = ("p15", "p21", "p22", "p25")
PLAN, ACTION = "听民声办实事整改方案", "占道和夜间扰民专项整治"
RULE, HALL = "路灯和井盖巡查制度", "办事窗口一次告知制度"
WELLS, LAMPS = "牛角冲村供水井修复", "石桥村太阳能路灯更换"
LAMP_PLEDGE, HALL_PLEDGE = "市政设施服务承诺", "住建窗口服务承诺"


def campaign() -> Iterator[Act]:
    """Every act of the campaign on its day."""
    yield Act(46, 8, "plan begun", _begin(PlanKind.RECTIFICATION, PLAN, PLANNED))
    yield Act(47, 8, "plan approved", _approve(PLAN, "局党组第11次会议"))
    yield Act(48, 8, "special action begun", _begin(PlanKind.SPECIAL, ACTION, STREETS))
    yield Act(49, 8, "special action approved", _approve(ACTION, "活动领导小组第6次会议"))
    yield Act(60, 8, "special action seen", _see)
    yield Act(82, 8, "special action ended", _end)
    yield Act(50, 8, "rules", _rules)
    yield Act(64, 8, "rule in force", _rule_in_force)
    yield Act(51, 8, "pledges", _pledges)
    yield Act(70, 8, "pledge checked", _check)
    yield Act(52, 8, "projects", _projects)
    yield Act(55, 8, "projects begun", _work_begins)
    yield Act(72, 8, "projects go on", _work_goes_on)
    yield Act(86, 8, "project finished", _work_ends)
    yield Act(87, 8, "what everybody sees", _publish)


def _begin(kind: PlanKind, title: str, keys: tuple[str, ...]) -> Play:
    """A plan of the office with the problems of these keys."""

    def play(house: House, at: dt.datetime) -> None:
        by, today = house.actor("linsufen"), people.local_day(at)
        special = kind == PlanKind.SPECIAL
        plan = ledger.make_plan(
            kind=kind, title=title, since=today, until=today + dt.timedelta(days=120), unit=house.units["bureau"],
            basis="听民声活动实施方案", programme="错时巡查，先劝后罚，每周公布清单。" if special else "",
            target_on=today + dt.timedelta(days=30) if special else None, by=by, at=at,
        )  # fmt: skip
        ids = [house.problems[key] for key in keys]
        ledger.take_into_plan(plan_id=plan.pk, problem_ids=ids, by=by, at=at)

    return play


def _approve(title: str, words: str) -> Play:
    """Approved by the other person of the office, who did not begin it."""

    def play(house: House, at: dt.datetime) -> None:
        plan = Plan.objects.get(title=title)
        seen = digest_of(queries.lines_now(plan))
        ledger.approve_plan(plan_id=plan.pk, words=words, seen=seen, by=house.actor("wuqiming"), at=at)

    return play


def _see(house: House, at: dt.datetime) -> None:
    plan, words = Plan.objects.get(title=ACTION), "县医院东门的急救通道通了，集市收费当场开票。"
    ledger.note_result(plan_id=plan.pk, seen_on=people.local_day(at), words=words, by=house.actor("linsufen"), at=at)


def _end(house: House, at: dt.datetime) -> None:
    words = "急救通道和集市收费两件已销号；夜间音响和渣土车两件还没做到，继续挂账督办。"
    plan, day = Plan.objects.get(title=ACTION), people.local_day(at)
    ledger.end_special_action(plan_id=plan.pk, ended_on=day, words=words, by=house.actor("linsufen"), at=at)


def _rules(house: House, at: dt.datetime) -> None:
    by, due = house.actor("linsufen"), people.local_day(at) + dt.timedelta(days=40)
    for title, kind, unit in ((RULE, RuleKind.NEW, "municipal"), (HALL, RuleKind.REVISED, "service")):
        ledger.enter_rule(title=title, kind=kind, unit=house.units[unit], due_on=due, numbers=(1,), by=by, at=at)


def _rule_in_force(house: House, at: dt.datetime) -> None:
    day = people.local_day(at)
    ledger.move_rule(
        rule_id=Rule.objects.get(title=RULE).pk, state=RuleState.DONE, document_number="青城管〔2026〕17号",
        effective_on=day, review_on=day + dt.timedelta(days=365), by=house.actor("linsufen"), at=at,
    )  # fmt: skip


def _pledges(house: House, at: dt.datetime) -> None:
    by, day = house.actor("linsufen"), people.local_day(at)
    told = (
        (LAMP_PLEDGE, "municipal", (("坏灯三天内修好", 15), ("井盖松动当天放锥桶", 15))),
        (HALL_PLEDGE, "service", (("中午不断岗", 60),)),
    )
    for title, unit, items in told:
        things = [(words, day + dt.timedelta(days=days)) for words, days in items]
        ledger.make_pledge(
            unit=house.units[unit], title=title, items=things, promised=len(things), contact="0000-12345", by=by, at=at
        )


def _check(house: House, at: dt.datetime) -> None:
    words = "夜里走了三条路，报修的灯都在三天内亮了。"
    item = Pledge.objects.get(title=LAMP_PLEDGE).items.all()[0]
    ledger.check_pledge_item(item_id=item.pk, found=Kept.KEPT, words=words, by=house.actor("kongqinglin"), at=at)


def _projects(house: House, at: dt.datetime) -> None:
    by, day = house.actor("linsufen"), people.local_day(at)
    told = (
        (WELLS, 2, "口", "86000", "sq", "rural", (("洗井和泵", "52000"), ("井房和电", "34000"))),
        (LAMPS, 38, "盏", "72200", "sq", "rural", ()),
    )
    for title, count, measure, cost, place, unit, parts in told:
        ledger.enter_project(
            title=title, quantity=Decimal(count), measure_unit=measure, cost=Decimal(cost), place=house.places[place],
            unit=house.units[unit], starts_on=day, due_on=day + dt.timedelta(days=60),
            parts=[(words, Decimal(amount)) for words, amount in parts], by=by, at=at,
        )  # fmt: skip


def _work_begins(house: House, at: dt.datetime) -> None:
    for title in (WELLS, LAMPS):
        _move(house, at, title, ProjectState.WORKING, "施工队进场。")


def _work_goes_on(house: House, at: dt.datetime) -> None:
    for title, words in ((WELLS, "第一口井洗完，泵装好，第二口在等配件。"), (LAMPS, "38 盏换了 25 盏。")):
        project_id = Project.objects.get(title=title).pk
        ledger.note_project(project_id=project_id, words=words, by=house.actor("caoli"), at=at)


def _work_ends(house: House, at: dt.datetime) -> None:
    _move(house, at, LAMPS, ProjectState.FINISHED, "38 盏全部亮了，夜里逐盏点过。")


def _move(house: House, at: dt.datetime, title: str, state: ProjectState, words: str) -> None:
    project, day = Project.objects.get(title=title), people.local_day(at)
    ledger.move_project(project_id=project.pk, state=state, on=day, words=words, by=house.actor("caoli"), at=at)


def _publish(house: House, at: dt.datetime) -> None:
    """The office shows the pledges, the projects and what was noted of them by the unit."""
    by = house.actor("linsufen")
    for pledge in Pledge.objects.all():
        ledger.publish_pledge(pledge_id=pledge.pk, by=by, at=at)
    for project in Project.objects.all():
        ledger.publish_project(project_id=project.pk, by=by, at=at)
        for note in project.notes.all():
            ledger.show_note(note_id=note.pk, by=by, at=at)
