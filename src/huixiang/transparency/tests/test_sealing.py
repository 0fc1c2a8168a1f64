"""Leaves are written with their acts and sealed into a tree whose root anybody can compute."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from huixiang.journal.models import JournalEntry, WaitingLeaf
from huixiang.listening.services import harden_receipts
from huixiang.listening.testing import make_voice
from huixiang.people.testing import NOON, Cast
from huixiang.proofs.entries import NO_SUBJECT, LeafType, decode
from huixiang.proofs.merkle import Frontier, leaf_hash, verify_inclusion
from huixiang.proofs.notes import read_checkpoint, read_note, vouched_by
from huixiang.transparency.keys import log_signer
from huixiang.transparency.models import LogCheckpoint, LogHead, LogLeaf, LogTile, Opening
from huixiang.transparency.queries import consistency_proof, inclusion_proof
from huixiang.transparency.services import Sealed, seal_waiting


def root() -> bytes:
    tree = Frontier()
    for entry in LogLeaf.objects.values_list("entry", flat=True):
        tree.append(leaf_hash(bytes(entry)))
    return tree.root


class TestSealing:
    def test_takes_what_waits_into_the_tree(self, cast: Cast) -> None:
        before = WaitingLeaf.objects.count()
        voice, _code = make_voice()

        sealed = seal_waiting(at=NOON)

        assert sealed == Sealed(before + 1, before + 1)
        assert not WaitingLeaf.objects.exists()
        last = decode(bytes(LogLeaf.objects.get(idx=before).entry))
        assert (last.kind, last.subject) == (LeafType.ACCEPTED, NO_SUBJECT)
        assert last.day == voice.said_on.toordinal() - 719_163

    def test_signs_the_root_that_follows_from_the_leaves(self, cast: Cast) -> None:
        for _number in range(3):
            make_voice()
            seal_waiting(at=NOON)

        note = read_note(LogCheckpoint.objects.latest("size").note)
        checkpoint = read_checkpoint(note.body)
        assert checkpoint.root == root()
        assert checkpoint.origin == LogHead.objects.get().origin == "127.0.0.1:8000/log/qinghe"
        assert len(vouched_by(note, [log_signer(checkpoint.origin).verifier])) == 1

    def test_keeps_the_roots_of_full_tiles(self, cast: Cast) -> None:
        for _number in range(300):
            make_voice()
        seal_waiting(at=NOON)

        tree = Frontier()
        for entry in LogLeaf.objects.values_list("entry", flat=True)[:256]:
            tree.append(leaf_hash(bytes(entry)))
        assert [(tile.level, tile.n, bytes(tile.hash)) for tile in LogTile.objects.all()] == [(1, 0, tree.root)]

    def test_points_later_entries_of_a_case_at_its_first(self, cast: Cast) -> None:
        voice, _code = make_voice()
        seal_waiting(at=NOON)
        first = Opening.objects.get(about=f"voice:{voice.pk}").idx
        harden_receipts()
        seal_waiting(at=NOON)

        bound = decode(bytes(LogLeaf.objects.get(idx=Opening.objects.get(about=f"code:{voice.pk}").idx).entry))
        assert (bound.kind, bound.subject) == (LeafType.CODE, first)
        assert bound.claim != bytes(32)

    def test_of_nothing_does_nothing(self, cast: Cast) -> None:
        seal_waiting(at=NOON)

        assert seal_waiting(at=NOON) is None

    def test_remembers_what_was_written_before_there_was_a_log(self, cast: Cast) -> None:
        WaitingLeaf.objects.all().delete()
        last = JournalEntry.objects.latest("pk").pk
        make_voice()
        seal_waiting(at=NOON)

        assert LogHead.objects.get().began_after == last


class TestProof:
    def test_of_any_leaf_is_read_in_one_go_and_holds(self, cast: Cast) -> None:
        for _number in range(600):
            make_voice()
        seal_waiting(at=NOON)
        head = LogHead.objects.get()

        for index in (0, 255, 256, 511, 512, head.size - 1):
            with CaptureQueriesContext(connection) as statements:
                proof = inclusion_proof(index, head.size)
            leaf = leaf_hash(bytes(LogLeaf.objects.get(idx=index).entry))
            verify_inclusion(leaf, index, head.size, proof, root())
            assert len(statements) == 1

    def test_that_needs_nothing_reads_nothing(self, cast: Cast) -> None:
        assert inclusion_proof(0, 1) == consistency_proof(1, 1) == []

    @pytest.mark.parametrize("table", ["logleaf", "logtile", "logcheckpoint", "opening"])
    def test_is_found_by_the_key_alone(self, table: str, cast: Cast) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = %s", [f"transparency_{table}"])
            indexes = [row[0] for row in cursor.fetchall()]

        assert indexes
        assert not [index for index in indexes if index.endswith("(organisation_id)")]


class TestTable:
    @pytest.mark.parametrize(
        "act",
        [
            "UPDATE transparency_logleaf SET entry = ''", "DELETE FROM transparency_logleaf",
            "DELETE FROM transparency_loghead", "UPDATE transparency_loghead SET size = 0",
            "UPDATE journal_waitingleaf SET about = 'x'", "DELETE FROM transparency_logcheckpoint",
        ],
    )  # fmt: skip
    def test_refuses(self, act: str, cast: Cast) -> None:
        seal_waiting(at=NOON)
        make_voice()

        with pytest.raises(DatabaseError, match=r"append-only|only grows"), transaction.atomic():
            connection.cursor().execute(act)
