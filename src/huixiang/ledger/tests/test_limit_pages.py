"""The page of the limits as the office uses it, and as others see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from huixiang.ledger.models import LimitRule
from huixiang.people.testing import Cast

SignIn = Callable[[str], Client]


@pytest.fixture
def office(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in("liufang")


def typed(**facts: Any) -> dict[str, Any]:
    return {
        "step": "finish", "amount": "5", "clock": "working_days", "nature": "", "urgency": "", "unit": "",
        "first": "next", "rest": "forward", "since": "2099-01-01", "source": "市条例第12条", **facts,
    }  # fmt: skip


class TestLimitsPage:
    def test_says_that_none_is_set(self, office: Client) -> None:
        assert "还没有设定时限。" in office.get(reverse("ledger:limits")).content.decode()

    def test_sets_one(self, office: Client) -> None:
        office.post(reverse("ledger:limit_set"), typed(nature="complaint"))

        page = office.get(reverse("ledger:limits")).content.decode()
        assert "5 个工作日" in page
        assert "市条例第12条" in page

    def test_gives_back_what_was_typed(self, office: Client) -> None:
        answer = office.post(reverse("ledger:limit_set"), typed(amount="0"))

        assert answer.status_code == 422
        assert "市条例第12条" in answer.content.decode()

    def test_refuses_a_day_in_the_past_and_keeps_what_was_typed(self, office: Client) -> None:
        answer = office.post(reverse("ledger:limit_set"), typed(since="2020-01-01"))

        assert answer.status_code == 409
        assert "市条例第12条" in answer.content.decode()
        assert not LimitRule.objects.exists()

    def test_shows_a_unit_the_limits_without_the_form(self, cast: Cast, sign_in: SignIn) -> None:
        page = sign_in("wanglei").get(reverse("ledger:limits")).content.decode()

        assert "只有活动办公室可以设定时限。" in page
        assert 'name="amount"' not in page

    def test_ends_one(self, office: Client) -> None:
        office.post(reverse("ledger:limit_set"), typed())
        rule = LimitRule.objects.get()
        office.post(reverse("ledger:limit_end", args=[rule.pk]), {"until": "2098-12-31"})

        assert "还没有设定时限。" in office.get(reverse("ledger:limits")).content.decode()


class TestTrial:
    def test_says_until_when_and_because_of_what(self, office: Client) -> None:
        office.post(reverse("ledger:limit_preset"), {"preset": "hotline"})
        page = office.get(reverse("ledger:limit_trial"), {"start": "2099-03-02T23:30", "urgency": "most_urgent"})

        assert "2099-03-03 01:30" in page.content.decode()

    def test_without_any_limit_names_the_usual_one(self, office: Client) -> None:
        assert "15 个工作日" in office.get(reverse("ledger:limit_trial")).content.decode()
