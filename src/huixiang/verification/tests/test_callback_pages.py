"""The pages of call-backs: only the caller sees the number, a no stands beside every yes, a draw shows its check."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huixiang.kernel import clock
from huixiang.people.testing import Cast
from huixiang.verification.models import Asking, CallBack, CallBackDraw, Verdict
from huixiang.verification.testing import EVERYONE, NEXT_DAY, PHONE, make_call, make_draw, make_reachable

SignIn = Callable[[str], Client]
SAID = {"answer-contacted": "yes", "answer-solved": "no", "answer-satisfied": "dissatisfied", "answer-words": ""}


@pytest.fixture(autouse=True)
def _tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NEXT_DAY)


class TestMyCalls:
    def test_shows_the_next_one(self, cast: Cast, sign_in: SignIn) -> None:
        call = make_call(cast)

        html = sign_in("hejing").get("/desk/callbacks/").content.decode()

        assert html.count(f"/desk/callbacks/{call.pk}/") == 2

    def test_shows_nobody_elses(self, cast: Cast, sign_in: SignIn) -> None:
        make_call(cast)

        assert "桂花路" not in sign_in("sunli").get("/desk/callbacks/").content.decode()

    def test_costs_the_same_at_3_and_30_calls(self, cast: Cast, sign_in: SignIn) -> None:
        client, draw, counts = sign_in("hejing"), draw_of(cast), []
        client.get("/desk/callbacks/")
        for upto in (3, 30):
            while CallBack.objects.count() < upto:
                make_reachable(cast)
                CallBack.objects.create(draw=draw, asking=unasked(), caller=cast.people["hejing"])
            with CaptureQueriesContext(connection) as queries:
                client.get("/desk/callbacks/")
            counts.append(len(queries))

        assert counts[0] == counts[1]


class TestCall:
    def test_hides_the_number_until_it_is_asked_for(self, cast: Cast, sign_in: SignIn) -> None:
        call, client = make_call(cast), sign_in("hejing")

        before = client.get(f"/desk/callbacks/{call.pk}/").content.decode()
        after = client.post(f"/desk/callbacks/{call.pk}/number").content.decode()

        assert (PHONE in before, PHONE in after) == (False, True)
        assert client.get(f"/desk/callbacks/{call.pk}/")["Cache-Control"].startswith("max-age=0")

    @pytest.mark.parametrize("username", ["sunli", "liufang", "wanglei", "admin"])
    @pytest.mark.parametrize("path", ["", "number", "try", "skip"])
    def test_is_for_the_caller_only(self, cast: Cast, sign_in: SignIn, username: str, path: str) -> None:
        call = make_call(cast)

        response = sign_in(username).post(f"/desk/callbacks/{call.pk}/{path}", SAID)

        assert response.status_code == 403
        assert not Verdict.objects.exists()

    def test_has_no_answer_chosen_and_a_no_beside_every_yes(self, cast: Cast, sign_in: SignIn) -> None:
        call = make_call(cast)

        html = sign_in("hejing").get(f"/desk/callbacks/{call.pk}/").content.decode()

        assert "checked" not in html
        assert html.count('value="no"') == 2
        assert 'value="dissatisfied"' in html

    def test_keeps_what_was_said(self, cast: Cast, sign_in: SignIn) -> None:
        call = make_call(cast)

        response = sign_in("hejing").post(f"/desk/callbacks/{call.pk}/", SAID)

        assert response.status_code == 302
        assert Verdict.objects.get().solved is False

    @pytest.mark.parametrize("missing", ["answer-contacted", "answer-solved", "answer-satisfied"])
    def test_needs_every_answer(self, cast: Cast, sign_in: SignIn, missing: str) -> None:
        call = make_call(cast)
        typed = {name: value for name, value in SAID.items() if name != missing} | {"answer-words": "还有一盏不亮"}

        response = sign_in("hejing").post(f"/desk/callbacks/{call.pk}/", typed)

        assert response.status_code == 422
        assert "还有一盏不亮" in response.content.decode()
        assert not Verdict.objects.exists()

    def test_refuses_a_second_answer(self, cast: Cast, sign_in: SignIn) -> None:
        call, client = make_call(cast), sign_in("hejing")
        client.post(f"/desk/callbacks/{call.pk}/", SAID)

        assert client.post(f"/desk/callbacks/{call.pk}/", SAID).status_code == 409

    def test_notes_that_nobody_answered(self, cast: Cast, sign_in: SignIn) -> None:
        call, client = make_call(cast), sign_in("hejing")

        first = client.post(f"/desk/callbacks/{call.pk}/try", {"try-result": "not_reached"})
        again = client.post(f"/desk/callbacks/{call.pk}/try", {"try-result": "not_reached"})

        assert (first.status_code, again.status_code) == (302, 409)

    def test_puts_it_off(self, cast: Cast, sign_in: SignIn) -> None:
        call = make_call(cast)

        assert sign_in("hejing").post(f"/desk/callbacks/{call.pk}/skip").status_code == 302
        assert CallBack.objects.get().skipped_at == NEXT_DAY

    def test_is_handed_to_another_by_the_office(self, cast: Cast, sign_in: SignIn) -> None:
        call, client = make_call(cast), sign_in("liufang")

        assert "孙丽" in client.get(f"/desk/callbacks/{call.pk}/caller").content.decode()
        assert client.post(f"/desk/callbacks/{call.pk}/caller", {"user": cast.people["wanglei"].pk}).status_code == 422
        assert client.post(f"/desk/callbacks/{call.pk}/caller", {"user": cast.people["sunli"].pk}).status_code == 302
        assert CallBack.objects.get().caller == cast.people["sunli"]


class TestDraws:
    ORDERED = {"basis": "reported", "first_day": "2026-03-02", "last_day": "2026-03-02", "per_hundred": 10, "least": 1,
               "voices": 3}  # fmt: skip

    def test_the_office_draws(self, cast: Cast, sign_in: SignIn) -> None:
        make_reachable(cast)

        response = sign_in("liufang").post("/desk/callbacks/draws/new/", self.ORDERED)

        draw = CallBackDraw.objects.get()
        assert response["Location"] == f"/desk/callbacks/draws/{draw.pk}/"
        assert (len(draw.seed), draw.calls.count()) == (32, 1)

    def test_nobody_draws_twice(self, cast: Cast, sign_in: SignIn) -> None:
        make_reachable(cast)
        client = sign_in("liufang")
        client.post("/desk/callbacks/draws/new/", self.ORDERED)

        assert client.post("/desk/callbacks/draws/new/", self.ORDERED).status_code == 409

    @pytest.mark.parametrize("wrong", [{"per_hundred": 0}, {"last_day": "2026-03-01"}, {"first_day": "gestern"}])
    def test_bad_input_is_told(self, cast: Cast, sign_in: SignIn, wrong: dict[str, object]) -> None:
        response = sign_in("liufang").post("/desk/callbacks/draws/new/", {**self.ORDERED, **wrong})

        assert response.status_code == 422
        assert not CallBackDraw.objects.exists()

    def test_everybody_who_reads_problems_sees_the_check(self, cast: Cast, sign_in: SignIn) -> None:
        draw = draw_of(cast)

        html = sign_in("wanglei").get(f"/desk/callbacks/draws/{draw.pk}/").content.decode()

        assert draw.seed in html
        assert draw.population_hash in html

    def test_lists_them(self, cast: Cast, sign_in: SignIn) -> None:
        draw = draw_of(cast)

        assert f"/desk/callbacks/draws/{draw.pk}/" in sign_in("gaoyuan").get("/desk/callbacks/draws/").content.decode()


def draw_of(cast: Cast) -> CallBackDraw:
    """The one draw of the test, made when first asked for."""
    if not CallBackDraw.objects.exists():
        make_reachable(cast)
        make_draw(cast, quota=EVERYONE)
    return CallBackDraw.objects.get()


def unasked() -> Asking:
    """An asking nobody rings about yet."""
    return Asking.objects.filter(call=None).latest("id")
