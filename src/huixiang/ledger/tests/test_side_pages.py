"""Pages beside a problem and the supervisor's desk: who sees what, what bad input answers, constant queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huixiang.kernel import clock
from huixiang.ledger import services
from huixiang.ledger.models import Exclusion, Reminder, SupervisionOrder, Suspension
from huixiang.ledger.testing import make_assigned, make_claimed
from huixiang.ledger.testing_sides import (
    make_exclusion,
    make_supervision,
    make_supervision_answered,
    make_suspension,
    make_suspension_asked,
)
from huixiang.people.testing import NOON, Cast

SignIn = Callable[[str], Client]
SOON = dt.timedelta(days=30)


def page(client: Client, path: str) -> str:
    """The text of a page of the desk that must load."""
    response = client.get(f"/desk/{path}")
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


class TestSuspensionPages:
    def test_go_from_asking_to_the_badge(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_assigned(cast)
        day = (clock.now() + SOON).date().isoformat()
        unit, office = sign_in("zhouming"), sign_in("liufang")

        asked = unit.post(
            f"/desk/problems/{problem.number}/suspend/", {"cause": "汛期", "plan": "九月开挖", "review_on": day}
        )
        suspension = Suspension.objects.get()
        url = f"/desk/problems/{problem.number}/suspensions/{suspension.pk}"
        said = office.get(f"{url}/decide/").content.decode()
        decided = office.post(f"{url}/decide/", {"granted": "yes", "words": "看过现场"})

        assert (asked.status_code, decided.status_code) == (302, 302)
        assert "九月开挖" in said
        assert "看过现场" in page(unit, f"problems/{problem.number}/")

    @pytest.mark.parametrize(
        ("facts", "status"),
        [
            ({"cause": "", "plan": "九月开挖", "review_on": "2099-01-01"}, 422),
            ({"cause": "汛期", "plan": "九月开挖", "review_on": "昨天"}, 422),
            ({"cause": "汛期", "plan": "九月开挖", "review_on": "2020-01-01"}, 409),
            ({"cause": "汛期", "plan": "九月开挖", "review_on": "2099-01-01"}, 409),
        ],
    )
    def test_keep_what_was_typed(self, cast: Cast, sign_in: SignIn, facts: dict[str, str], status: int) -> None:
        problem = make_assigned(cast)

        response = sign_in("wanglei").post(f"/desk/problems/{problem.number}/suspend/", facts)

        assert response.status_code == status
        assert "九月开挖" in response.content.decode()
        assert not Suspension.objects.exists()

    def test_refuse_the_unit_its_own_decision_with_the_reason(self, cast: Cast, sign_in: SignIn) -> None:
        suspension = make_suspension_asked(cast)
        url = f"/desk/problems/{suspension.problem.number}/suspensions/{suspension.pk}/decide/"

        response = sign_in("zhouming").post(url, {"granted": "yes", "words": "同意"})

        assert response.status_code == 403
        suspension.refresh_from_db()
        assert suspension.state == "asked"

    def test_of_another_problem_are_not_found(self, cast: Cast, sign_in: SignIn) -> None:
        suspension, other = make_suspension(cast), make_assigned(cast, title="井盖缺了")

        url = f"/desk/problems/{other.number}/suspensions/{suspension.pk}/review/"
        assert sign_in("gaoyuan").get(url).status_code == 404

    def test_ask_for_a_day_to_prolong(self, cast: Cast, sign_in: SignIn) -> None:
        suspension = make_suspension(cast)
        url = f"/desk/problems/{suspension.problem.number}/suspensions/{suspension.pk}/review/"

        assert sign_in("gaoyuan").post(url, {"goes_on": "yes", "words": "还没完"}).status_code == 422
        assert sign_in("gaoyuan").post(url, {"goes_on": "no", "words": "可以修了"}).status_code == 302


class TestExclusionPages:
    def test_go_from_the_claim_to_the_objection(self, cast: Cast, sign_in: SignIn) -> None:
        exclusion = make_exclusion(cast)
        number = exclusion.problem.number
        unit, office = sign_in("zhouming"), sign_in("liufang")

        office.post(f"/desk/problems/{number}/exclusions/{exclusion.pk}/decide/", {"granted": "no", "words": "归你们"})
        unit.post(f"/desk/problems/{number}/objections/exclusion:{exclusion.pk}/", {"words": "界桩在东边"})
        appeal = exclusion.problem.appeals.get()
        url = f"/desk/problems/{number}/objections/{appeal.pk}/decide/"
        again = office.post(url, {"granted": "no", "words": "归你们"})
        upheld = sign_in("gaoyuan").post(url, {"granted": "yes", "words": "查过界桩"})

        assert (again.status_code, upheld.status_code) == (403, 302)
        exclusion.refresh_from_db()
        assert exclusion.state == "granted"

    def test_need_evidence(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_assigned(cast)

        response = sign_in("wanglei").post(
            f"/desk/problems/{problem.number}/exclude/", {"reason": "not_true", "words": "没有这回事"}
        )

        assert (response.status_code, Exclusion.objects.count()) == (422, 0)


class TestSupervisionPages:
    def test_send_an_order_about_problems(self, cast: Cast, sign_in: SignIn) -> None:
        problem, client = make_assigned(cast), sign_in("gaoyuan")
        day = (clock.now() + SOON).date().isoformat()
        facts = {"unit": str(cast.roads.pk), "found": "没人到场", "requires": "三天内修好", "answer_by": day}

        wrong = client.post("/desk/supervision/new/", facts | {"problems": "7，八"})
        missing = client.post("/desk/supervision/new/", facts | {"problems": "99"})
        sent = client.post("/desk/supervision/new/", facts | {"problems": str(problem.number)})

        assert (wrong.status_code, missing.status_code, sent.status_code) == (422, 422, 302)
        assert "没人到场" in page(sign_in("wanglei"), f"supervision/{SupervisionOrder.objects.get().pk}/")

    def test_go_from_the_signature_to_the_review(self, cast: Cast, sign_in: SignIn) -> None:
        order = make_supervision(cast, make_assigned(cast))
        unit, supervisor, url = sign_in("zhouming"), sign_in("gaoyuan"), f"/desk/supervision/{order.pk}"

        statuses = [
            unit.post(f"{url}/answer/", {"words": "已换灯"}).status_code,
            unit.post(f"{url}/sign/", {"sure": "on"}).status_code,
            unit.post(f"{url}/answer/", {"words": " "}).status_code,
            unit.post(f"{url}/answer/", {"words": "已换灯"}).status_code,
            unit.post(f"{url}/review/", {"passed": "yes", "words": "够了"}).status_code,
            supervisor.post(f"{url}/review/", {"passed": "no", "words": "不够"}).status_code,
            supervisor.post(f"{url}/review/", {"passed": "yes", "words": "够了"}).status_code,
        ]

        assert statuses == [403, 302, 422, 302, 403, 422, 302]

    def test_hide_orders_from_other_units(self, cast: Cast, sign_in: SignIn) -> None:
        order = make_supervision(cast)

        assert sign_in("hanbing").get(f"/desk/supervision/{order.pk}/").status_code == 404
        assert "没有人到场" not in page(sign_in("hanbing"), "supervision/orders/")
        assert "没有人到场" in page(sign_in("wanglei"), "supervision/orders/")

    @pytest.mark.parametrize(
        ("state", "found"), [("", True), ("sent", True), ("passed", False), ("late", True), ("nonsense", True)]
    )
    def test_filter_by_state(self, cast: Cast, sign_in: SignIn, state: str, found: bool) -> None:
        make_supervision(cast)

        assert ("没有人到场" in page(sign_in("gaoyuan"), f"supervision/orders/?state={state}")) == found

    def test_tell_on_the_start_page_what_waits(self, cast: Cast, sign_in: SignIn) -> None:
        make_supervision(cast)
        make_supervision_answered(cast)
        make_suspension_asked(cast)

        assert "supervision/orders/?state=waiting" in page(sign_in("wanglei"), "")
        assert "supervision/orders/?state=answered" in page(sign_in("gaoyuan"), "")
        assert "supervision/decisions/" in page(sign_in("liufang"), "")


class TestDesk:
    def test_counts_and_opens_to_its_rows(self, cast: Cast, sign_in: SignIn) -> None:
        make_suspension(cast, make_suspension_asked(cast, make_assigned(cast, title="等汛期的水管")))
        make_exclusion(cast, make_assigned(cast, title="归邻县的路"), granted=True)
        make_supervision(cast)
        client = sign_in("gaoyuan")

        assert "等汛期的水管" in page(client, "supervision/")
        for kind in ("overdue", "quiet", "suspended"):
            assert "等汛期的水管" in page(client, f"supervision/rows/{kind}/")
        assert page(client, "supervision/rows/excluded/")
        assert page(client, "supervision/decisions/")

    @pytest.mark.parametrize("username", ["wanglei", "zhouming", "hejing", "chentao"])
    def test_is_for_those_who_decide(self, cast: Cast, sign_in: SignIn, username: str) -> None:
        assert sign_in(username).get("/desk/supervision/").status_code == 403

    @pytest.mark.parametrize("path", ["supervision/", "supervision/decisions/", "overview/"])
    def test_costs_the_same_at_3_and_10_problems(self, cast: Cast, sign_in: SignIn, path: str) -> None:
        client = sign_in("zhouming" if path == "overview/" else "gaoyuan")
        costs = []
        for more in (3, 7):
            for _nth in range(more):
                make_suspension_asked(cast)
            page(client, path)
            with CaptureQueriesContext(connection) as queries:
                page(client, path)
            costs.append(len(queries))

        assert costs[0] == costs[1]


class TestOverview:
    def test_shows_a_leader_the_own_unit(self, cast: Cast, sign_in: SignIn) -> None:
        make_assigned(cast, title="路灯坏了")
        make_claimed(cast, make_assigned(cast, title="井盖缺了"))
        make_assigned(cast, title="水管漏水", unit=cast.water, leader=cast.people["maqiang"])
        client = sign_in("zhouming")

        opened = page(client, "overview/open/")
        assert ("路灯坏了" in opened, "井盖缺了" in opened, "水管漏水" in opened) == (True, True, False)
        assert "井盖缺了" in page(client, "overview/to_sign/")
        assert "路灯坏了" in page(client, "overview/")
        assert client.get("/desk/overview/nonsense/").status_code == 404

    @pytest.mark.parametrize("username", ["wanglei", "gaoyuan", "liufang"])
    def test_is_for_leaders(self, cast: Cast, sign_in: SignIn, username: str) -> None:
        assert sign_in(username).get("/desk/overview/").status_code == 403


class TestLadderPages:
    def test_begin_with_the_usual_steps(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("liufang")

        assert client.post("/desk/supervision/ladder/usual/").status_code == 302
        assert "supervision/ladder/" in page(client, "supervision/ladder/")
        assert client.post("/desk/supervision/ladder/set/", {"days": "x", "to": "leader"}).status_code == 422
        past = {"days": "1", "to": "leader", "since": "2020-01-01"}
        assert client.post("/desk/supervision/ladder/set/", past).status_code == 409

    def test_show_reminders_to_whom_they_are_for(self, cast: Cast, sign_in: SignIn) -> None:
        services.take_usual_ladder(by=cast.actor("liufang"), at=NOON)
        make_assigned(cast, due_on=dt.date(2026, 3, 4))
        services.climb_ladder(at=NOON + dt.timedelta(days=2))
        client = sign_in("zhouming")

        assert "路灯坏了三盏" in page(client, "supervision/reminders/")
        assert "路灯坏了三盏" not in page(sign_in("maqiang"), "supervision/reminders/")
        reminder = Reminder.objects.get(receiver=cast.people["zhouming"])
        assert sign_in("maqiang").post(f"/desk/supervision/reminders/{reminder.pk}/").status_code == 404
        assert client.post(f"/desk/supervision/reminders/{reminder.pk}/").status_code == 302
        assert "路灯坏了三盏" not in page(client, "supervision/reminders/")
