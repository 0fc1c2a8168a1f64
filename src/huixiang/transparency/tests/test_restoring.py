"""A restored house says so in its log; one that lost entries is found out by its witness, unless a mirror has them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client

from huixiang.kernel.actor import system
from huixiang.kernel.tenancy import acting_in
from huixiang.people import queries as people, services as houses
from huixiang.people.models import Organisation
from huixiang.people.testing import NOON, Cast
from huixiang.proofs.entries import LeafType, decode
from huixiang.proofs.notes import Note
from huixiang.transparency import queries, services
from huixiang.transparency.audit import audit
from huixiang.transparency.keys import log_signer, origin_of, witness_signer
from huixiang.transparency.models import LogHead, LogLeaf, WatchedLog, Witness
from huixiang.transparency.services import again, asking, cosigning
from huixiang.transparency.testing import make_sealed


def later(act: Callable[[], object]) -> tuple[list[bytes], Note]:
    """Do something, copy the log as a mirror would, then be the house of before."""
    before = transaction.savepoint()
    act()
    signed = queries.latest_checkpoint()
    assert signed is not None
    entries = [bytes(entry) for entry in LogLeaf.objects.values_list("entry", flat=True)]
    transaction.savepoint_rollback(before)
    return entries, signed.note


def restore(cast: Cast) -> None:
    services.record_restore(
        made_at="2026-11-28T02:30:00+00:00", size=3, erased=0, by=system(cast.organisation.pk), at=NOON
    )
    services.seal_waiting(at=NOON)


@pytest.fixture
def witnessed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast's log, watched by another organisation, whose address is asked without a network."""
    other = houses.found_organisation(slug="linshan", name="林山县", host="other.testserver", at=NOON)
    people.forget_hosts()
    own = log_signer(origin_of(cast.organisation)).verifier.text
    with acting_in(other.pk):
        services.watch_log(key=own, by=system(other.pk), at=NOON)

    def post(url: str, body: str) -> asking.Answer:
        path = urlsplit(url).path
        answer = Client(HTTP_HOST="other.testserver").post(path, body, content_type="text/plain")
        return asking.Answer(answer.status_code, answer.content.decode())

    def fetch(url: str) -> asking.Answer:
        answer = Client(HTTP_HOST="other.testserver").get(url.removeprefix("http://other.testserver"))
        return asking.Answer(answer.status_code, answer.content.decode())

    monkeypatch.setattr(cosigning, "post", post)
    monkeypatch.setattr(again, "fetch", fetch)
    key = witness_signer(Organisation.objects.get(slug="linshan")).verifier.text
    services.add_witness(key=key, url="http://other.testserver/log/witness", by=cast.actor("admin"), at=NOON)
    return cast


def asked() -> bool:
    return all(answer.signed for answer in services.ask_witnesses(at=NOON))


class TestRestore:
    def test_leaves_an_entry_for_everybody(self, cast: Cast) -> None:
        make_sealed()

        restore(cast)

        last = decode(bytes(LogLeaf.objects.latest("idx").entry))
        assert last.kind is LeafType.RESTORED
        assert audit().findings == []

    def test_is_said_on_the_page_of_the_log(self, cast: Cast, client: Client) -> None:
        make_sealed()
        assert "从备份恢复" not in client.get("/log/").content.decode()

        restore(cast)

        assert "从备份恢复" in client.get("/log/").content.decode()


def grown_and_back(cast: Cast, act: Callable[[], object]) -> tuple[list[bytes], Note]:
    """The house goes on, its witness signs, then the house is that of before: the witness is another machine."""
    entries, note = later(act)
    with acting_in(Organisation.objects.get(slug="linshan").pk):
        WatchedLog.objects.update(size=len(entries), note=note.text)
    return entries, note


class TestRollback:
    def test_is_found_out_by_the_witness(self, witnessed: Cast, client: Client) -> None:
        make_sealed()
        assert asked()
        entries, _note = grown_and_back(witnessed, make_sealed)

        assert not asked()
        assert Witness.objects.get().knows == len(entries)
        assert "记得的是另一本账" in client.get("/log/").content.decode()

    def test_is_still_found_out_when_the_log_has_grown_again(self, witnessed: Cast) -> None:
        make_sealed()
        assert asked()
        entries, _note = grown_and_back(witnessed, make_sealed)
        assert not asked()
        for _number in range(4):
            make_sealed()

        assert not asked()
        assert (LogHead.objects.get().size > len(entries), Witness.objects.get().knows) == (True, len(entries))

    def test_with_a_mirror_is_none(self, witnessed: Cast) -> None:
        make_sealed()
        assert asked()
        entries, note = grown_and_back(witnessed, make_sealed)
        before = LogHead.objects.get().size
        assert not asked()

        assert services.continue_from_mirror(entries=iter(entries), note=note, at=NOON) == len(entries) - before
        restore(witnessed)

        assert asked()
        assert Witness.objects.get().disagrees_since is None
        lost = [f"leaf:{idx}" for idx in range(before, len(entries))]
        assert [(finding.trouble.value, finding.what) for finding in audit().findings] == [
            ("missing", leaf) for leaf in lost
        ]


class TestMirror:
    def test_that_is_not_longer_changes_nothing(self, cast: Cast) -> None:
        make_sealed()
        signed = queries.latest_checkpoint()
        assert signed is not None

        assert services.continue_from_mirror(entries=iter([]), note=signed.note, at=NOON) == 0

    @pytest.mark.parametrize("place", [0, -1])
    def test_with_an_entry_changed_is_refused(self, cast: Cast, place: int) -> None:
        make_sealed()
        entries, note = later(make_sealed)
        size = LogHead.objects.get().size
        entries[place] = bytes(80)

        with pytest.raises(services.NotOurMirror):
            services.continue_from_mirror(entries=iter(entries), note=note, at=NOON)
        assert (LogHead.objects.get().size, LogLeaf.objects.count()) == (size, size)

    def test_of_another_log_is_refused(self, cast: Cast) -> None:
        make_sealed()
        entries, note = later(make_sealed)
        forged = Note(note.body.replace("linshan", "x"), ())

        with pytest.raises(services.NotOurMirror, match="not signed"):
            services.continue_from_mirror(entries=iter(entries), note=forged, at=NOON)
