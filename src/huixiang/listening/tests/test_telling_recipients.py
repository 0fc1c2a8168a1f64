"""Recipients are told that a protected voice waits: who has a key, nothing of it, once a day; again when unread."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob

from huixiang.listening import jobs, queries, services
from huixiang.listening.models import RecipientKey, SealedCase
from huixiang.listening.queries import Ring
from huixiang.listening.testing import make_case, make_recipient
from huixiang.people.models import User
from huixiang.people.permissions import Permission
from huixiang.people.queries import actor_for
from huixiang.people.services import withdraw_role
from huixiang.people.testing import NOON, Cast

DAY = dt.timedelta(days=1)
WORDS = "股长把修路的钱记在自己家装修上。"


@pytest.fixture
def ring(cast: Cast) -> Ring:
    """方敏 of the office and 田野 of the accused unit receive protected voices; both have addresses."""
    ring = make_recipient(cast)
    make_recipient(cast, "tianye", "田野", cast.roads)
    for username in ("fangmin", "tianye", "wanglei", "zhouming"):
        User.objects.filter(username=username).update(email=f"{username}@example.org")
    return ring


def work_off() -> list[str]:
    """Run the mails that were queued; to whom they went."""
    before = len(mail.outbox)
    queued = ProcrastinateJob.objects.filter(task_name="listening.tell_recipient").order_by("id")
    for job in list(queued):
        jobs.tell_recipient.func(**job.args)
    return [receiver for one in mail.outbox[before:] for receiver in one.to]


class TestANewCase:
    def test_is_told_to_whom_it_was_sealed_for_and_never_to_the_accused(self, cast: Cast, ring: Ring) -> None:
        make_case(words=WORDS, accused_unit=cast.roads)

        assert work_off() == ["fangmin@example.org"]

    def test_that_accuses_nobody_is_told_to_all_recipients_and_to_no_one_else(self, cast: Cast, ring: Ring) -> None:
        make_case(words=WORDS)

        assert sorted(work_off()) == ["fangmin@example.org", "tianye@example.org"]

    def test_is_told_without_number_unit_or_word(self, cast: Cast, ring: Ring) -> None:
        case, code = make_case(words=WORDS, accused_unit=cast.roads)
        work_off()

        said = f"{mail.outbox[0].subject}{mail.outbox[0].body}"
        assert "有一件新的受保护来件，请登录查看" in said
        hidden = (case.pk.hex[:6], case.pk.hex[:6].upper(), str(case.pk), code.locator, cast.roads.name, WORDS[:4])
        assert not [one for one in hidden if one in said]

    def test_is_told_once_a_day_however_many_there_are(self, cast: Cast, ring: Ring) -> None:
        make_case(accused_unit=cast.roads)
        make_case(accused_unit=cast.roads)

        assert work_off() == ["fangmin@example.org"]
        assert work_off() == []

    def test_that_is_handed_on_is_told_to_the_new_recipient(self, cast: Cast, ring: Ring) -> None:
        first = RecipientKey.objects.get(user__username="fangmin")
        case, _code = make_case(readers=frozenset({first.pk}))
        other = RecipientKey.objects.get(user__username="tianye")
        by = cast.actor("fangmin")
        services.hand_on(case_id=case.pk, to_key_id=other.pk, ring=ring, by=by, at=NOON)

        assert sorted(work_off()) == ["fangmin@example.org", "tianye@example.org"]

    def test_is_not_told_to_who_lost_the_role_or_has_no_address(self, cast: Cast, ring: Ring) -> None:
        make_case()
        User.objects.filter(username="fangmin").update(email="")
        admin, tianye = cast.actor("admin"), cast.people["tianye"]
        grant = tianye.grants.get()
        withdraw_role(grant_id=grant.pk, by=admin, at=NOON)

        assert not actor_for(tianye, cast.organisation.pk).may(Permission.RECEIVE_PROTECTED)
        assert work_off() == []

    def test_is_told_again_when_the_mail_server_refused(self, cast: Cast, ring: Ring, settings: object) -> None:
        make_case(accused_unit=cast.roads)
        settings.EMAIL_BACKEND = "no.such.Backend"  # type: ignore[attr-defined]
        with pytest.raises(ImportError):
            work_off()
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]

        assert work_off() == ["fangmin@example.org"]


def reminded(days: int) -> list[str]:
    return [key.user.username for key in services.recipients_to_remind(at=NOON + days * DAY)]


class TestTheReminder:
    """NOON is a Monday: Thursday is three working days later."""

    def test_comes_after_three_working_days_to_who_could_have_read(self, cast: Cast, ring: Ring) -> None:
        make_case(accused_unit=cast.roads)

        assert [reminded(days) for days in (0, 2, 3)] == [[], [], ["fangmin"]]

    def test_waits_for_a_working_day(self, cast: Cast, ring: Ring) -> None:
        make_case(accused_unit=cast.roads)

        assert [reminded(days) for days in (5, 6, 7)] == [[], [], ["fangmin"]]

    def test_is_not_needed_once_it_is_read(self, cast: Cast, ring: Ring) -> None:
        case, _code = make_case()
        services.open_case(case_id=case.pk, ring=ring, by=cast.actor("fangmin"), at=NOON)

        assert reminded(3) == []
        assert queries.unread_days(RecipientKey.objects.get(pk=ring.key_id)) == []

    def test_comes_again_three_working_days_after_the_last(self, cast: Cast, ring: Ring) -> None:
        make_case(accused_unit=cast.roads)
        services.tell_recipient(key_id=ring.key_id, at=NOON + 3 * DAY)

        assert [reminded(days) for days in (4, 7, 8)] == [[], [], ["fangmin"]]

    def test_is_queued_by_the_clock(self, cast: Cast, ring: Ring, monkeypatch: pytest.MonkeyPatch) -> None:
        make_case(accused_unit=cast.roads)
        ProcrastinateJob.objects.all()._raw_delete("default")
        monkeypatch.setattr("huixiang.kernel.clock.now", lambda: NOON + 3 * DAY)
        jobs.remind_recipients(0)

        assert SealedCase.objects.get().read_on is None
        assert work_off() == ["fangmin@example.org"]
