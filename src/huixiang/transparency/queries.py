"""Reads of the log: its head, its tiles, and the proof that one record is in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from huixiang.journal.models import JournalEntry, WaitingLeaf
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.logged import case_facts, voice_facts
from huixiang.listening.models import Attachment, Receipt, SealedCase, SealedFile, Voice
from huixiang.people.models import Organisation
from huixiang.proofs.entries import Facts, LeafType, decode, digests
from huixiang.proofs.merkle import EMPTY_ROOT, HASH_BYTES, consistency_path, inclusion_path, leaf_hash
from huixiang.proofs.notes import Checkpoint, Note, read_checkpoint, read_note, read_signature
from huixiang.proofs.receipt_file import Opened
from huixiang.proofs.tiles import WIDTH, Hashes, Span, Tile, bundle
from huixiang.proofs.tlog_proof import TlogProof
from huixiang.transparency.keys import log_signer, origin_of
from huixiang.transparency.models import (
    Cosignature,
    HeadReader,
    LogCheckpoint,
    LogHead,
    LogLeaf,
    LogTile,
    Opening,
    Witness,
)
from huixiang.verification.models import SmallOffice


class NotSealed(Refusal):
    """The record waits to be sealed; in a moment it is."""


class NotLogged(Refusal):
    """The record was written before there was a log, or came with a table, or was erased."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint of our log with the signatures on it; ``witnesses`` are the names of those outside."""

    note: Note
    checkpoint: Checkpoint
    witnesses: tuple[str, ...]


def head() -> LogHead | None:
    """The head of this organisation's log; None before the first leaf was sealed."""
    return LogHead.objects.first()


def latest_checkpoint() -> Signed | None:
    """The newest checkpoint with its cosignatures; None before the first."""
    found = LogCheckpoint.objects.order_by("-size").first()
    return _signed(found) if found else None


def public_checkpoint() -> Signed | None:
    """The newest checkpoint that is public: the newest of all unless entries are held back; None before the first."""
    found = LogCheckpoint.objects.filter(size=LogHead.objects.values("published")[:1]).first()
    return _signed(found) if found else None


def head_reader(pk: UUID) -> HeadReader:
    """Who has the head sent under this number.

    :raises NotFound: nobody, or not any more.
    """
    found = HeadReader.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound("head reader")
    return found


def is_held_back(head: LogHead) -> bool:
    """Test whether new entries of this log wait for each other before they are public (1 query)."""
    return head.held_back or SmallOffice.objects.filter(until=None, unit__parent=None).exists()


def entries_of(kind: LeafType, *, since: int) -> int:
    """How many entries of a kind the log holds from a place on; grows with what is counted."""
    rows = LogLeaf.objects.filter(idx__gte=since).values_list("entry", flat=True)
    return sum(bytes(entry)[3] == kind for entry in rows.iterator())


def sealed_on_after(size: int) -> dt.date | None:
    """The day on which the entry at this place was sealed; None if there is none."""
    found = LogCheckpoint.objects.filter(size__gt=size).order_by("size").first()
    return found.day if found else None


def empty_checkpoint(organisation: Organisation) -> Note:
    """The signed head of a log in which nothing is yet; nothing is stored."""
    origin = origin_of(organisation)
    return Checkpoint(origin, 0, EMPTY_ROOT).signed_by(log_signer(origin))


def witnessed_checkpoint(*, above: int = 0) -> Signed | None:
    """The newest checkpoint of more than ``above`` leaves that somebody outside cosigned; None without one."""
    line = Cosignature.objects.filter(size__gt=above).order_by("-size").first()
    return _signed(LogCheckpoint.objects.get(size=line.size)) if line else None


def _signed(row: LogCheckpoint) -> Signed:
    note = read_note(row.note)
    lines = list(Cosignature.objects.filter(size=row.size).order_by("name"))
    whole = Note(note.body, (*note.signatures, *(read_signature(each.line) for each in lines)))
    return Signed(whole, read_checkpoint(note.body), tuple(each.name for each in lines))


def current_witnesses() -> list[Witness]:
    """Who watches our log now, by name."""
    return list(Witness.objects.filter(left_at=None))


def disagreeing_witnesses() -> list[Witness]:
    """Who watches our log now and refuses to sign it, because it is not the log it knows; by name."""
    return list(Witness.objects.filter(left_at=None, disagrees_since__isnull=False))


def last_restore() -> JournalEntry | None:
    """That this house was restored from a backup, the last time; None when it never was."""
    about = f"house:{current_organisation_id()}"
    return JournalEntry.objects.filter(subject=about, action="transparency.house.restored").order_by("-id").first()


def consistency_proof(old: int, new: int) -> list[bytes]:
    """The hashes that prove that the log of size ``new`` begins with that of size ``old``; none from 0.

    One statement: a part for each level of tiles, at most four below 4 billion leaves, each of at most 256 rows a tile.
    """
    return Hashes(_read_spans).proof(consistency_path(old, new)) if old else []


