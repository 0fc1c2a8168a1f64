"""A clock is put back or forth by a day: the log keeps its order, nobody is reminded twice, a code works once."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache

from huixiang.ledger import services as ledger
from huixiang.ledger.testing import make_assigned
from huixiang.listening import services as listening
from huixiang.listening.testing import make_voice
from huixiang.people.testing import NOON, Cast
from huixiang.transparency import services
from huixiang.transparency.audit import audit
from huixiang.transparency.models import LogCheckpoint, LogHead, LogLeaf, Opening

DAY = dt.timedelta(days=1)
JUMPS = (0, 1, -1, 2, 0)


class TestTheLog:
    def test_keeps_the_order_of_arrival(self, cast: Cast) -> None:
        said, public = [], []
        for jump in JUMPS:
            voice, _code = make_voice(at=NOON + jump * DAY)
            services.seal_waiting(at=NOON + jump * DAY)
            listening.harden_receipts()
            said.append(f"voice:{voice.pk}")
            public.append(LogHead.objects.get().published)

        order = {about: idx for idx, about in Opening.objects.values_list("idx", "about").order_by("-idx")}
        assert [order[about] for about in said] == sorted(order[about] for about in said)
        assert list(LogLeaf.objects.order_by("idx").values_list("idx", flat=True)) == [*range(LogLeaf.objects.count())]
        sizes = list(LogCheckpoint.objects.order_by("pk").values_list("size", flat=True))
        assert (sizes, public) == (sorted(sizes), sorted(public))
        assert audit().findings == []


class TestAReminder:
    def test_of_a_deadline_comes_once_though_the_clock_is_put_back_over_it(self, cast: Cast) -> None:
        ledger.take_usual_ladder(by=cast.actor("liufang"), at=NOON)
        make_assigned(cast, at=NOON)
        late = NOON + 20 * DAY
        reminded = ledger.climb_ladder(at=late)

        again = [ledger.climb_ladder(at=late + jump * DAY) for jump in (-1, -15, 0, -1, 0)]

        assert reminded > 0
        assert sum(again) == 0


class TestACodeOfTheSecondStep:
    @pytest.fixture(autouse=True)
    def _fresh(self, db: None) -> Iterator[None]:
        cache.clear()
        yield
        cache.clear()

    def test_that_was_used_stays_used_when_the_clock_is_put_back_and_comes_there_again(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        secret, moment = totp.generate_totp_secret(), time.time()
        step = totp.TOTP.activate(cast.people["zhouming"], secret)

        def at(seconds: float) -> None:
            monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: moment + seconds))

        at(0)
        code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
        answers: list[Any] = []
        for seconds in (0, -86_400, 86_400, 0):
            at(seconds)
            answers.append(step.validate_code(code))

        assert answers == [True, False, False, False]
