"""Builders of plans, rules, pledges and projects, through the services, by 刘芳 of the office."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from huixiang.folio.uploads import make_safe
from huixiang.ledger import queries, services
from huixiang.ledger.models import LicenceItem, Plan, PlanResult, Pledge, PledgeCheck, Project, ProjectNote, Rule
from huixiang.ledger.plan_lines import digest_of
from huixiang.ledger.states import Kept, PlanKind, RuleKind
from huixiang.people.models import Unit
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.models import Problem

TODAY = NOON.date()


def later(days: int) -> dt.date:
    """A day after the cast's today."""
    return TODAY + dt.timedelta(days=days)


def make_plan(cast: Cast, *problems: Problem, title: str = "整改方案", approved: bool = False) -> Plan:
    """A rectification plan with these problems, begun by 刘芳 and approved by 高远 from above."""
    by = cast.actor("liufang")
    plan = services.make_plan(
        kind=PlanKind.RECTIFICATION, title=title, since=TODAY, until=later(90), unit=cast.top, by=by, at=NOON
    )
    if problems:
        services.take_into_plan(plan_id=plan.pk, problem_ids=[each.pk for each in problems], by=by, at=NOON)
    if approved:
        seen = digest_of(queries.lines_now(plan))
        above = cast.actor("gaoyuan")
        services.approve_plan(plan_id=plan.pk, words="领导小组第3次会议", seen=seen, by=above, at=NOON)
    return plan


def make_result(cast: Cast, plan: Plan) -> PlanResult:
    """A first result that was seen today."""
    return services.note_result(plan_id=plan.pk, seen_on=TODAY, words="先修好了一半", by=cast.actor("liufang"), at=NOON)


def make_rule(cast: Cast, *numbers: int, title: str = "路灯巡查制度", kind: RuleKind = RuleKind.NEW) -> Rule:
    """A rule that is planned, for the problems of these numbers."""
    return services.enter_rule(
        title=title, kind=kind, unit=cast.roads, due_on=later(30), numbers=numbers, by=cast.actor("liufang"), at=NOON
    )


def make_licence(cast: Cast, title: str = "临时占道许可") -> LicenceItem:
    """A licence that was cut down today."""
    return services.enter_licence(
        title=title, before="7 份材料", after="2 份材料", basis="市政府第12号通知", done_on=TODAY,
        by=cast.actor("liufang"), at=NOON,
    )  # fmt: skip


def make_pledge(cast: Cast, *, unit: Unit | None = None, title: str = "路灯服务承诺") -> Pledge:
    """A pledge of the roads unit with two things."""
    items = [("坏灯三天内修好", later(3)), ("每月巡查一遍", later(30))]
    return services.make_pledge(
        unit=unit or cast.roads, title=title, items=items, promised=2, by=cast.actor("liufang"), at=NOON
    )


def make_check(cast: Cast, pledge: Pledge) -> PledgeCheck:
    """That 陈涛 of the water unit saw the first item kept."""
    item = pledge.items.all()[0]
    return services.check_pledge_item(
        item_id=item.pk, found=Kept.KEPT, words="看过，三天内都修了。", by=cast.actor("chentao"), at=NOON
    )


def make_project(
    cast: Cast,
    *,
    title: str = "桂花路护栏",
    cost: Decimal = Decimal(145_000),
    unit: Unit | None = None,
    parts: tuple[tuple[str, Decimal], ...] = (),
) -> Project:
    """A planned project of the roads unit."""
    return services.enter_project(
        title=title, quantity=Decimal(1720), measure_unit="米", cost=cost, unit=unit or cast.roads, starts_on=TODAY,
        due_on=later(60), parts=parts, by=cast.actor("liufang"), at=NOON,
    )  # fmt: skip


def make_note(cast: Cast, project: Project) -> ProjectNote:
    """A note with a text file."""
    file = make_safe("到货 1720 米".encode(), name="到货单.txt")
    facts = {"project_id": project.pk, "words": "材料到了"}
    return services.note_project(**facts, file=file, name="到货单.txt", by=cast.actor("wanglei"), at=NOON)  # type: ignore[arg-type]
