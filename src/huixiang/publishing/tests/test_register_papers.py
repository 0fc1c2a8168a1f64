"""Plans, rules, pledges and projects as papers: which reading it is, and figures that open what was counted."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from huixiang.folio.lists.reading import read_outline
from huixiang.folio.papers.provenance import figures_of
from huixiang.ledger import services as ledger
from huixiang.ledger.models import Plan
from huixiang.ledger.states import ProjectState, RuleState
from huixiang.ledger.testing import make_assigned, make_measure
from huixiang.ledger.testing_registers import (
    TODAY,
    later,
    make_check,
    make_note,
    make_plan,
    make_pledge,
    make_project,
    make_rule,
)
from huixiang.people.testing import NOON, Cast
from huixiang.publishing.models import MadePaper, Provenance
from huixiang.publishing.papers import files
from huixiang.publishing.queries.figures import open_figure
from huixiang.publishing.queries.terms import Terms
from huixiang.publishing.states import PaperForm, PaperKind, Question
from huixiang.publishing.tests.test_papers import ordered, rows_of

pytestmark = pytest.mark.django_db


def words_of(paper: MadePaper, form: str = "docx") -> str:
    outline = read_outline(files.path_of(paper.code).read_bytes(), name=f"a.{form}")
    texts = [each.text for each in outline.rest] + [each.text for each in outline.items]
    return "".join("".join(texts).split())


def planned(cast: Cast) -> Plan:
    """An approved plan of one problem with two measures, one of them done, since changed."""
    problem = make_assigned(cast)
    done = make_measure(cast, problem)
    plan = make_plan(cast, problem, approved=True)
    make_measure(cast, problem)
    ledger.finish_measure(measure_id=done.pk, by=cast.actor("wanglei"), at=NOON)
    return plan


class TestPlan:
    def test_as_it_stands_says_so_and_how_far_it_moved(self, cast: Cast) -> None:
        plan = planned(cast)

        told = words_of(ordered(cast, PaperKind.PLAN, PaperForm.DOCX, terms=Terms(plan=plan.pk)))

        assert "截至2026年3月2日的台账现状，与批准的第1版相比有2处变动" in told
        assert "共1个问题，其中已销号0个；整改措施2项，其中已完成1项。问题和措施分别计数。" in told

    def test_of_a_version_prints_what_was_approved(self, cast: Cast) -> None:
        plan = planned(cast)

        told = words_of(ordered(cast, PaperKind.PLAN, PaperForm.DOCX, terms=Terms(plan=plan.pk, version=1)))

        assert "第1版，2026年3月2日批准（领导小组第3次会议）" in told
        assert "整改措施1项，其中已完成0项" in told

    def test_counts_each_figure_from_rows_that_open(self, cast: Cast) -> None:
        plan = planned(cast)
        paper = ordered(cast, PaperKind.PLAN, terms=Terms(plan=plan.pk, version=1))

        found = figures_of(files.path_of(paper.code).read_bytes(), name="a.xlsx")
        figure = Provenance.objects.get(paper=paper, question=Question.MEASURES)
        opened = open_figure(figure.code, reader=cast.actor("liufang"), today=TODAY)

        assert [printed for printed, _source in found] == ["1", "0", "1", "0"]
        assert (opened.value, opened.then, opened.now, opened.came) == (1, 1, 2, 1)

    def test_never_approved_says_so(self, cast: Cast) -> None:
        plan = make_plan(cast, make_assigned(cast))

        assert "尚未批准" in words_of(ordered(cast, PaperKind.PLAN, PaperForm.DOCX, terms=Terms(plan=plan.pk)))

    def test_of_rules_counts_rules(self, cast: Cast) -> None:
        plan, rule = make_plan(cast), make_rule(cast, make_assigned(cast).number)
        office = cast.actor("liufang")
        ledger.take_into_plan(plan_id=plan.pk, rule_ids=[rule.pk], by=office, at=NOON)

        paper = ordered(cast, PaperKind.PLAN, PaperForm.PDF, terms=Terms(plan=plan.pk))

        assert "项，其中已施行或已废止" in words_of(paper, "pdf")


class TestRules:
    def test_lists_each_rule_with_what_it_answers(self, cast: Cast) -> None:
        number = make_assigned(cast).number
        rule = make_rule(cast, number)
        office, facts = cast.actor("liufang"), {"document_number": "城管〔2026〕3号", "effective_on": TODAY}
        ledger.move_rule(rule_id=rule.pk, state=RuleState.DONE, by=office, at=NOON, **facts)  # type: ignore[arg-type]

        row = rows_of(ordered(cast, PaperKind.RULES))[0]

        assert {name: cell for name, cell in row.items() if cell} == {
            "序号": "1", "制度名称": "路灯巡查制度", "类型": "新建", "对应问题": str(number), "责任部门": "市政道路股",
            "完成时限": later(30).isoformat(), "文号": "城管〔2026〕3号", "施行日期": "2026-03-02",
            "状态": row["状态"],
        }  # fmt: skip

    def test_leaves_out_what_was_given_up(self, cast: Cast) -> None:
        make_rule(cast, title="保留的制度")
        given_up, office = make_rule(cast, title="放弃的制度"), cast.actor("liufang")
        ledger.move_rule(rule_id=given_up.pk, state=RuleState.GIVEN_UP, by=office, at=NOON)

        assert [row["制度名称"] for row in rows_of(ordered(cast, PaperKind.RULES))] == ["保留的制度"]


class TestPledges:
    def test_say_for_each_thing_what_was_found(self, cast: Cast) -> None:
        make_check(cast, make_pledge(cast))

        paper = ordered(cast, PaperKind.PLEDGES)

        found = [(row["承诺事项"], row["兑现检查"], row["检查人"]) for row in rows_of(paper)]
        assert found == [("坏灯三天内修好", "已兑现", "陈涛"), ("每月巡查一遍", "还没有人检查", "")]
        counts = {each.question: each.value for each in paper.figures.all()}
        assert counts == {"promises": 2, "promises_kept": 1}


class TestProjects:
    def test_add_up_in_yuan(self, cast: Cast) -> None:
        make_note(cast, make_project(cast, parts=(("钢管", Decimal(100_000)), ("安装", Decimal(45_000)))))
        done, unit = make_project(cast, title="旧井修复", cost=Decimal("266000.50")), cast.actor("wanglei")
        for state in (ProjectState.WORKING, ProjectState.FINISHED):
            ledger.move_project(project_id=done.pk, state=state, on=TODAY, words="好了", by=unit, at=NOON)

        told = words_of(ordered(cast, PaperKind.PROJECTS, PaperForm.DOCX))

        assert "共2个项目，资金合计411,000.50元；其中已完成1个，资金266,000.50元。" in told


class TestOrdering:
    def test_a_plan_asks_which(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.people["liufang"])
        facts = {"kind": "plan", "form": "xlsx"}

        assert client.post("/desk/papers/", facts).status_code == 422
        answer = client.post("/desk/papers/", {**facts, "plan": f"{planned(cast).pk}:1"})
        assert answer.status_code == 303

    def test_a_register_is_not_narrowed_by_state(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.people["liufang"])
        make_rule(cast)

        facts = {"kind": "rules", "form": "xlsx", "state": "working"}
        assert client.post("/desk/papers/", facts).status_code == 422

    def test_figures_of_registers_open(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.people["liufang"])
        make_project(cast)
        make_check(cast, make_pledge(cast))
        make_rule(cast)
        papers = [ordered(cast, kind) for kind in (PaperKind.RULES, PaperKind.PLEDGES, PaperKind.PROJECTS)]

        for figure in Provenance.objects.filter(paper__in=papers):
            assert client.get(f"/desk/figures/{figure.code}/").status_code == 200
