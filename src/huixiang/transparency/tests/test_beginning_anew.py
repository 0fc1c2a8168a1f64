"""A witness begins anew with a log it refuses: in the open, for good, from the head it was shown alone."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from huixiang.journal.models import JournalEntry, WaitingLeaf
from huixiang.kernel.actor import system
from huixiang.kernel.tenancy import acting_in
from huixiang.people.models import Organisation
from huixiang.people.testing import NOON, Cast
from huixiang.proofs.notes import ED25519, Signer
from huixiang.transparency import breaks, queries, services
from huixiang.transparency.keys import origin_of
from huixiang.transparency.models import BegunAnew, SignsAgain, WatchedLog, Witness
from huixiang.transparency.services import NotBegunAnew, again, asking
from huixiang.transparency.testing import REASON, head_of, make_begun_anew, make_sealed
from huixiang.transparency.tests.test_restoring import asked, grown_and_back, witnessed

__all__ = ["witnessed"]

LOG = Signer("far.example/log/linshan", ED25519, bytes([5]) * 32)
STRANGER = Signer("far.example/log/linshan", ED25519, bytes([6]) * 32)
KNOWN, SHORTER = head_of(LOG, bytes(32), bytes(32)), head_of(LOG, bytes([1]) * 32)


def begin(cast: Cast, head: str = SHORTER, reason: str = REASON) -> BegunAnew:
    return services.begin_anew(head=head, reason=reason, by=cast.actor("admin"), at=NOON)


@pytest.fixture
def watching(cast: Cast) -> Cast:
    """The cast is a witness of a log of which it signed two entries."""
    services.watch_log(key=LOG.verifier.text, by=cast.actor("admin"), at=NOON)
    services.cosign(request=f"old 0\n\n{KNOWN}", at=NOON)
    return cast


class TestTheWitness:
    def test_keeps_the_old_head_and_goes_on_from_the_new_one(self, watching: Cast) -> None:
        kept = begin(watching)

        assert (kept.knew, kept.known, kept.size, kept.note, kept.reason) == (2, KNOWN, 1, SHORTER, REASON)
        entry = JournalEntry.objects.get(action="transparency.log.begun_anew")
        assert (entry.after["knew"], entry.after["size"], entry.after["reason"]) == (2, 1, REASON)
        assert WaitingLeaf.objects.filter(about=f"entry:{entry.pk}").exists()

    def test_signs_the_head_it_was_shown_and_no_other_of_that_size(self, watching: Cast) -> None:
        begin(watching)

        with pytest.raises(services.NotCosigned) as refused:
            services.cosign(request=f"old 1\n\n{head_of(LOG, bytes([2]) * 32)}", at=NOON)
        assert refused.value.status == 409
        assert services.cosign(request=f"old 1\n\n{SHORTER}", at=NOON)

    @pytest.mark.parametrize(
        ("head", "reason"),
        [
            (SHORTER, "硬盘坏了"), (SHORTER, "坏" * 501), (SHORTER, " \n" * 20), ("谁也没签", REASON), (KNOWN, REASON),
            (head_of(STRANGER, bytes(32)), REASON), (head_of(Signer("who.example/log", ED25519, bytes(32))), REASON),
        ],
    )  # fmt: skip
    def test_refuses_and_writes_nothing(self, watching: Cast, head: str, reason: str) -> None:
        with pytest.raises(NotBegunAnew):
            begin(watching, head, reason)

        assert not BegunAnew.objects.exists()
        assert WatchedLog.objects.get().note == KNOWN

    def test_has_nothing_to_begin_anew_before_it_signed(self, cast: Cast) -> None:
        services.watch_log(key=LOG.verifier.text, by=cast.actor("admin"), at=NOON)

        with pytest.raises(NotBegunAnew):
            begin(cast)

    @pytest.mark.parametrize(
        "act", ["UPDATE transparency_begunanew SET reason = '没事'", "DELETE FROM transparency_begunanew"]
    )
    def test_cannot_take_it_back(self, watching: Cast, act: str) -> None:
        begin(watching)

        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(act)

    def test_shows_it_on_its_page_in_both_languages(self, cast: Cast, client: Client) -> None:
        assert "重新开始见证" not in client.get("/log/").content.decode()
        make_begun_anew(LOG, by=cast.actor("admin"))

        chinese = client.get("/log/").content.decode()
        english = client.get("/log/", HTTP_ACCEPT_LANGUAGE="en").content.decode()

        assert all(each in chinese for each in ("重新开始见证的别家账本", LOG.name, REASON, "2 条", "从 1 条"))
        assert all(each in english for each in ("began anew from 1 entries", LOG.name, REASON))

    def test_tells_whoever_asks_what_it_signed(self, watching: Cast, client: Client) -> None:
        before = client.get("/log/witness/begun-anew", {"log": LOG.name})
        begin(watching)

        told = client.get("/log/witness/begun-anew", {"log": LOG.name}).content.decode()

        signed = breaks.beginning_with(LOG.name)
        assert (before.status_code, before.content) == (200, b"")
        assert signed is not None
        assert told == signed.text
        assert REASON in told


def rolled_back(cast: Cast) -> int:
    """A log its witness refuses, as after an older backup; says how many entries the witness knows."""
    make_sealed()
    assert asked()
    entries, _note = grown_and_back(cast, make_sealed)
    assert not asked()
    return len(entries)


def let_the_witness_begin_anew() -> None:
    signed = queries.public_checkpoint()
    assert signed is not None
    other = Organisation.objects.get(slug="linshan")
    with acting_in(other.pk):
        by = system(other.pk)
        services.begin_anew(head=signed.note.text, reason=REASON, by=by, at=NOON)


class TestTheLog:
    def test_is_refused_for_good_without_it(self, witnessed: Cast) -> None:
        rolled_back(witnessed)
        make_sealed()

        assert not asked()
        assert not SignsAgain.objects.exists()

    def test_is_signed_again_after_it_and_keeps_the_break(self, witnessed: Cast) -> None:
        knew = rolled_back(witnessed)
        let_the_witness_begin_anew()
        make_sealed()

        assert asked()

        signed, kept = queries.public_checkpoint(), SignsAgain.objects.get()
        assert signed is not None
        assert (kept.knew, kept.size, kept.reason) == (knew, signed.checkpoint.size, REASON)
        assert Witness.objects.get().disagrees_since is None
        entry = JournalEntry.objects.get(action="transparency.witness.signs_again")
        assert entry.after["reason"] == REASON
        assert asked()
        assert SignsAgain.objects.count() == 1

    def test_shows_the_break_for_good_in_both_languages(self, witnessed: Cast, client: Client) -> None:
        knew = rolled_back(witnessed)
        let_the_witness_begin_anew()
        assert asked()

        chinese = client.get("/log/").content.decode()
        english = client.get("/log/", HTTP_ACCEPT_LANGUAGE="en").content.decode()

        assert all(each in chinese for each in ("有见证人曾经不肯签名", f"{knew} 条", REASON))
        assert all(each in english for each in ("A witness had refused this log", f"knew {knew} entries", REASON))
        assert "记得的是另一本账" not in chinese

    def test_keeps_no_reason_the_witness_did_not_sign(
        self, witnessed: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rolled_back(witnessed)
        let_the_witness_begin_anew()
        with acting_in(Organisation.objects.get(slug="linshan").pk):
            told = breaks.beginning_with(origin_of(witnessed.organisation))
        assert told is not None
        lie = asking.Answer(200, told.text.replace("硬盘坏了", "什么事都没有"))
        monkeypatch.setattr(again, "fetch", lambda _url: lie)

        assert asked()
        assert SignsAgain.objects.get().reason == ""
        assert "它没有说明理由：要么" in client.get("/log/").content.decode()

    def test_cannot_take_the_break_back(self, witnessed: Cast) -> None:
        rolled_back(witnessed)
        let_the_witness_begin_anew()
        assert asked()

        with pytest.raises(DatabaseError), transaction.atomic():
            SignsAgain.objects.all().delete()
