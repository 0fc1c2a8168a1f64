"""Pages of parts and of consulting: forms, refusals with their status, what a unit finds among its tasks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.http import urlencode

from huixiang.kernel import clock
from huixiang.ledger import services
from huixiang.ledger.models import Consultation, Order
from huixiang.ledger.services import Part
from huixiang.ledger.states import OrderKind
from huixiang.ledger.testing import make_assigned
from huixiang.people.testing import Cast
from huixiang.sorting.testing import make_problem

SignIn = Callable[[str], Client]


@pytest.fixture
def part(cast: Cast) -> Order:
    """The order of 供排水股 that helps the roads unit."""
    problem = make_assigned(cast, at=clock.now(), limit_working_days=5)
    given = Part(cast.water, OrderKind.ASSIST, task="查水管。")
    by = cast.actor("zhouming")
    return services.share_order(order_id=problem.orders.get().pk, part=given, by=by, at=clock.now())


def url(part: Order, act: str = "") -> str:
    return f"/desk/problems/{part.problem.number}/" + (f"parts/{part.number}/{act}/" if act else "")


class TestPartPages:
    def test_stand_on_the_page_of_the_problem_and_in_the_tasks(self, part: Order, sign_in: SignIn) -> None:
        client = sign_in("hanbing")
        page, tasks = (client.get(path).content.decode() for path in (url(part), "/desk/tasks/"))

        assert "其他单位的部分" in page
        assert url(part, "sign") in page
        assert "协办" in tasks

    def test_lead_from_signing_to_finished(self, part: Order, sign_in: SignIn) -> None:
        client = sign_in("hanbing")
        assert client.post(url(part, "sign")).status_code == 302
        assert client.post(url(part, "report"), {"solved": "yes", "words": ""}).status_code == 422
        assert client.post(url(part, "report"), {"solved": "yes", "words": "修好了。"}).status_code == 302
        part.refresh_from_db()

        assert part.state == "reported"

    def test_give_back_and_take_back(self, part: Order, sign_in: SignIn) -> None:
        assert sign_in("hanbing").post(url(part, "return"), {"reason": "不归我们。"}).status_code == 302
        decided = sign_in("wanglei").post(url(part, "decide"), {"decision": "back", "reason": "另请。"})
        part.refresh_from_db()

        assert (decided.status_code, part.state) == (302, "withdrawn")

    @pytest.mark.parametrize(("act", "who"), [("sign", "wanglei"), ("withdraw", "hanbing"), ("extend", "hanbing")])
    def test_say_why_not(self, part: Order, sign_in: SignIn, act: str, who: str) -> None:
        assert sign_in(who).get(url(part, act)).status_code == 403

    def test_refuse_a_day_behind_the_whole_and_keep_what_was_typed(self, part: Order, sign_in: SignIn) -> None:
        facts = {"due_on": "2029-01-01", "reason": "等配件。"}
        response = sign_in("wanglei").post(url(part, "extend"), facts)

        assert response.status_code == 409
        assert "等配件。" in response.content.decode()

    def test_ask_and_hand_down_with_a_form(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_assigned(cast, at=clock.now())
        base = f"/desk/problems/{problem.number}/order/"
        client = sign_in("wanglei")

        assert client.get(base + "hand-down/").status_code == 200
        assert client.post(base + "assist/", {"unit": cast.water.pk, "task": "查水管。"}).status_code == 302
        assert client.post(base + "assist/", {"unit": cast.water.pk, "task": "查水管。"}).status_code == 409


class TestConsultingPages:
    def test_ask_answer_and_propose_the_owner(self, cast: Cast, sign_in: SignIn) -> None:
        number = make_problem(cast).number
        base = f"/desk/problems/{number}/"
        office, unit = sign_in("liufang"), sign_in("hanbing")
        facts = {"units": [cast.roads.pk, cast.water.pk], "hours": 8, "question": "哪段路？"}
        assert office.post(f"{base}consult/", facts).status_code == 302
        asked = Consultation.objects.get(unit=cast.water)
        assert f"{base}consult/{asked.pk}/" in unit.get("/desk/tasks/").content.decode()
        assert unit.post(f"{base}consult/{asked.pk}/", {"answer": "with", "words": "一起。"}).status_code == 422
        assert unit.post(f"{base}consult/{asked.pk}/", {"answer": "yes", "words": "在我们辖区。"}).status_code == 302

        page = office.get(base).content.decode()
        assert "派单前会商" in page
        assert "在我们辖区。" in page
        assert f'value="{cast.water.pk}" selected' in office.get(f"{base}assign/").content.decode()


class TestOrderList:
    def test_finds_by_words_and_by_state(self, part: Order, sign_in: SignIn) -> None:
        client = sign_in("liufang")
        for query, there in (({"q": "路灯"}, True), ({"q": "没有这事"}, False), ({"state": "archived"}, False)):
            page = client.get(f"/desk/orders/?{urlencode(query)}").content.decode()

            assert (part.problem.title in page) is there
