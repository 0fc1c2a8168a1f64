"""The pages: who sees which problem, refused buttons with their reason, what bad input answers, constant queries."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from huixiang.ledger import services
from huixiang.ledger.models import CompletionClaim, Evidence, Measure
from huixiang.ledger.testing import make_assigned, make_checked, make_claimed, make_measure, make_signed, make_working
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.models import Problem
from huixiang.sorting.testing import make_problem

SignIn = Callable[[str], Client]


def picture() -> SimpleUploadedFile:
    """A small real picture."""
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(content, "JPEG")
    return SimpleUploadedFile("整改后.jpg", content.getvalue(), "image/jpeg")


def page(client: Client, path: str) -> str:
    """The text of a page that must load."""
    response = client.get(f"/desk/problems/{path}")
    assert response.status_code == 200
    return response.content.decode()


class TestProblemList:
    def test_asks_outsiders_to_sign_in(self, cast: Cast) -> None:
        assert Client().get("/desk/problems/").status_code == 302

    def test_refuses_a_role_that_reads_no_problems(self, cast: Cast, sign_in: SignIn) -> None:
        assert sign_in("xujie").get("/desk/problems/").status_code == 403

    @pytest.mark.parametrize(
        ("username", "sees"),
        [("wanglei", True), ("zhouming", True), ("hanbing", False), ("hejing", True), ("chentao", True),
         ("gaoyuan", True), ("shenping", True)],
    )  # fmt: skip
    def test_shows_units_their_own_and_the_others_all(
        self, cast: Cast, sign_in: SignIn, username: str, sees: bool
    ) -> None:
        problem = make_assigned(cast)
        client = sign_in(username)

        assert ("桂花路路灯坏了三盏" in page(client, "")) == sees
        assert client.get(f"/desk/problems/{problem.number}/").status_code == (200 if sees else 404)

    def test_shows_a_helping_unit_what_it_helps_with(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_assigned(cast, co_units=(cast.water,))

        assert problem.title in page(sign_in("hanbing"), "")

    @pytest.mark.parametrize(
        ("query", "found"),
        [("", 2), ("state=assigned", 1), ("overdue=on", 1), ("q=水管", 1), ("q=2", 1), ("q=没有的", 0), ("mine=on", 0),
         ("state=nonsense", 2), ("unit=404", 2), ("at=broken", 2)],
    )  # fmt: skip
    def test_filters(self, cast: Cast, sign_in: SignIn, query: str, found: int) -> None:
        make_assigned(cast, title="桂花路路灯坏了三盏")
        make_problem(cast, title="水管漏水三天")

        html = page(sign_in("gaoyuan"), f"?{query}")

        assert sum(title in html for title in ("桂花路路灯坏了三盏", "水管漏水三天")) == found

    def test_costs_the_same_at_3_and_30_problems(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("liufang")
        page(client, "")
        for _n in range(3):
            make_assigned(cast)
        with CaptureQueriesContext(
            connection,
        ) as few:
            page(client, "")
        for _n in range(27):
            make_assigned(cast)
        with CaptureQueriesContext(connection) as many:
            page(client, "")

        assert len(many) == len(few)


class TestProblemPage:
    @pytest.mark.parametrize("username", ["hejing", "liufang", "wanglei", "zhouming", "chentao", "gaoyuan", "shenping"])
    def test_loads_for_everybody_who_may_see_it(self, cast: Cast, sign_in: SignIn, username: str) -> None:
        claim = make_checked(cast)

        assert "到现场看过，三盏都亮。" in page(sign_in(username), f"{claim.problem.number}/")

    def test_keeps_the_speakers_words_from_the_unit(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_assigned(cast)

        assert "晚上老人不敢出门" not in page(sign_in("wanglei"), f"{problem.number}/")

    def test_shows_a_refused_button_with_its_reason(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_assigned(cast)
        make_measure(cast, problem)

        html = page(sign_in("wanglei"), f"{problem.number}/")

        assert "还没有佐证" in html

    def test_costs_the_same_at_3_and_30_rows(self, cast: Cast, sign_in: SignIn) -> None:
        client, by = sign_in("liufang"), cast.actor("wanglei")
        problem = make_working(cast)
        page(client, f"{problem.number}/")

        def note(times: int) -> None:
            for n in range(times):
                make_measure(cast, problem, words=f"第{n}项")
                services.note_progress(problem_id=problem.pk, words="在做", by=by, at=NOON)

        note(3)
        with CaptureQueriesContext(connection) as few:
            page(client, f"{problem.number}/")
        note(27)
        with CaptureQueriesContext(connection) as many:
            page(client, f"{problem.number}/")

        assert len(many) == len(few)

    def test_is_not_found_beyond_any_number(self, cast: Cast, sign_in: SignIn) -> None:
        assert sign_in("liufang").get("/desk/problems/99999999999999999999/").status_code == 404


class TestActPages:
    @pytest.mark.parametrize(
        ("username", "act"),
        [("liufang", "assign"), ("liufang", "extend"), ("wanglei", "measures"), ("wanglei", "progress"),
         ("wanglei", "evidence"), ("wanglei", "claim"), ("gaoyuan", "comment")],
    )  # fmt: skip
    def test_show_their_form_and_422_when_empty(self, cast: Cast, sign_in: SignIn, username: str, act: str) -> None:
        problem = make_working(cast)
        client = sign_in(username)

        assert '<form method="post"' in page(client, f"{problem.number}/{act}/")
        assert client.post(f"/desk/problems/{problem.number}/{act}/", {}).status_code == 422

    @pytest.mark.parametrize("act", ["assign", "extend", "measures", "progress", "evidence", "claim", "comment"])
    def test_say_why_not_to_a_checker(self, cast: Cast, sign_in: SignIn, act: str) -> None:
        problem = make_working(cast)

        response = sign_in("chentao").get(f"/desk/problems/{problem.number}/{act}/")

        assert response.status_code == 403
        assert "notice-refusal" in response.content.decode()

    def test_hand_over(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_problem(cast)
        typed = {"unit": cast.roads.pk, "leader": cast.people["zhouming"].pk, "limit_working_days": 5}

        response = sign_in("liufang").post(f"/desk/problems/{problem.number}/assign/", typed)

        problem.refresh_from_db()
        assert (response.status_code, problem.state) == (302, "assigned")

    def test_refuse_with_409_and_keep_what_was_typed(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_problem(cast)
        typed = {"unit": cast.roads.pk, "leader": cast.people["maqiang"].pk, "reason": "先办这件"}

        response = sign_in("liufang").post(f"/desk/problems/{problem.number}/assign/", typed)

        assert response.status_code == 409
        assert "先办这件" in response.content.decode()

    def test_take_a_picture_as_evidence_and_give_it_back(self, cast: Cast, sign_in: SignIn) -> None:
        problem, client = make_working(cast), sign_in("wanglei")
        typed = {"kind": "done_work", "file": picture()}

        response = client.post(f"/desk/problems/{problem.number}/evidence/", typed)

        assert response.status_code == 302
        evidence = Evidence.objects.exclude(clean_path="").get()
        got = client.get(f"/desk/problems/evidence/{evidence.pk}/")
        assert (got.status_code, got["Content-Type"]) == (200, "image/jpeg")
        assert got.getvalue().startswith(b"\xff\xd8")
        assert sign_in("hanbing").get(f"/desk/problems/evidence/{evidence.pk}/").status_code == 404

    def test_refuse_a_page_that_calls_itself_a_picture(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_working(cast)
        typed = {"kind": "done_work", "file": SimpleUploadedFile("a.jpg", b"<html><script>1</script>")}

        assert sign_in("wanglei").post(f"/desk/problems/{problem.number}/evidence/", typed).status_code == 422

    def test_go_through_the_hands(self, cast: Cast, sign_in: SignIn) -> None:
        number = make_working(cast).number
        base = f"/desk/problems/{number}"

        sign_in("wanglei").post(f"{base}/claim/", {"words": "都换了", "sure": "on"})
        sign_in("zhouming").post(f"{base}/claims/1/sign/", {"sure": "on"})
        sign_in("chentao").post(f"{base}/claims/1/check/", {"passed": "yes", "words": "都亮", "sure": "on"})

        assert Problem.objects.get(number=number).state == "checked"

    def test_need_the_confirming_step(self, cast: Cast, sign_in: SignIn) -> None:
        claim = make_claimed(cast)

        response = sign_in("zhouming").post(f"/desk/problems/{claim.problem.number}/claims/1/sign/", {})

        assert response.status_code == 422
        assert not CompletionClaim.objects.exclude(signer=None).exists()

    def test_tell_the_second_leader_who_was_first(self, cast: Cast, sign_in: SignIn) -> None:
        claim = make_signed(cast)

        response = sign_in("zhouming").post(f"/desk/problems/{claim.problem.number}/claims/1/sign/", {"sure": "on"})

        assert response.status_code == 409
        assert "周明" in response.content.decode()

    def test_finish_a_measure(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_working(cast)
        measure, client = Measure.objects.get(), sign_in("wanglei")
        url = f"{problem.number}/measures/{measure.pk}/"

        page(client, url)
        client.post(f"/desk/problems/{url}finish/", {})

        measure.refresh_from_db()
        assert measure.state == "done"

    def test_answer_htmx_with_a_part(self, cast: Cast, sign_in: SignIn) -> None:
        problem, client = make_working(cast), sign_in("wanglei")
        url = f"/desk/problems/{problem.number}/progress/"

        part = client.get(url, headers={"HX-Request": "true"})
        done = client.post(url, {"words": "灯头到货"}, headers={"HX-Request": "true"})

        assert "<html" not in part.content.decode()
        assert done["HX-Redirect"] == f"/desk/problems/{problem.number}/"
