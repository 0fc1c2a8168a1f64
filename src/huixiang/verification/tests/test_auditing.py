"""An audit is fixed before anybody can know what it draws: population, plan, parties, beacon."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, Overtaken, Refusal
from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.testing import make_claimed
from huixiang.people.testing import NOON, Cast
from huixiang.proofs.seeds import commitment
from huixiang.verification import services
from huixiang.verification.models import SampleAudit, SampleParty
from huixiang.verification.services import (
    AuditedBefore,
    AuditImpossible,
    NoCommitment,
    NothingToAudit,
    NotTheTime,
    PartyNamed,
    PartyTwice,
    SecretDoesNotMatch,
)
from huixiang.verification.states import PartyKind
from huixiang.verification.testing import NEXT_DAY, say
from huixiang.verification.testing_audits import BEACON, DRAW_DAY, PARTIES, SECRETS, bind, make_audit, plan, tell

DAY = dt.timedelta(days=1)


class TestBeginAudit:
    def test_freezes_population_plan_and_parties(self, cast: Cast) -> None:
        audit = make_audit(cast, claims=2)

        assert audit.population == {"1": "roads", "2": "roads"}
        assert (audit.size, audit.first_size, audit.second_size, audit.least) == (2, 2, 2, 5)
        assert [party.name for party in audit.parties.all()] == ["青禾县城管局办公室", "职工代表许大山", "县督导组"]
        entry = JournalEntry.objects.get(action="verification.audit.begun")
        assert entry.after["population_hash"] == audit.population_hash

    def test_leaves_out_what_is_open_work_again(self, cast: Cast) -> None:
        first = make_audit(cast, claims=2)
        services.call_off_audit(audit_id=first.pk, words="写错了。", by=cast.actor("liufang"), at=NEXT_DAY)
        say(cast, first_claim(first), solved=False)

        again = services.begin_audit(plan=plan(), parties=PARTIES, by=cast.actor("liufang"), at=NEXT_DAY)

        assert again.population == {"2": "roads"}

    @pytest.mark.parametrize("username", ["hejing", "wanglei", "zhouming", "chentao", "admin"])
    def test_is_for_office_supervisors_and_auditors(self, cast: Cast, username: str) -> None:
        with pytest.raises(NotAllowed):
            services.begin_audit(plan=plan(), parties=PARTIES, by=cast.actor(username), at=NEXT_DAY)

        assert not SampleAudit.objects.exists()

    def test_refuses_days_without_a_claim(self, cast: Cast) -> None:
        with pytest.raises(NothingToAudit):
            services.begin_audit(plan=plan(), parties=PARTIES, by=cast.actor("shenping"), at=NEXT_DAY)

    @pytest.mark.parametrize(
        ("facts", "words"),
        [({"last_day": NEXT_DAY.date()}, "今天之前"), ({"first_day": NEXT_DAY.date()}, "早于第一天"),
         ({"commit_by": NOON.date()}, "先"), ({"reveal_by": NOON.date()}, "先"),
         ({"beacon_on": NOON.date() + 2 * DAY}, "先"), ({"beacon_name": " "}, "第几期")],
    )  # fmt: skip
    def test_refuses_a_plan_out_of_order(self, cast: Cast, facts: dict[str, object], words: str) -> None:
        with pytest.raises(AuditImpossible, match=words):
            services.begin_audit(plan=plan(**facts), parties=PARTIES, by=cast.actor("liufang"), at=NEXT_DAY)

    @pytest.mark.parametrize(
        "parties",
        [PARTIES[:2], (*PARTIES, PARTIES[0]), (*PARTIES[:2], PartyNamed(PartyKind.OTHER, "记者")),
         (*PARTIES[:2], PartyNamed(PartyKind.UPPER, " "))],
    )  # fmt: skip
    def test_refuses_a_party_twice_and_one_too_few(self, cast: Cast, parties: tuple[PartyNamed, ...]) -> None:
        with pytest.raises(PartyTwice):
            services.begin_audit(plan=plan(), parties=parties, by=cast.actor("liufang"), at=NEXT_DAY)

    def test_refuses_days_that_were_audited(self, cast: Cast) -> None:
        make_audit(cast, claims=1)

        with pytest.raises(AuditedBefore):
            services.begin_audit(plan=plan(), parties=PARTIES, by=cast.actor("liufang"), at=NEXT_DAY)

    def test_is_never_rewritten(self, cast: Cast) -> None:
        audit = make_audit(cast, claims=1)
        audit.population = {"1": "water"}

        with pytest.raises(IntegrityError), transaction.atomic():
            audit.save()
        with pytest.raises(IntegrityError), transaction.atomic():
            SampleAudit.objects.filter(pk=audit.pk).update(beacon_name="另一期")


class TestParties:
    def test_bind_themselves_and_tell_the_secret(self, cast: Cast) -> None:
        audit = make_audit(cast, claims=1)
        bind(cast, audit)
        tell(cast, audit, parties=2)

        told = [party.secret for party in audit.parties.all()]
        assert told == [SECRETS[0], SECRETS[1], ""]
        assert JournalEntry.objects.filter(action="verification.audit.committed").count() == 3
        assert JournalEntry.objects.filter(action="verification.audit.revealed").count() == 2

    def test_refuse_another_secret(self, cast: Cast) -> None:
        audit = make_audit(cast, claims=1)
        bind(cast, audit)

        with pytest.raises(SecretDoesNotMatch):
            reveal(cast, audit.parties.all()[0], SECRETS[1])

        assert not audit.parties.exclude(secret="").exists()

    def test_wait_for_each_other(self, cast: Cast) -> None:
        party = make_audit(cast, claims=1).parties.all()[0]
        commit(cast, party, commitment(SECRETS[0]))

        with pytest.raises(NotTheTime):
            reveal(cast, party, SECRETS[0])
        reveal(cast, party, SECRETS[0], at=NEXT_DAY + DAY)
        late = SampleParty.objects.exclude(pk=party.pk)[0]
        with pytest.raises(NotTheTime):
            commit(cast, late, commitment("x"))

    @pytest.mark.parametrize("typed", ["", "abc", "g" * 64, commitment(SECRETS[0])])
    def test_refuse_what_is_no_hash_of_their_own(self, cast: Cast, typed: str) -> None:
        first, second, _third = make_audit(cast, claims=1).parties.all()
        commit(cast, first, commitment(SECRETS[0]))

        with pytest.raises(NoCommitment):
            commit(cast, second, typed)

    @pytest.mark.parametrize("days", [1, 2, 3])
    def test_are_too_late_after_their_day(self, cast: Cast, days: int) -> None:
        party = make_audit(cast, claims=1).parties.all()[0]

        with pytest.raises(NotTheTime):
            commit(cast, party, commitment("x"), at=NEXT_DAY + days * DAY)

    def test_tell_only_before_the_beacon(self, cast: Cast) -> None:
        audit = make_audit(cast, claims=1)
        bind(cast, audit)

        with pytest.raises(NotTheTime):
            tell(cast, audit, parties=1, at=DRAW_DAY)

    def test_act_for_themselves_when_they_are_members(self, cast: Cast) -> None:
        make_audit(cast, claims=1)
        mine = PartyNamed(PartyKind.UPPER, "高远", cast.people["gaoyuan"].pk)
        own = other_audit(cast, (*PARTIES[:2], mine)).parties.all()[2]

        with pytest.raises(NotAllowed):
            commit(cast, own, commitment("x"))
        commit(cast, own, commitment("x"), username="gaoyuan")
        with pytest.raises(Overtaken):
            commit(cast, own, commitment("y"), username="gaoyuan")

    def test_are_bound_by_the_database(self, cast: Cast) -> None:
        audit = make_audit(cast, claims=1)
        bind(cast, audit)

        for facts in ({"commitment": "0" * 64}, {"name": "别人"}, {"commitment": ""}):
            with pytest.raises(IntegrityError), transaction.atomic():
                SampleParty.objects.filter(audit=audit, place=1).update(**facts)


class TestNoteBeacon:
    def test_is_refused_before_its_day(self, cast: Cast) -> None:
        audit = make_audit(cast, claims=1)

        with pytest.raises(NotTheTime, match="3月5日"):
            services.note_beacon(audit_id=audit.pk, value=BEACON, source="公告", by=cast.actor("liufang"), at=NEXT_DAY)

    def test_may_be_put_right_until_the_drawing(self, cast: Cast) -> None:
        audit, by = make_audit(cast, claims=1), cast.actor("liufang")
        for value in ("03 11", "  03  12 "):
            services.note_beacon(audit_id=audit.pk, value=value, source="公告", by=by, at=DRAW_DAY)

        audit.refresh_from_db()
        assert audit.beacon_value == "03 12"
        assert JournalEntry.objects.filter(action="verification.audit.beacon_noted").count() == 2

    @pytest.mark.parametrize(("value", "source"), [(" ", "公告"), ("03", "")])
    def test_needs_a_value_and_a_source(self, cast: Cast, value: str, source: str) -> None:
        audit = make_audit(cast, claims=1)

        with pytest.raises(AuditImpossible):
            services.note_beacon(audit_id=audit.pk, value=value, source=source, by=cast.actor("liufang"), at=DRAW_DAY)


class TestCallOff:
    def test_is_refused_once_the_beacon_may_be_known(self, cast: Cast) -> None:
        audit, by = make_audit(cast, claims=1), cast.actor("liufang")

        for at, words in ((DRAW_DAY, "不想要了。"), (NEXT_DAY, " ")):
            with pytest.raises(Refusal):
                services.call_off_audit(audit_id=audit.pk, words=words, by=by, at=at)

        audit.refresh_from_db()
        assert audit.state == "preparing"


def first_claim(audit: SampleAudit) -> CompletionClaim:
    return CompletionClaim.objects.get(pk=audit.claims["1"])


def other_audit(cast: Cast, parties: tuple[PartyNamed, ...]) -> SampleAudit:
    """An audit of the next day, of one claim more."""
    make_claimed(cast, at=NEXT_DAY)
    days = {name: (NEXT_DAY + n * DAY).date() for name, n in
            (("first_day", 0), ("last_day", 0), ("commit_by", 1), ("reveal_by", 2), ("beacon_on", 3))}  # fmt: skip
    return services.begin_audit(plan=plan(**days), parties=parties, by=cast.actor("liufang"), at=NEXT_DAY + DAY)


def commit(
    cast: Cast, party: SampleParty, typed: str, *, username: str = "liufang", at: dt.datetime = NEXT_DAY
) -> None:
    services.commit_party(party_id=party.pk, commitment=typed, by=cast.actor(username), at=at)


def reveal(cast: Cast, party: SampleParty, secret: str, *, at: dt.datetime = NEXT_DAY) -> None:
    services.reveal_party(party_id=party.pk, secret=secret, by=cast.actor("liufang"), at=at)
