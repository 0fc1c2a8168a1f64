"""What whoever runs the machine learns of sign-ins and refusals: ids and kinds, nothing typed, no address."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from huixiang.people.testing import Cast
from huixiang.people.tests.test_sign_in import LOGIN, signed_in_by_password
from huixiang.web.logs import SECURITY, LineFormatter

SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _fresh_limits(db: None) -> None:
    cache.clear()


def events(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [record.__dict__["facts"] for record in caplog.records if record.name == SECURITY]


class TestTheSecurityLog:
    def test_tells_of_signing_in_and_out(self, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
        client = signed_in_by_password(cast)
        client.post(reverse("account_logout"))

        user = {"organisation": cast.organisation.pk, "user": cast.people["zhouming"].pk}
        assert events(caplog) == [
            {"event": "sign_in", **user, "by": ["password"]}, {"event": "sign_out", **user},
        ]  # fmt: skip

    def test_tells_of_wrong_passwords_and_the_pause(self, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
        for _try in range(6):
            Client().post(LOGIN, {"login": "zhouming", "password": "my-other-password"})

        assert [each["event"] for each in events(caplog)] == ["sign_in.failed"] * 5 + ["sign_in.paused"]

    def test_tells_of_what_was_refused(self, cast: Cast, sign_in: SignIn, caplog: pytest.LogCaptureFixture) -> None:
        assert sign_in("wanglei").get(reverse("people:units")).status_code == 403

        assert events(caplog) == [
            {"event": "refused", "route": "desk/units/", "user": cast.people["wanglei"].pk,
             "organisation": cast.organisation.pk},
        ]  # fmt: skip

    def test_holds_no_name_no_password_and_no_address(self, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO)
        client = Client(REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Nosy/1.0")
        client.post(LOGIN, {"login": "zhouming", "password": "my-other-password"})

        lines = "\n".join(LineFormatter().format(record) for record in caplog.records if record.name == SECURITY)
        assert "sign_in.failed" in lines
        assert not [word for word in ("zhouming", "my-other", "203.0.113", "Nosy") if word in lines]