def inclusion_proof(index: int, size: int) -> list[bytes]:
    """The hashes that prove that a leaf is in the log of this size; read as ``consistency_proof`` is."""
    return Hashes(_read_spans).proof(inclusion_path(index, size))


def _read_spans(spans: list[Span]) -> dict[Span, list[bytes]]:
    places: dict[int, list[int]] = {}
    for span in spans:
        places.setdefault(span.level, []).extend(range(span.first, span.first + span.count))
    hashes = _hashes_at(places)
    found = {}
    for span in spans:
        wanted = ((span.level, place) for place in range(span.first, span.first + span.count))
        found[span] = [hashes[each] for each in wanted if each in hashes]
    return found


# Places one by one, some hundreds at most: of a range out of a join PostgreSQL expects a ninth of the table, and reads
# it whole. By hand, because compiling a list of hundreds costs more than all the rest; all levels in one go.
def _hashes_at(places: dict[int, list[int]]) -> dict[tuple[int, int], bytes]:
    leaves = "SELECT 0, idx, entry FROM transparency_logleaf WHERE organisation_id = %s AND idx = ANY(%s)"
    tiles = "SELECT level, n, hash FROM transparency_logtile WHERE organisation_id = %s AND level = %s AND n = ANY(%s)"
    asked: list[str] = []
    values: list[int | list[int]] = []
    for level, wanted in places.items():
        asked.append(tiles if level else leaves)
        values += [current_organisation_id(), level, wanted] if level else [current_organisation_id(), wanted]
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked), values)
        rows = cursor.fetchall()
    return {(level, place): bytes(one) if level else leaf_hash(bytes(one)) for level, place, one in rows}


def tile_bytes(tile: Tile) -> bytes:
    """What stands in a tile of the public log.

    :raises NotFound: the log has not grown that far, or has and is not public that far.
    """
    first, level = tile.number * WIDTH, tile.level
    if first + tile.width > 2**62 or (first + tile.width) * WIDTH ** (level or 0) > _published():
        raise NotFound(tile.path)
    if not level:
        rows = LogLeaf.objects.filter(idx__gte=first, idx__lt=first + tile.width).order_by("idx")
        entries = [bytes(entry) for entry in rows.values_list("entry", flat=True)]
        content = bundle(entries) if level is None else b"".join(map(leaf_hash, entries))
        whole = len(entries) == tile.width
    else:
        found = LogTile.objects.filter(level=level, n__gte=first, n__lt=first + tile.width).order_by("n")
        content = b"".join(bytes(each) for each in found.values_list("hash", flat=True))
        whole = len(content) == tile.width * HASH_BYTES
    if not whole:
        raise NotFound(tile.path)
    return content


def _published() -> int:
    return LogHead.objects.values_list("published", flat=True).first() or 0


def proof_of(spoken: Voice | SealedCase) -> TlogProof:
    """The proof file of a voice or case, by the newest checkpoint with a witness that holds it, else by the newest.

    :raises NotSealed: its leaf waits. :raises NotLogged: it has none.
    """
    about = f"case:{spoken.pk}" if isinstance(spoken, SealedCase) else f"voice:{spoken.pk}"
    opening = Opening.objects.filter(about=about).exclude(key=b"").first()
    signed = (witnessed_checkpoint(above=opening.idx) or latest_checkpoint()) if opening else None
    if opening is None or signed is None:
        raise _not_there(about)
    entry = decode(bytes(LogLeaf.objects.get(idx=opening.idx).entry))
    facts, key = _facts_of(spoken), bytes(opening.key)
    log_key = log_signer(signed.checkpoint.origin).verifier.text
    extra = Opened(log_key, str(facts["locator"]), entry, key, digests(key, facts)).raw
    hashes = inclusion_proof(opening.idx, signed.checkpoint.size)
    return TlogProof(opening.idx, tuple(hashes), signed.note, extra)


def _facts_of(spoken: Voice | SealedCase) -> Facts:
    if isinstance(spoken, SealedCase):
        files = SealedFile.objects.filter(case=spoken, message=None).values_list("facts", flat=True)
        return case_facts(spoken, files=[bytes(each) for each in files])
    return voice_facts(spoken, locator=Receipt.objects.get(voice=spoken).locator, files=files_of(spoken))


def _not_there(about: str) -> Refusal:
    if WaitingLeaf.objects.filter(about=about).exists():
        return NotSealed(_("Your voice is about to be sealed into the log. Please try again in a few seconds."))
    return NotLogged(_("There is no proof file for this voice: it came in before the log began, or was erased."))


def files_of(voice: Voice) -> list[str]:
    """The digests of the files that came with a voice itself, not with later messages."""
    return list(Attachment.objects.filter(voice=voice, message=None).values_list("digest", flat=True))


def last_signed_at(witness: Witness) -> dt.datetime | None:
    """When a witness last signed a checkpoint of ours; None if never."""
    line = Cosignature.objects.filter(name=witness.name).order_by("-size").first()
    return line.given_at if line else None
