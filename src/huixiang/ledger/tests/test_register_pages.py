"""The pages of plans, pledges and projects as the office uses them and as everybody sees them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from huixiang.ledger import services
from huixiang.ledger.models import PlanItem, Project
from huixiang.ledger.testing import make_working
from huixiang.ledger.testing_registers import make_plan, make_pledge, make_project, make_rule
from huixiang.people.testing import NOON, Cast

SignIn = Callable[[str], Client]
PROJECT = {
    "title": "桂花路护栏", "quantity": "1720", "measure_unit": "米", "starts_on": "2026-03-02", "due_on": "2026-05-01",
}  # fmt: skip


class TestPlanPage:
    def test_shows_live_states_beside_what_was_approved(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_working(cast)
        plan = make_plan(cast, problem, approved=True)
        measure = problem.measures.all()[0]
        services.finish_measure(measure_id=measure.pk, by=cast.actor("wanglei"), at=NOON)
        office = sign_in("liufang")

        page = office.get(reverse("plans:plan", args=[plan.pk])).content.decode()
        assert "第1版以后的变化" in page
        assert "措施：换三盏路灯的灯头：已计划 → 已落实" in page
        assert office.get(reverse("plans:version", args=[plan.pk, 1])).status_code == 200

    def test_takes_problems_and_rules_in(self, cast: Cast, sign_in: SignIn) -> None:
        plan, problem, rule = make_plan(cast), make_working(cast), make_rule(cast)
        url = reverse("plans:take", args=[plan.pk])
        office = sign_in("liufang")

        assert office.post(url, {}).status_code == 422
        assert office.post(url, {"numbers": str(problem.number), "rules": [rule.pk]}).status_code == 302
        assert PlanItem.objects.count() == 2
        assert office.post(url, {"numbers": str(problem.number)}).status_code == 409


class TestProjectPage:
    def test_asks_what_an_unclear_amount_means(self, cast: Cast, sign_in: SignIn) -> None:
        typed: dict[str, Any] = {**PROJECT, "unit": cast.roads.pk, "cost": "1,2.5,00 万元"}
        answer = sign_in("liufang").post(reverse("plans:project_new"), typed)

        assert answer.status_code == 422
        assert "125,000 / 125,000,000" in answer.content.decode()
        assert not Project.objects.exists()

    def test_enters_one_and_shows_its_total(self, cast: Cast, sign_in: SignIn) -> None:
        typed: dict[str, Any] = {**PROJECT, "unit": cast.roads.pk, "cost": "14.5万元"}
        office = sign_in("liufang")

        assert office.post(reverse("plans:project_new"), typed).status_code == 302
        assert "145,000" in office.get(reverse("plans:projects")).content.decode()


class TestPublicPages:
    def test_show_only_what_was_published(self, cast: Cast, client: Client) -> None:
        pledge, project = make_pledge(cast), make_project(cast)
        assert "坏灯三天内修好" not in client.get(reverse("plans:public_pledges")).content.decode()
        services.publish_pledge(pledge_id=pledge.pk, by=cast.actor("liufang"), at=NOON)
        services.publish_project(project_id=project.pk, by=cast.actor("liufang"), at=NOON)

        assert "还没有人检查" in client.get(reverse("plans:public_pledges")).content.decode()
        assert "145,000" in client.get(reverse("plans:public_projects")).content.decode()
