from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huixiang.ledger.models import Evidence
from huixiang.ledger.testing import make_working
from huixiang.people.testing import NOON, Cast
from huixiang.publishing import services
from huixiang.publishing.models import Publication, PublicMeasure, PublicReply
from huixiang.publishing.testing import make_problem, make_public

SignIn = Callable[[str], Client]
PHONE = "13800138000"


class TestQueue:
    def test_asks_outsiders_to_sign_in(self, cast: Cast, client: Client) -> None:
        assert client.get("/desk/publishing/").status_code == 302

    @pytest.mark.parametrize("who", ["hejing", "wanglei", "chentao", "gaoyuan", "admin"])
    def test_is_for_the_office(self, cast: Cast, sign_in: SignIn, who: str) -> None:
        assert sign_in(who).get("/desk/publishing/").status_code == 403

    def test_lists_what_waits_until_it_is_approved(self, cast: Cast, sign_in: SignIn) -> None:
        problem, client = make_problem(cast, title="路灯不亮"), sign_in("liufang")

        before = client.get("/desk/publishing/").content.decode()
        make_public(cast, problem)

        assert "路灯不亮" in before
        assert "路灯不亮" not in client.get("/desk/publishing/").content.decode()

    @pytest.mark.parametrize("kind", ["words", "measures", "evidence", "replies", "nonsense"])
    def test_costs_the_same_for_3_and_30_rows(self, cast: Cast, sign_in: SignIn, kind: str) -> None:
        client, counts = sign_in("liufang"), []
        client.get("/desk/publishing/")
        for more in (3, 27):
            for _ in range(more):
                make_problem(cast)
            with CaptureQueriesContext(connection) as captured:
                client.get("/desk/publishing/", {"kind": kind})
            counts.append(len(captured))

        assert counts[0] == counts[1]


class TestApprovingWords:
    def test_offers_what_was_found_with_the_certain_ticked(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_problem(cast, statement=f"路灯不亮，打{PHONE}没人接")

        page = sign_in("liufang").get(f"/desk/publishing/{problem.number}/").content.decode()

        assert f'value="{PHONE}"' in page
        assert "<mark" in page
        assert "checked" in page

    def test_covers_what_is_ticked(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_problem(cast, statement=f"路灯不亮，打{PHONE}没人接")
        sent = {"title": "路灯", "words": problem.statement, "offered": [PHONE], "masks": [PHONE]}

        sign_in("liufang").post(f"/desk/publishing/{problem.number}/words", sent)

        assert Publication.objects.get().words == "路灯不亮，打［电话］没人接"

    def test_covers_a_number_nobody_was_asked_about(self, cast: Cast, sign_in: SignIn, client: Client) -> None:
        problem = make_problem(cast)

        sign_in("liufang").post(f"/desk/publishing/{problem.number}/words", {"title": "路灯", "words": f"打{PHONE}"})

        assert PHONE not in client.get(f"/p/{problem.number}").content.decode()

    def test_leaves_readable_what_a_person_unticked(self, cast: Cast, sign_in: SignIn, client: Client) -> None:
        problem = make_problem(cast, statement=f"值班电话{PHONE}没人接")
        sent = {"title": "路灯", "words": problem.statement, "offered": [PHONE]}

        sign_in("liufang").post(f"/desk/publishing/{problem.number}/words", sent)

        assert PHONE in client.get(f"/p/{problem.number}").content.decode()

    def test_shows_the_result_first_if_asked(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_problem(cast)
        sent = {"title": "路灯", "words": f"打{PHONE}", "preview": "yes"}

        page = sign_in("liufang").post(f"/desk/publishing/{problem.number}/words", sent).content.decode()

        assert "打［电话］" in page
        assert not Publication.objects.exists()

    def test_keeps_what_was_typed_when_something_is_missing(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_problem(cast)

        response = sign_in("liufang").post(f"/desk/publishing/{problem.number}/words", {"title": "", "words": "不亮的"})

        assert response.status_code == 422
        assert "不亮的" in response.content.decode()

    def test_is_refused_to_the_unit(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_working(cast)

        response = sign_in("wanglei").post(f"/desk/publishing/{problem.number}/words", {"title": "路", "words": "灯"})

        assert response.status_code == 403
        assert not Publication.objects.exists()


class TestApprovingTheRest:
    def test_shows_the_unit_why_it_may_not(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_working(cast)

        page = sign_in("wanglei").get(f"/desk/publishing/{problem.number}/").content.decode()

        assert "公开的文字由办公室批准" in page

    def test_approves_measure_evidence_and_reply(self, cast: Cast, sign_in: SignIn) -> None:
        problem, client = make_working(cast), sign_in("liufang")
        measure, evidence = problem.measures.get(), Evidence.objects.get()
        reply = services.reply_in_public(problem_id=problem.pk, words="周五前", by=cast.actor("wanglei"), at=NOON)

        client.post(f"/desk/publishing/measure/{measure.pk}", {f"measure{measure.pk}-words": "换灯头"})
        client.post(f"/desk/publishing/evidence/{evidence.pk}")
        client.post(f"/desk/publishing/reply/{reply.pk}", {f"reply{reply.pk}-words": "周五前换好"})

        assert PublicMeasure.objects.get().words == "换灯头"
        assert Evidence.objects.get().public_at
        assert PublicReply.objects.get().words == "周五前换好"

    def test_tells_who_comes_second(self, cast: Cast, sign_in: SignIn) -> None:
        make_working(cast)
        evidence, client = Evidence.objects.get(), sign_in("liufang")
        client.post(f"/desk/publishing/evidence/{evidence.pk}")

        assert client.post(f"/desk/publishing/evidence/{evidence.pk}").status_code == 409
