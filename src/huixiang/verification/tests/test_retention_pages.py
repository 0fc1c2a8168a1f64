"""The pages of keeping and erasing: rules changed, something held back, an erasure asked for and done by another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huixiang.journal.models import JournalEntry
from huixiang.kernel.actor import system
from huixiang.kernel.tenancy import ERASED
from huixiang.listening.jobs import erase_due_in
from huixiang.listening.models import ErasureHold, ErasureNotice, ErasureOrder, RetentionRule, Voice
from huixiang.listening.services import erasing
from huixiang.listening.testing import make_voice
from huixiang.people.testing import NOON, Cast
from huixiang.verification.testing import make_confirmed

SignIn = Callable[[str], Client]
THREE_YEARS = NOON.replace(year=2029, day=10)


def announced(cast: Cast, count: int = 1) -> list[ErasureNotice]:
    make_confirmed(cast, voices=count)
    erasing.announce_due(by=system(cast.organisation.pk), at=THREE_YEARS)
    return list(ErasureNotice.objects.order_by("pk"))


class TestRules:
    def test_are_set_with_a_reason_and_stand_in_the_journal(self, cast: Cast, sign_in: SignIn) -> None:
        typed = {"category": "voices", "voices-months": "60", "voices-warn_days": "14", "voices-ground": "上级规定。"}

        assert sign_in("admin").post("/desk/retention/", typed).status_code == 303

        assert RetentionRule.objects.get().months == 60
        entry = JournalEntry.objects.get(action="listening.retention.set")
        assert (entry.before["months"], entry.after["months"]) == (36, 60)
        assert "60" in sign_in("liufang").get("/desk/retention/").content.decode()

    @pytest.mark.parametrize("months", ["0", "601", "long", ""])
    def test_out_of_range_are_asked_for_again(self, months: str, cast: Cast, sign_in: SignIn) -> None:
        typed = {"category": "voices", "voices-months": months, "voices-warn_days": "14", "voices-ground": "规定。"}

        assert sign_in("admin").post("/desk/retention/", typed).status_code == 422
        assert not RetentionRule.objects.exists()


class TestDue:
    def test_says_nothing_is_announced(self, cast: Cast, sign_in: SignIn) -> None:
        assert "现在没有预告" in sign_in("admin").get("/desk/retention/due/").content.decode()

    def test_is_held_back_and_let_go(self, cast: Cast, sign_in: SignIn) -> None:
        (notice,), client = announced(cast), sign_in("liufang")
        path = f"/desk/retention/due/{notice.pk}"

        assert client.post(path, {"reason": ""}).status_code == 422
        client.post(path, {"reason": "还在复核。"})
        assert "还在复核。" in client.get("/desk/retention/due/").content.decode()
        client.post(path, {"act": "let_go"})

        assert ErasureHold.objects.get().ended_by_id == cast.people["liufang"].pk

    def test_asks_as_often_for_many(
        self, cast: Cast, sign_in: SignIn, django_assert_num_queries: Callable[..., CaptureQueriesContext]
    ) -> None:
        client = sign_in("admin")
        announced(cast, 3)
        client.get("/desk/retention/due/")
        with CaptureQueriesContext(connection) as few:
            client.get("/desk/retention/due/")
        announced(cast, 30)

        with django_assert_num_queries(len(few)):
            client.get("/desk/retention/due/")


class TestErasing:
    def test_is_asked_by_one_and_done_by_another(self, cast: Cast, sign_in: SignIn) -> None:
        voice, _code = make_voice()
        asked = {"scope": "voice", "ground": "court", "reference": "（2026）1号"}
        office, admin = sign_in("liufang"), sign_in("admin")
        assert office.post(f"/desk/erasures/voice/{voice.pk}/", {"scope": "voice"}).status_code == 422
        assert office.post(f"/desk/erasures/voice/{voice.pk}/", asked).status_code == 303
        path = f"/desk/erasures/{ErasureOrder.objects.get().pk}"

        assert office.post(path, {"act": "grant"}).status_code == 403
        assert admin.post(path, {"act": "grant"}).status_code == 303

        assert Voice.objects.get(pk=voice.pk).words == ERASED
        assert "刘芳、管理员" in admin.get("/desk/erasures/").content.decode()


class TestJob:
    def test_announces_and_erases_by_itself(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
    ) -> None:
        settings.DATA_DIR = tmp_path
        make_confirmed(cast)
        for at in (THREE_YEARS, THREE_YEARS + dt.timedelta(days=31)):
            monkeypatch.setattr("huixiang.kernel.clock.now", lambda at=at: at)
            erase_due_in(cast.organisation.pk)

        assert [voice.words for voice in Voice.objects.all()] == [ERASED]
        listed = (tmp_path / "erased" / f"{cast.organisation.pk}.jsonl").read_text()
        assert '"ground": "retention"' in listed
