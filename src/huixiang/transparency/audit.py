"""The audit: recomputes the whole log from its leaves, and each leaf from the record it commits to.

Decides what is altered, missing, unlogged or broken, and names it. Reads only; one organisation at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from huixiang.journal.leaves import entry_facts, logged_actions
from huixiang.journal.models import JournalEntry, WaitingLeaf
from huixiang.listening.logged import case_facts, voice_facts
from huixiang.listening.models import Attachment, Receipt, SealedCase, SealedFile, Voice
from huixiang.proofs.entries import MAGIC, VERSION, EntryWrong, Facts, LeafType, content_of, decode, digests
from huixiang.proofs.merkle import Frontier, leaf_hash
from huixiang.proofs.notes import Checkpoint, NoteWrong, NotSigned, read_checkpoint, read_note, vouched_by
from huixiang.proofs.tiles import HEIGHT
from huixiang.transparency.acts import COMMITTED_ANEW, ERASED
from huixiang.transparency.keys import log_signer
from huixiang.transparency.models import LogCheckpoint, LogHead, LogLeaf, LogTile, Opening

BATCH: Final = 1000


class Trouble(StrEnum):
    """What the audit finds."""

    ALTERED = "altered"
    MISSING = "missing"
    UNLOGGED = "unlogged"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: ``what`` names the record (``voice:...``) or the part of the log (``checkpoint:12``)."""

    trouble: Trouble
    what: str
    why: str = ""


@dataclass(slots=True)
class Report:
    """How much was looked at, and what was found, in the order of the log."""

    leaves: int = 0
    opened: int = 0
    erased: int = 0
    waiting: int = 0
    files: int = 0
    findings: list[Finding] = field(default_factory=list)

    def add(self, trouble: Trouble, what: str, why: str = "") -> None:
        """Note one more thing."""
        self.findings.append(Finding(trouble, what, why))


def audit() -> Report:
    """Look at everything of this organisation; memory for the names of all leaves and 1,000 records at a time."""
    report = Report(waiting=WaitingLeaf.objects.count())
    head = LogHead.objects.first()
    if head is None:
        if LogLeaf.objects.exists() or LogCheckpoint.objects.exists():
            report.add(Trouble.BROKEN, "head", "the head of the log is gone")
        return report
    _Tree(report, head).look()
    erased = _erased_subjects()
    keyed = Opening.objects.exclude(key=b"").order_by("idx").values_list("idx", "about", "key")
    for rows in _batches(keyed.iterator(BATCH)):
        _look_at(rows, report)
    _look_for_destroyed(report)
    _look_for_unopened(report, erased)
    _look_for_unlogged(report, head)
    return report


