"""Rules, licences, pledges and projects: each act, each refusal with nothing written, the journal entry."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, NotFound, Overtaken, Refusal
from huixiang.ledger import files, queries, services
from huixiang.ledger.models import LicenceItem, Pledge, PledgeCheck, Project, ProjectNote, Rule
from huixiang.ledger.queries import ProjectFilter
from huixiang.ledger.states import Kept, ProjectState, RuleKind, RuleState
from huixiang.ledger.testing import make_assigned
from huixiang.ledger.testing_registers import (
    TODAY,
    later,
    make_licence,
    make_note,
    make_pledge,
    make_project,
    make_rule,
)
from huixiang.people.testing import NOON, Cast

pytestmark = pytest.mark.django_db


def last_action() -> str:
    return JournalEntry.objects.latest("id").action


def put_in_force(cast: Cast, rule: Rule, by: str = "liufang", **facts: Any) -> Rule:
    known: dict[str, Any] = {"document_number": "青城管〔2026〕3号", "effective_on": later(1), "review_on": later(20)}
    act: dict[str, Any] = {"rule_id": rule.pk, "state": RuleState.DONE, "by": cast.actor(by), "at": NOON}
    return services.move_rule(**(act | known | facts))


class TestRule:
    def test_answers_problems(self, cast: Cast) -> None:
        problem = make_assigned(cast)
        rule = make_rule(cast, problem.number)

        assert [answer.problem for answer in rule.answers.all()] == [problem]
        assert last_action() == "ledger.rule.entered"

    def test_of_an_unknown_problem_is_refused(self, cast: Cast) -> None:
        with pytest.raises(services.RuleImpossible, match="999"):
            make_rule(cast, 999)
        assert not Rule.objects.exists()

    def test_comes_into_force_and_is_reviewed(self, cast: Cast) -> None:
        rule = put_in_force(cast, make_rule(cast))
        assert (rule.state, rule.document_number) == ("done", "青城管〔2026〕3号")
        assert list(queries.rules_to_review(later(19))) == []
        assert list(queries.rules_to_review(later(20))) == [rule]
        facts = {"rule_id": rule.pk, "review_on": later(400), "words": "仍然适用"}
        services.review_rule(**facts, by=cast.actor("liufang"), at=NOON)  # type: ignore[arg-type]
        assert list(queries.rules_to_review(later(20))) == []
        assert last_action() == "ledger.rule.reviewed"

    @pytest.mark.parametrize(
        "facts",
        [{"document_number": " "}, {"effective_on": None}, {"review_on": later(1)}, {"by": "wanglei"}],
    )
    def test_is_not_in_force_without_what_it_needs(self, cast: Cast, facts: dict[str, Any]) -> None:
        rule = make_rule(cast)
        with pytest.raises(Refusal):
            put_in_force(cast, rule, **facts)
        rule.refresh_from_db()
        assert rule.state == "planned"

    def test_in_force_does_not_go_back(self, cast: Cast) -> None:
        rule = put_in_force(cast, make_rule(cast))
        with pytest.raises(services.RuleImpossible):
            put_in_force(cast, rule, state=RuleState.DRAFTED)

    def test_abolished_is_never_reviewed(self, cast: Cast) -> None:
        rule = put_in_force(cast, make_rule(cast, kind=RuleKind.ABOLISHED))
        facts = {"rule_id": rule.pk, "review_on": later(9), "words": "好"}
        with pytest.raises(services.RuleImpossible):
            services.review_rule(**facts, by=cast.actor("liufang"), at=NOON)  # type: ignore[arg-type]


class TestLicence:
    def test_is_entered(self, cast: Cast) -> None:
        assert make_licence(cast).after == "2 份材料"
        assert last_action() == "ledger.licence.entered"

    def test_of_a_day_to_come_without_basis_or_by_a_unit_is_refused(self, cast: Cast) -> None:
        facts = {"title": "许可", "before": "5", "after": "2", "basis": "通知", "done_on": TODAY, "at": NOON}
        for wrong, by in (({"done_on": later(1)}, "liufang"), ({"basis": " "}, "liufang"), ({}, "wanglei")):
            with pytest.raises(Refusal):
                services.enter_licence(**(facts | wrong), by=cast.actor(by))  # type: ignore[arg-type]
        assert not LicenceItem.objects.exists()


class TestPledge:
    def check(self, cast: Cast, pledge: Pledge, by: str = "chentao", **facts: Any) -> PledgeCheck:
        seen: dict[str, Any] = {"found": Kept.KEPT, "words": "抽看了五盏，都在三天内修好", "at": NOON}
        item = pledge.items.all()[0]
        return services.check_pledge_item(item_id=item.pk, by=cast.actor(by), **(seen | facts))

    def test_counts_what_it_promises(self, cast: Cast) -> None:
        items = [("坏灯三天内修好", later(3))]
        facts: dict[str, Any] = {"unit": cast.roads, "title": "承诺", "items": items, "at": NOON}
        with pytest.raises(services.TallyDiffers, match="2"):
            services.make_pledge(**facts, promised=3, by=cast.actor("liufang"))
        with pytest.raises(services.PledgeImpossible):
            services.make_pledge(**(facts | {"items": []}), promised=0, by=cast.actor("liufang"))
        with pytest.raises(services.PledgeImpossible):
            services.make_pledge(**(facts | {"items": [("旧事", later(-1))]}), promised=1, by=cast.actor("liufang"))
        with pytest.raises(NotAllowed):
            services.make_pledge(**facts, promised=1, by=cast.actor("wanglei"))
        assert not Pledge.objects.exists()

    def test_becomes_public_once(self, cast: Cast) -> None:
        pledge, facts = make_pledge(cast), {"at": NOON}
        assert last_action() == "ledger.pledge.made"
        with pytest.raises(NotAllowed):
            services.publish_pledge(pledge_id=pledge.pk, by=cast.actor("wanglei"), at=NOON)
        assert not queries.pledges(public=True)
        services.publish_pledge(pledge_id=pledge.pk, by=cast.actor("liufang"), at=facts["at"])
        assert last_action() == "ledger.pledge.published"
        assert list(queries.pledges(public=True)) == [pledge]
        with pytest.raises(Overtaken):
            services.publish_pledge(pledge_id=pledge.pk, by=cast.actor("liufang"), at=NOON)

    def test_is_checked_by_somebody_else(self, cast: Cast) -> None:
        assert self.check(cast, make_pledge(cast)).found == "kept"
        assert last_action() == "ledger.pledge.checked"

    @pytest.mark.parametrize(
        ("by", "facts", "refusal"),
        [
            ("wanglei", {}, NotAllowed),
            ("liufang", {}, NotAllowed),
            ("chentao", {"words": ""}, services.WordsMissing),
            ("chentao", {"found": Kept.NOT_KEPT}, services.PledgeImpossible),
        ],
    )
    def test_is_not_checked(self, cast: Cast, by: str, facts: dict[str, Any], refusal: type[Refusal]) -> None:
        with pytest.raises(refusal):
            self.check(cast, make_pledge(cast), by, **facts)
        assert not PledgeCheck.objects.exists()

    def test_of_the_own_unit_is_not_checked(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            self.check(cast, make_pledge(cast, unit=cast.water))
        with pytest.raises(NotFound):
            services.check_pledge_item(item_id=9, found=Kept.KEPT, words="好", by=cast.actor("chentao"), at=NOON)


class TestProject:
    def move(self, cast: Cast, project: Project, state: ProjectState, **facts: Any) -> Project:
        act: dict[str, Any] = {"on": TODAY, "words": "开工了", "by": cast.actor("wanglei"), "at": NOON}
        return services.move_project(project_id=project.pk, state=state, **(act | facts))

    def test_has_a_cost_that_adds_up(self, cast: Cast) -> None:
        facts: dict[str, Any] = {
            "title": "铺路", "quantity": Decimal(3300), "measure_unit": "平方米", "cost": Decimal(364_000),
            "unit": cast.roads, "starts_on": TODAY, "due_on": later(9), "by": cast.actor("liufang"), "at": NOON,
        }  # fmt: skip
        with pytest.raises(services.TallyDiffers, match="4,000"):
            services.enter_project(**facts, parts=[("石料", Decimal(300_000)), ("人工", Decimal(60_000))])
        assert not Project.objects.exists()
        project = services.enter_project(**facts, parts=[("石料", Decimal(300_000)), ("人工", Decimal(64_000))])
        assert project.parts.count() == 2
        assert last_action() == "ledger.project.entered"

    def test_is_begun_finished_and_taken_up_again(self, cast: Cast) -> None:
        project = make_project(cast)
        assert self.move(cast, project, ProjectState.WORKING).started_on == TODAY
        assert self.move(cast, project, ProjectState.FINISHED).finished_on == TODAY
        assert self.move(cast, project, ProjectState.WORKING).finished_on is None
        assert last_action() == "ledger.project.moved"
        assert ProjectNote.objects.count() == 3

    @pytest.mark.parametrize(
        ("state", "facts"),
        [
            (ProjectState.FINISHED, {}),
            (ProjectState.WORKING, {"on": TODAY + dt.timedelta(days=1)}),
            (ProjectState.WORKING, {"words": " "}),
        ],
    )
    def test_is_not_moved(self, cast: Cast, state: ProjectState, facts: dict[str, Any]) -> None:
        project = make_project(cast)
        with pytest.raises(Refusal):
            self.move(cast, project, state, **facts)
        project.refresh_from_db()
        assert project.state == "planned"

    def test_is_noted_by_its_unit_alone_and_keeps_the_file(self, cast: Cast) -> None:
        project = make_project(cast)
        note = make_note(cast, project)
        assert files.path_of(queries.kept_file(note.pk)).exists()
        assert last_action() == "ledger.project.noted"
        with pytest.raises(NotAllowed):
            services.note_project(project_id=project.pk, words="好", by=cast.actor("hanbing"), at=NOON)
        assert files.sweep_orphans(at=NOON + dt.timedelta(days=9_999)) == 0

    def test_becomes_public(self, cast: Cast) -> None:
        project = make_project(cast)
        with pytest.raises(NotAllowed):
            services.publish_project(project_id=project.pk, by=cast.actor("wanglei"), at=NOON)
        services.publish_project(project_id=project.pk, by=cast.actor("liufang"), at=NOON)
        assert list(queries.projects(ProjectFilter(), public=True)) == [project]
        assert last_action() == "ledger.project.published"

    def test_counts_into_totals_that_add_up(self, cast: Cast) -> None:
        self.move(cast, make_project(cast, cost=Decimal("145000.50")), ProjectState.WORKING)
        make_project(cast, cost=Decimal(364_000))
        make_project(cast, cost=Decimal(1), unit=cast.water)

        totals = queries.totals_of(queries.projects(ProjectFilter(unit=cast.roads)))
        assert (totals.count, totals.cost) == (2, Decimal("509000.50"))
        assert totals.by_state[ProjectState.WORKING] == (1, Decimal("145000.50"))
        assert totals.by_state[ProjectState.PLANNED] == (1, Decimal(364_000))
