"""What a small office sealed becomes public in company or after a week; and the public log as files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client

from huixiang.journal.models import JournalEntry
from huixiang.kernel.actor import system
from huixiang.listening.codes import to_carry
from huixiang.listening.services import harden_receipts
from huixiang.listening.testing import make_voice
from huixiang.people.testing import NOON, Cast
from huixiang.proofs.merkle import consistency_path, verify_consistency
from huixiang.proofs.notes import read_checkpoint, read_note
from huixiang.proofs.receipt_file import Outcome, check
from huixiang.proofs.tlog_proof import read_proof
from huixiang.transparency import jobs, queries
from huixiang.transparency.models import LogHead, LogLeaf
from huixiang.transparency.services import (
    FolderTaken,
    NoLogYet,
    ask_witnesses,
    hold_back,
    publish_due,
    seal_waiting,
    write_files,
)
from huixiang.transparency.testing import make_sealed, make_witnessed
from huixiang.verification import services as verification

DAY = dt.timedelta(days=1)
TOMORROW = NOON + DAY


@pytest.fixture
def small(cast: Cast) -> Cast:
    """The cast as a small office whose log holds one public voice, and the leaf that says so, not public yet."""
    make_sealed()
    hold_back(on=True, by=system(cast.organisation.pk), at=NOON)
    return cast


def size() -> int:
    return LogHead.objects.get().size


def shown(client: Client) -> int:
    return read_checkpoint(read_note(client.get("/log/checkpoint").content.decode()).body).size


class TestASmallOffice:
    def test_shows_nothing_new_until_five_voices_wait(self, small: Cast, client: Client) -> None:
        public = size()
        for _number in range(4):
            make_sealed()
        assert (publish_due(at=TOMORROW), shown(client)) == (public, public)
        make_sealed()

        assert publish_due(at=TOMORROW) == shown(client) == size() > public

    def test_shows_nothing_on_the_day_itself(self, small: Cast) -> None:
        public = size()
        for _number in range(9):
            make_sealed()

        assert publish_due(at=NOON) == public

    def test_shows_a_single_voice_after_a_week(self, small: Cast) -> None:
        public = size()
        make_sealed()

        assert publish_due(at=NOON + 6 * DAY) == public
        assert publish_due(at=NOON + 7 * DAY) == size()

    def test_shows_what_is_no_voice_the_next_day(self, small: Cast) -> None:
        public = size()
        seal_waiting(at=NOON)

        assert publish_due(at=TOMORROW) == size() == public + 1

    def test_gives_no_tile_beyond_what_is_public(self, small: Cast, client: Client) -> None:
        public = size()
        make_sealed()

        for level in ("entries", "0"):
            assert client.get(f"/log/tile/{level}/000.p/{public}").status_code == 200
            assert client.get(f"/log/tile/{level}/000.p/{public + 1}").status_code == 404

    def test_gives_the_speaker_the_proof_at_once(self, small: Cast, client: Client) -> None:
        public = queries.public_checkpoint()
        voice, code = make_sealed()
        text = client.post("/receipt/proof", {"code": to_carry(code)}).content.decode()

        found, proved = check(text, words=voice.words), read_proof(text).checkpoint
        assert (found.outcome, found.words_fit) == (Outcome.KEY_UNCONFIRMED, True)
        assert public is not None
        assert proved.size > public.checkpoint.size

    def test_later_publishes_what_that_proof_is_of(self, small: Cast, client: Client) -> None:
        _voice, code = make_sealed()
        text = client.post("/receipt/proof", {"code": to_carry(code)}).content.decode()
        proved = read_proof(text).checkpoint
        make_sealed()
        publish_due(at=NOON + 8 * DAY)

        public = queries.public_checkpoint()
        assert public is not None
        now = public.checkpoint
        assert consistency_path(proved.size, now.size)
        proof = queries.consistency_proof(proved.size, now.size)
        verify_consistency(proved.size, now.size, proof, proved.root, now.root)

    def test_shows_witnesses_the_public_head_only(self, small: Cast) -> None:
        make_witnessed()
        public = size()
        make_sealed()

        assert [answer.signed for answer in ask_witnesses(at=NOON)] == [False]  # nobody listens there
        found = queries.public_checkpoint()
        assert found is not None
        assert (found.checkpoint.size, len(found.witnesses)) == (public, 1)

    def test_says_so_and_not_how_many_wait(self, small: Cast, client: Client) -> None:
        public = size()
        make_sealed()

        page = client.get("/log/").content.decode()
        assert "这里人数不多" in page
        assert f"<dd>{public}</dd>" in page

    def test_is_one_where_the_top_unit_is_declared_small(self, cast: Cast) -> None:
        make_sealed()
        for username in list(cast.people.keys() - {"admin"})[5:]:
            cast.people[username].is_active = False
            cast.people[username].save()
        verification.declare_small_office(unit_id=cast.top.pk, count=6, why="六个人。", by=cast.actor("admin"), at=NOON)
        public = LogHead.objects.get().published
        make_sealed()

        assert LogHead.objects.get().published == public < size()


class TestHoldBack:
    def test_is_on_the_record_and_in_the_log(self, small: Cast) -> None:
        hold_back(on=True, by=system(small.organisation.pk), at=NOON)
        seal_waiting(at=NOON)

        entry = JournalEntry.objects.get(action="transparency.log.held_back")
        assert bytes(LogLeaf.objects.latest("idx").entry)[3] == 12
        assert entry.subject == f"organisation:{small.organisation.pk}"

    def test_ends_with_everything_public(self, small: Cast) -> None:
        make_sealed()
        hold_back(on=False, by=system(small.organisation.pk), at=NOON)

        assert publish_due(at=NOON) == size()
        make_sealed()
        assert LogHead.objects.get().published == size()

    def test_needs_a_log(self, cast: Cast) -> None:
        with pytest.raises(NoLogYet):
            hold_back(on=True, by=system(cast.organisation.pk), at=NOON)
        assert publish_due(at=NOON) == 0

    def test_never_takes_back_what_was_public(self, small: Cast) -> None:
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            connection.cursor().execute("UPDATE transparency_loghead SET published = published - 1")


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class TestFiles:
    def test_are_what_the_site_serves(self, cast: Cast, client: Client, tmp_path: Path) -> None:
        for _number in range(3):
            make_sealed()

        written = write_files(tmp_path)

        files = files_of(tmp_path)
        assert written.size == size()
        assert files.keys() == {
            "checkpoint", "key", "check.html", f"tile/0/000.p/{size()}", f"tile/entries/000.p/{size()}",
        }  # fmt: skip
        for path in files.keys() - {"key"}:
            assert files[path] == client.get(f"/log/{path}").content

    def test_grow_without_touching_what_was_full(self, cast: Cast, tmp_path: Path) -> None:
        full = tmp_path / "tile" / "entries" / "000"
        for count in (1, 260):
            for _number in range(count):
                make_voice()
            seal_waiting(at=NOON)
            write_files(tmp_path)
        assert not full.with_name("000.p").exists()
        before = full.stat().st_mtime_ns
        make_sealed()

        assert write_files(tmp_path).files == 2  # the second tile of entries and of hashes
        assert full.stat().st_mtime_ns == before

    def test_are_left_alone_when_nothing_is_new(self, cast: Cast, tmp_path: Path) -> None:
        make_sealed()
        write_files(tmp_path)

        assert write_files(tmp_path).files == 0

    @pytest.mark.parametrize("kept", ["x", "other.example/log\n1\nAAAA\n\n"])
    def test_of_another_log_are_not_written_over(self, kept: str, cast: Cast, tmp_path: Path) -> None:
        make_sealed()
        (tmp_path / "checkpoint").write_text(kept)

        with pytest.raises(FolderTaken):
            write_files(tmp_path)
        assert files_of(tmp_path) == {"checkpoint": kept.encode()}

    def test_of_more_than_the_database_has_tell_that_it_was_set_back(self, cast: Cast, tmp_path: Path) -> None:
        make_sealed()
        early = transaction.savepoint()
        make_sealed()
        write_files(tmp_path)
        transaction.savepoint_rollback(early)

        with pytest.raises(FolderTaken):
            write_files(tmp_path)

    def test_are_written_each_hour(self, cast: Cast) -> None:
        make_sealed()
        harden_receipts()
        seal_waiting(at=NOON)
        jobs.ask_witnesses(0)

        folder = settings.PUBLIC_DIR / "qinghe"
        assert read_checkpoint(read_note((folder / "checkpoint").read_text()).body).size == size()