@dataclass(slots=True)
class _Tree:
    """Grows the tree again and compares every root that was ever signed."""

    report: Report
    head: LogHead
    tree: Frontier = field(default_factory=Frontier)
    tiles: dict[tuple[int, int], bytes] = field(default_factory=dict)

    def look(self) -> None:
        notes = dict(LogCheckpoint.objects.values_list("size", "note"))
        for idx, entry in LogLeaf.objects.order_by("idx").values_list("idx", "entry").iterator(BATCH * 10):
            if idx != self.tree.size:
                self.report.add(Trouble.BROKEN, f"leaf:{self.tree.size}", "a leaf is gone or out of order")
                break
            for node, found in self.tree.append(leaf_hash(bytes(entry))):
                if node.level % HEIGHT == 0:
                    self.tiles[node.level // HEIGHT, node.index] = found
            if self.tree.size in notes:
                self._compare(notes.pop(self.tree.size))
        for size in sorted(notes):
            self.report.add(Trouble.BROKEN, f"checkpoint:{size}", "leaves that were signed are gone")
        self._compare_end()

    def _compare(self, note: str) -> None:
        what = f"checkpoint:{self.tree.size}"
        try:
            read = read_note(note)
            vouched = vouched_by(read, [log_signer(self.head.origin).verifier])
            signed = read_checkpoint(read.body) if vouched else None
        except (NoteWrong, NotSigned):
            signed = None
        if signed is None:
            self.report.add(Trouble.BROKEN, what, "the signature does not hold")
        elif signed != Checkpoint(self.head.origin, self.tree.size, self.tree.root):
            self.report.add(Trouble.BROKEN, what, "the leaves do not lead to the root that was signed")

    def _compare_end(self) -> None:
        self.report.leaves = self.tree.size
        if (self.head.size, bytes(self.head.frontier)) != (self.tree.size, b"".join(self.tree.hashes)):
            self.report.add(Trouble.BROKEN, "head", "the head does not follow from the leaves")
        stored = {(level, n): bytes(one) for level, n, one in LogTile.objects.values_list("level", "n", "hash")}
        for level, n in sorted(stored.keys() | self.tiles.keys()):
            if stored.get((level, n)) != self.tiles.get((level, n)):
                self.report.add(Trouble.BROKEN, f"tile:{level}/{n}", "the tile does not follow from the leaves")


_Row = tuple[int, str, Any]


def _look_at(rows: list[_Row], report: Report) -> None:
    contents = dict(_contents(row[0] for row in rows))
    records = _records([about for _idx, about, _key in rows])
    for idx, about, key in rows:
        facts = records.get(about)
        if idx not in contents:
            report.add(Trouble.BROKEN, f"leaf:{idx}", f"{about} has an opening but no leaf")
        elif facts is None:
            report.add(Trouble.MISSING, about, f"leaf {idx}")
        elif content_of(bytes(key), digests(bytes(key), facts)) != contents[idx]:
            report.add(Trouble.ALTERED, about, f"leaf {idx}")
        else:
            report.opened += 1


def opens(rows: list[_Row]) -> bool:
    """Test that each of these openings (index, record, key) opens its leaf with the record as it is."""
    report = Report()
    _look_at(rows, report)
    return not report.findings


def _contents(indexes: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    for idx, entry in LogLeaf.objects.filter(idx__in=list(indexes)).values_list("idx", "entry"):
        try:
            yield idx, decode(bytes(entry)).content
        except EntryWrong:
            yield idx, b""


def _records(abouts: list[str]) -> dict[str, Facts]:
    ids: dict[str, list[str]] = defaultdict(list)
    for about in abouts:
        kind, _colon, identity = about.partition(":")
        ids[kind].append(identity)
    voices = _voices([UUID(each) for each in {*ids["voice"], *ids["code"]}])
    cases = _cases([UUID(each) for each in {*ids["case"], *ids["code"]}])
    entries = JournalEntry.objects.in_bulk([int(each) for each in ids["entry"]])
    found: dict[str, Facts] = {f"entry:{pk}": entry_facts(entry) for pk, entry in entries.items()}
    found |= {f"voice:{pk}": facts for pk, facts in voices.items()}
    found |= {f"case:{pk}": facts for pk, facts in cases.items()}
    for kind, each in (("voice", voices), ("case", cases)):
        found |= {f"code:{pk}": {"voice": f"{kind}:{pk}", "locator": facts["locator"]} for pk, facts in each.items()}
    return found


def _voices(ids: list[UUID]) -> dict[UUID, Facts]:
    locators = dict(Receipt.objects.filter(voice__in=ids).values_list("voice_id", "locator"))
    files: dict[UUID, list[str]] = defaultdict(list)
    for voice_id, digest in Attachment.objects.filter(voice__in=ids, message=None).values_list("voice_id", "digest"):
        files[voice_id].append(digest)
    voices = Voice.objects.in_bulk(ids)
    return {pk: voice_facts(one, locator=locators.get(pk, ""), files=files[pk]) for pk, one in voices.items()}


def _cases(ids: list[UUID]) -> dict[UUID, Facts]:
    files: dict[UUID, list[bytes]] = defaultdict(list)
    for case_id, facts in SealedFile.objects.filter(case__in=ids, message=None).values_list("case_id", "facts"):
        files[case_id].append(bytes(facts))
    return {pk: case_facts(one, files=files[pk]) for pk, one in SealedCase.objects.in_bulk(ids).items()}


def _erased_subjects() -> set[int]:
    """The first leaves of cases of which something was erased, with a leaf that says so."""
    erased = MAGIC + bytes([VERSION, LeafType.ERASED])
    rows = LogLeaf.objects.extra(where=["substr(entry, 1, 4) = %s"], params=[erased])
    return {decode(bytes(entry)).subject for entry in rows.values_list("entry", flat=True)}


def _look_for_destroyed(report: Report) -> None:
    """A key may be gone only where an entry about an erasure, itself in the log, names the record."""
    entries = JournalEntry.objects.filter(action__in=[*ERASED, COMMITTED_ANEW]).values_list("after", flat=True)
    named = {about for after in entries.iterator(BATCH) for about in after.get("leaves", ())}
    for idx, about in Opening.objects.filter(key=b"").order_by("idx").values_list("idx", "about").iterator(BATCH):
        if about in named:
            report.erased += 1
        else:
            report.add(Trouble.MISSING, about, f"the key of leaf {idx} is gone, and no entry says that it was erased")


def _look_for_unopened(report: Report, erased: set[int]) -> None:
    opened = Opening.objects.values("idx")
    for idx, entry in LogLeaf.objects.exclude(idx__in=opened).values_list("idx", "entry"):
        try:
            subject = decode(bytes(entry)).subject
        except EntryWrong:
            subject = -1
        if idx in erased or subject in erased:
            report.erased += 1
        else:
            report.add(Trouble.MISSING, f"leaf:{idx}", "nothing opens it, and no entry says that it was erased")


def _look_for_unlogged(report: Report, head: LogHead) -> None:
    known = {*Opening.objects.values_list("about", flat=True), *WaitingLeaf.objects.values_list("about", flat=True)}
    before = JournalEntry.objects.filter(pk__lte=head.began_after)
    accepted = before.filter(action__in=["listening.voice.accepted", "listening.case.accepted"])
    known.update(accepted.values_list("subject", flat=True))
    # Voices that came with a table have one leaf together, that of their import (see ADR 0014).
    alone = Voice.objects.filter(import_row=None)
    for kind, rows in (("voice", alone), ("case", SealedCase.objects.all())):
        for pk in rows.order_by("pk").values_list("pk", flat=True).iterator(BATCH):
            if f"{kind}:{pk}" not in known:
                report.add(Trouble.UNLOGGED, f"{kind}:{pk}")
    logged = Q(action__in=logged_actions(), pk__gt=head.began_after)
    for entry in JournalEntry.objects.filter(logged).order_by("pk").values_list("pk", flat=True).iterator(BATCH):
        if f"entry:{entry}" not in known:
            report.add(Trouble.UNLOGGED, f"entry:{entry}")


def _batches(rows: Iterator[_Row]) -> Iterator[list[_Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
