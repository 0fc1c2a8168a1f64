"""What time brings: announced, held by what is open, erased on its day; and what two people order."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from huixiang.journal.models import JournalEntry
from huixiang.kernel.actor import system
from huixiang.kernel.errors import NotAllowed, Overtaken
from huixiang.kernel.tenancy import ERASED
from huixiang.listening import queries
from huixiang.listening.models import Erasure, ErasureNotice, ErasureOrder, ImportFailure, Voice
from huixiang.listening.services import erasing
from huixiang.listening.states import ErasureGround, ErasureScope, Lane, RetentionCategory
from huixiang.listening.testing import make_import, make_voice
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import services as sorting
from huixiang.sorting.testing import make_item, make_problem
from huixiang.verification.testing import make_confirmed

THREE_YEARS = NOON.replace(year=2029, day=10)
A_MONTH_LATER = THREE_YEARS + dt.timedelta(days=31)


def announce(cast: Cast, at: dt.datetime = THREE_YEARS) -> int:
    return erasing.announce_due(by=system(cast.organisation.pk), at=at)


def erase(cast: Cast, at: dt.datetime = A_MONTH_LATER) -> int:
    return erasing.erase_due(by=system(cast.organisation.pk), at=at).erased


def told(category: str = "voices") -> list[tuple[str, str]]:
    rows = ErasureNotice.objects.filter(category=category).order_by("pk")
    return [(one.announced_on.isoformat(), one.erase_on.isoformat()) for one in rows]


class TestAnnouncing:
    def test_gives_warning_of_what_was_settled_long_ago(self, cast: Cast) -> None:
        make_confirmed(cast)
        make_voice()

        assert (announce(cast), announce(cast)) == (1, 0)
        assert told() == [("2029-03-10", "2029-04-09")]

    def test_leaves_what_is_open_alone(self, cast: Cast) -> None:
        make_problem(cast)
        make_item()

        assert announce(cast) == 0

    def test_goes_by_the_rule_of_the_organisation(self, cast: Cast) -> None:
        make_confirmed(cast)
        rule = erasing.NewRule(RetentionCategory.VOICES, 60, 7, "上级规定保存五年。")
        erasing.set_retention(rule=rule, by=cast.actor("admin"), at=NOON)

        assert announce(cast) == 0
        assert announce(cast, NOON.replace(year=2031, day=10)) == 1
        assert told() == [("2031-03-10", "2031-03-17")]

    def test_of_names_comes_earlier(self, cast: Cast) -> None:
        item = make_item(contact="13900000000", speaker_name="林晓", lane=Lane.CONFIDENTIAL)
        sorting.set_aside(voice_id=item.pk, reason="归邻县管。", by=cast.actor("hejing"), at=NOON)

        announce(cast, NOON.replace(year=2027, day=10))

        assert (told("speakers"), told("voices")) == ([("2027-03-10", "2027-04-09")], [])


class TestErasing:
    def test_waits_for_its_day(self, cast: Cast) -> None:
        make_confirmed(cast)
        announce(cast)

        assert erase(cast, THREE_YEARS + dt.timedelta(days=29)) == 0
        assert erase(cast) == 1
        assert (Erasure.objects.get().ground, Voice.objects.get().words, told()) == ("retention", ERASED, [])

    def test_of_what_somebody_holds_waits(self, cast: Cast) -> None:
        make_confirmed(cast)
        announce(cast)
        notice, by = ErasureNotice.objects.get(), cast.actor("liufang")
        erasing.hold_back(notice_id=notice.pk, reason="正在复核。", by=by, at=NOON)

        assert erase(cast) == 0
        assert queries.held_notices([notice], A_MONTH_LATER.date()) == {notice.pk: "正在复核。"}
        erasing.let_go(notice_id=notice.pk, by=by, at=NOON)
        assert erase(cast) == 1

    def test_of_what_was_opened_again_waits_and_says_why(self, cast: Cast) -> None:
        claim = make_confirmed(cast)
        announce(cast)
        claim.problem.state, claim.problem.closed_on = "disputed", None
        claim.problem.save(update_fields=["state", "closed_on"])
        notice = ErasureNotice.objects.get()

        assert erase(cast) == 0
        assert str(queries.held_notices([notice], A_MONTH_LATER.date())[notice.pk]) == "它归入的问题还没有办结。"

    def test_drops_what_is_no_longer_due(self, cast: Cast) -> None:
        make_confirmed(cast)
        announce(cast)
        rule = erasing.NewRule(RetentionCategory.VOICES, 60, 30, "上级规定保存五年。")
        erasing.set_retention(rule=rule, by=cast.actor("admin"), at=NOON)

        assert (erase(cast), told()) == (0, [])
        assert Voice.objects.get().erased_on is None

    def test_takes_rows_that_could_not_be_read(self, cast: Cast) -> None:
        make_import(cast)
        announce(cast)

        erase(cast)

        assert not ImportFailure.objects.exists()
        assert JournalEntry.objects.filter(action="listening.failed_rows.erased").count() == 1


def order(cast: Cast, who: str = "liufang", **facts: Any) -> tuple[Voice, ErasureOrder]:
    voice, _code = make_voice(lane=Lane.OPEN, **facts)
    wanted = erasing.WantedErasure(ErasureScope.VOICE, ErasureGround.COURT, "（2026）1号")
    return voice, erasing.ask_to_erase(voice_id=voice.pk, wanted=wanted, by=cast.actor(who), at=NOON)


class TestOrder:
    def test_takes_two_people(self, cast: Cast) -> None:
        voice, asked = order(cast)
        assert Voice.objects.get(pk=voice.pk).erased_on is None

        erasing.decide_erasure(order_id=asked.pk, granted=True, by=cast.actor("admin"), at=NOON)

        done = Erasure.objects.get()
        assert (done.voice_id, done.ground, done.order_id) == (voice.pk, "court", asked.pk)
        entry = JournalEntry.objects.get(action="listening.voice.erased")
        users = [cast.people[name].pk for name in ("liufang", "admin")]
        assert [entry.after["asked_by"], entry.after["decided_by"]] == users

    def test_is_not_decided_by_whoever_asked(self, cast: Cast) -> None:
        voice, asked = order(cast)

        with pytest.raises(NotAllowed):
            erasing.decide_erasure(order_id=asked.pk, granted=True, by=cast.actor("liufang"), at=NOON)

        assert Voice.objects.get(pk=voice.pk).erased_on is None

    @pytest.mark.parametrize("who", ["zhouming", "wanglei", "hejing", "gaoyuan"])
    def test_is_not_for_units_nor_clerks(self, who: str, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            order(cast, who)

        assert not ErasureOrder.objects.exists()

    def test_refused_erases_nothing_and_is_not_decided_twice(self, cast: Cast) -> None:
        voice, asked = order(cast)
        erasing.decide_erasure(order_id=asked.pk, granted=False, by=cast.actor("admin"), at=NOON)

        with pytest.raises(Overtaken):
            erasing.decide_erasure(order_id=asked.pk, granted=True, by=cast.actor("admin"), at=NOON)

        assert Voice.objects.get(pk=voice.pk).erased_on is None
