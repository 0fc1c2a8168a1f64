"""The closing queue shows each hand its own, and the approval page says what silence means."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huixiang.kernel import clock
from huixiang.ledger.testing import make_checked, make_claimed, make_signed
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.models import Problem
from huixiang.verification.testing import say

SignIn = Callable[[str], Client]


class TestQueue:
    @pytest.mark.parametrize(("username", "titles"), [("zhouming", 1), ("maqiang", 0), ("chentao", 1), ("liufang", 1)])
    def test_shows_each_hand_its_own(self, cast: Cast, sign_in: SignIn, username: str, titles: int) -> None:
        make_claimed(cast)
        make_signed(cast)
        make_checked(cast)

        html = sign_in(username).get("/desk/closing/").content.decode()

        assert html.count("桂花路路灯坏了三盏</a>") == titles

    @pytest.mark.parametrize("username", ["hejing", "wanglei", "gaoyuan"])
    def test_is_for_hands_only(self, cast: Cast, sign_in: SignIn, username: str) -> None:
        assert sign_in(username).get("/desk/closing/").status_code == 403

    def test_asks_outsiders_to_sign_in(self, cast: Cast) -> None:
        assert Client().get("/desk/closing/").status_code == 302

    def test_costs_the_same_at_3_and_30_claims(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("liufang")
        client.get("/desk/closing/")
        for _n in range(3):
            make_checked(cast)
        with CaptureQueriesContext(connection) as few:
            client.get("/desk/closing/")
        for _n in range(27):
            make_checked(cast)
        with CaptureQueriesContext(connection) as many:
            client.get("/desk/closing/")

        assert len(many) == len(few)


class TestApprovePage:
    def url(self, cast: Cast, number: int = 1) -> str:
        return f"/desk/closing/{number}/1/"

    def test_says_until_when_somebody_may_still_answer(
        self, cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(clock, "now", lambda: NOON)
        make_checked(cast, voices=2)

        html = sign_in("liufang").get(self.url(cast)).content.decode()

        assert "3月9日" in html
        assert "disabled" in html

    def test_closes_with_the_fourth_hand(self, cast: Cast, sign_in: SignIn) -> None:
        say(cast, make_checked(cast), solved=True)

        response = sign_in("liufang").post(self.url(cast), {"sure": "on"})

        assert response.status_code == 302
        assert Problem.objects.get().state == "confirmed"

    def test_needs_the_confirming_step(self, cast: Cast, sign_in: SignIn) -> None:
        say(cast, make_checked(cast), solved=True)

        assert sign_in("liufang").post(self.url(cast), {}).status_code == 422
        assert Problem.objects.get().state == "checked"

    def test_tells_who_approved_before(self, cast: Cast, sign_in: SignIn) -> None:
        say(cast, make_checked(cast), solved=True)
        client = sign_in("liufang")
        client.post(self.url(cast), {"sure": "on"})

        assert client.post(self.url(cast), {"sure": "on"}).status_code == 409

    def test_refuses_the_checker(self, cast: Cast, sign_in: SignIn) -> None:
        say(cast, make_checked(cast), solved=True)

        assert sign_in("chentao").post(self.url(cast), {"sure": "on"}).status_code == 403
