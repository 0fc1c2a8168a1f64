"""A sign-in ends by itself, on leaving, and at an administrator's word; nothing of it stays in the browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed
from huixiang.people import services
from huixiang.people.testing import NOON, PASSWORD, Cast
from huixiang.people.tests.pagecheck import check_page
from huixiang.people.tests.test_sign_in import signed_in_by_password

SignIn = Callable[[str], Client]
Later = Callable[[int], None]
HOME = "/desk/"


@pytest.fixture(autouse=True)
def _fresh_limits(db: None) -> None:
    cache.clear()


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Later:
    """Moves the clock to so many minutes after the test began; sessions are put off as often as in real life."""
    settings.SESSION_PUT_OFF = 60
    began = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: began)

    def move(minutes: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: began + dt.timedelta(minutes=minutes))

    return move


class TestASignIn:
    def test_ends_after_half_an_hour_without_a_move(self, sign_in: SignIn, later: Later) -> None:
        client = sign_in("zhouming")

        later(29)
        assert client.get(HOME).status_code == 200
        later(60)
        assert client.get(HOME).status_code == 302

    def test_ends_after_eight_hours_of_work(self, sign_in: SignIn, later: Later) -> None:
        client = sign_in("zhouming")

        for minutes in range(20, 480, 20):
            later(minutes)
            assert client.get(HOME).status_code == 200, minutes
        later(481)
        assert client.get(HOME).status_code == 302

    def test_is_put_off_once_a_minute(self, sign_in: SignIn, later: Later) -> None:
        client = sign_in("zhouming")
        client.get(HOME)

        with CaptureQueriesContext(
            connection,
        ) as at_once:
            client.get(HOME)
        later(2)
        with CaptureQueriesContext(connection) as afterwards:
            client.get(HOME)

        assert [_saves(each) for each in (at_once, afterwards)] == [0, 1]

    def test_goes_with_the_browser(self, cast: Cast) -> None:
        client = signed_in_by_password(cast)

        assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""
        assert client.cookies[settings.SESSION_COOKIE_NAME]["httponly"]

    def test_gets_a_new_key_when_the_password_is_right(self, cast: Cast) -> None:
        client = Client()
        client.get("/account/login/")
        before = client.cookies.get(settings.SESSION_COOKIE_NAME)

        signed_in = signed_in_by_password(cast)

        assert before is None
        assert len(signed_in.session.session_key or "") == 32


def _saves(queries: CaptureQueriesContext) -> int:
    return sum("django_session" in each["sql"] and each["sql"].startswith("UPDATE") for each in queries)


class TestLeaving:
    def test_clears_what_the_browser_kept_and_ends_the_session(self, cast: Cast) -> None:
        client = signed_in_by_password(cast)
        key = client.session.session_key

        response = client.post(reverse("account_logout"))

        assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert not Session.objects.filter(session_key=key).exists()
        assert client.get(HOME).status_code == 302

    def test_is_not_done_by_looking(self, cast: Cast) -> None:
        client = signed_in_by_password(cast)

        page = client.get(reverse("account_logout"))

        assert "Clear-Site-Data" not in page.headers
        assert client.get(HOME).status_code == 200


class TestPagesOfTheDesk:
    @pytest.mark.parametrize("path", [HOME, "/desk/sessions/", "/desk/permissions/"])
    def test_are_kept_by_no_browser(self, path: str, sign_in: SignIn) -> None:
        assert sign_in("hejing").get(path).headers["Cache-Control"] == "private, no-store"

    def test_may_say_otherwise(self, sign_in: SignIn) -> None:
        kept = sign_in("hejing").get(reverse("listening:register")).headers["Cache-Control"]

        assert "no-store" not in kept  # going back must show the same form with the same code
        assert "private" in kept

    def test_of_the_public_may_be_kept(self, cast: Cast) -> None:
        assert "no-store" not in Client().get("/").headers.get("Cache-Control", "")


class TestEndingSignInsOfAMember:
    def test_works_on_every_device_at_once(self, cast: Cast, sign_in: SignIn) -> None:
        here, there = signed_in_by_password(cast), signed_in_by_password(cast)
        member = cast.people["zhouming"]

        page = sign_in("admin").post(reverse("people:member_sign_ins_end", args=[member.pk]), follow=True)

        assert "周明 的 2 处登录已结束" in check_page(page)
        assert [each.get(HOME).status_code for each in (here, there)] == [302, 302]
        entry = JournalEntry.objects.get(action="people.member.signed_out")
        assert (entry.subject, entry.after) == (f"user:{member.pk}", {"sign_ins": 2})

    def test_leaves_the_password(self, cast: Cast) -> None:
        signed_in_by_password(cast)

        services.end_sign_ins_of(user_id=cast.people["zhouming"].pk, by=cast.actor("admin"), at=NOON)

        assert signed_in_by_password(cast).get(HOME).status_code == 200

    @pytest.mark.parametrize("by", ["hejing", "zhouming"])
    def test_is_an_administrators_act(self, by: str, cast: Cast) -> None:
        client = signed_in_by_password(cast)

        with pytest.raises(NotAllowed):
            services.end_sign_ins_of(user_id=cast.people["zhouming"].pk, by=cast.actor(by), at=NOON)

        assert client.get(HOME).status_code == 200

    def test_writes_nothing_where_there_is_nothing_to_end(self, cast: Cast) -> None:
        member = cast.people["zhouming"]

        assert services.end_sign_ins_of(user_id=member.pk, by=cast.actor("admin"), at=NOON) == 0
        assert not JournalEntry.objects.filter(action="people.member.signed_out").exists()


class TestAHouseThatDemandsASecondStep:
    def test_lets_nobody_work_without_one(self, sign_in: SignIn, settings: Settings) -> None:
        settings.SECOND_STEP_DEMANDED = True
        client = sign_in("zhouming")

        response = client.get(HOME)

        assert response["Location"] == reverse("mfa_index")
        assert "请先设置两步登录" in check_page(client.get(reverse("mfa_index")))

    def test_lets_those_work_who_have_one(self, cast: Cast, settings: Settings) -> None:
        settings.SECOND_STEP_DEMANDED = True
        client = signed_in_by_password(cast)
        totp.TOTP.activate(cast.people["zhouming"], totp.generate_totp_secret())

        assert client.get(HOME).status_code == 200


class TestAChangedPassword:
    def test_ends_the_other_sign_ins_and_is_told_by_mail(self, cast: Cast) -> None:
        here, there = signed_in_by_password(cast), signed_in_by_password(cast)
        cast.people["zhouming"].email = "zhouming@example.org"
        cast.people["zhouming"].save()
        new = "七点在桥头等那把旧伞啊"

        here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})

        assert [each.get(HOME).status_code for each in (here, there)] == [200, 302]
        assert [(each.subject, each.to) for each in mail.outbox] == [("你的登录方式改过了", ["zhouming@example.org"])]
        assert "127.0.0.1" not in mail.outbox[0].body.replace(settings.ORIGIN, "")


class TestAChangedSecondStep:
    def test_ends_the_other_sign_ins_on_the_record_and_is_told_by_mail(
        self, cast: Cast, django_capture_on_commit_callbacks: Any
    ) -> None:
        here, there = signed_in_by_password(cast), signed_in_by_password(cast)
        member = cast.people["zhouming"]
        member.email = "zhouming@example.org"
        member.save()

        with django_capture_on_commit_callbacks() as afterwards:
            set_up_a_code(here)
        after_the_commit(afterwards)

        assert [each.get(HOME).status_code for each in (here, there)] == [200, 302]
        entry = JournalEntry.objects.get(action="people.session.ended")
        assert (entry.subject, entry.after) == (f"user:{member.pk}", {"sign_ins": 1})
        assert "别处的登录都已结束" in mail.outbox[0].body

    def test_that_is_taken_away_ends_them_too(self, cast: Cast) -> None:
        here, there = signed_in_by_password(cast), signed_in_by_password(cast)
        totp.TOTP.activate(cast.people["zhouming"], totp.generate_totp_secret())

        here.post(reverse("mfa_deactivate_totp"))

        assert [each.get(HOME).status_code for each in (here, there)] == [200, 302]

    def test_with_no_other_sign_in_writes_nothing(self, cast: Cast) -> None:
        here = signed_in_by_password(cast)
        totp.TOTP.activate(cast.people["zhouming"], totp.generate_totp_secret())

        here.post(reverse("mfa_deactivate_totp"))

        assert mail.outbox == []
        assert not JournalEntry.objects.filter(action="people.session.ended").exists()


def set_up_a_code(client: Client) -> None:
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302


def after_the_commit(tellings: list[Callable[[], None]]) -> None:
    """What was put off until then happens when no organisation is set any more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.org', '', true)")
    for tell in tellings:
        tell()
