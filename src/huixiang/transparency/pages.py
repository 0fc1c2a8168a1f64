"""What the log's pages show, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from huixiang.proofs.notes import to_b64
from huixiang.transparency import backups, breaks, queries
from huixiang.transparency.keys import log_signer


@dataclass(frozen=True, slots=True)
class WitnessLine:
    """One witness: name, key, how much of the log it last signed and when (None: nothing yet)."""

    name: str
    key: str
    size: int
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A witness that knows another log than ours: its name, how many entries it knows, since when it refuses."""

    name: str
    knows: int
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class Break:
    """That a witness began anew: ``name`` is the witness, or the log where we are the witness.

    ``knew`` and ``size`` count entries; ``since`` is when the refusal began, None where we are the witness; ``reason``
    is empty where the witness gave none.
    """

    name: str
    knew: int
    size: int
    since: dt.datetime | None
    at: dt.datetime
    reason: str


@dataclass(frozen=True, slots=True)
class StatusPage:
    """How the log stands; ``size`` 0 means that nothing is public yet. ``behind`` counts leaves no witness signed.

    ``held_back``: new entries wait for each other; how many is told to nobody.
    """

    origin: str
    key: str
    size: int
    root: str
    day: dt.date
    witnesses: tuple[WitnessLine, ...]
    witnessed_size: int
    behind: int
    disagreements: tuple[Disagreement, ...]
    restored_at: dt.datetime | None
    held_back: bool
    breaks: tuple[Break, ...]
    begun_anew: tuple[Break, ...]


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The head of a day for the notice board; ``note`` is what the QR code holds."""

    day: dt.date
    origin: str
    size: int
    root: str
    key: str
    note: str
    address: str
    witnesses: tuple[str, ...]


def status_page(*, today: dt.date) -> StatusPage:
    """How the log of this organisation stands (12 queries, and one for each witness)."""
    signed, witnessed = queries.public_checkpoint(), queries.witnessed_checkpoint()
    lines = tuple(
        WitnessLine(each.name, each.key, each.size, queries.last_signed_at(each))
        for each in queries.current_witnesses()
    )
    head = queries.head()
    held = head is not None and queries.is_held_back(head)
    both = _breaks(), _begun_anew()
    if signed is None:
        return StatusPage("", "", 0, "", today, lines, 0, 0, (), None, held, *both)
    size, covered = signed.checkpoint.size, witnessed.checkpoint.size if witnessed else 0
    restored = queries.last_restore()
    return StatusPage(
        signed.checkpoint.origin, _key(signed), size, _root(signed), today, lines, covered, size - covered,
        _disagreements(), restored.at if restored else None, held, *both,
    )  # fmt: skip


def _disagreements() -> tuple[Disagreement, ...]:
    found = ((each.name, each.knows, each.disagrees_since) for each in queries.disagreeing_witnesses())
    return tuple(Disagreement(name, knows, since) for name, knows, since in found if since is not None)


def _breaks() -> tuple[Break, ...]:
    return tuple(
        Break(each.witness.name, each.knew, each.size, each.refused_since, each.at, each.reason)
        for each in breaks.witnesses_again()
    )


def _begun_anew() -> tuple[Break, ...]:
    return tuple(
        Break(each.watched.origin, each.knew, each.size, None, each.at, each.reason)
        for each in breaks.logs_begun_anew()
    )


@dataclass(frozen=True, slots=True)
class BackupLine:
    """A run of the backup: when, the archive's name (empty: none was made), proven or not, and what was wrong.

    ``leaves`` counts the entries of this organisation's log that were restored and audited.
    """

    at: dt.datetime
    name: str
    proven: bool
    trouble: str
    leaves: int


@dataclass(frozen=True, slots=True)
class BackupsPage:
    """How the backups of the house stand. ``late`` says that the last proven one is too old, or that there is none."""

    lines: tuple[BackupLine, ...]
    proven_at: dt.datetime | None
    late: bool
    has_key: bool
    has_folder: bool


def backups_page(*, slug: str, at: dt.datetime) -> BackupsPage:
    """The last runs, newest first (no query); of other organisations nothing is told."""
    runs = backups.runs_of(settings.DATA_DIR)
    proven = backups.last_proven(runs)
    lines = tuple(BackupLine(run.at, run.name, run.proven, run.trouble, run.leaves.get(slug, 0)) for run in runs)
    return BackupsPage(
        lines, proven.at if proven else None, backups.is_late(proven, at=at),
        backups.key_path(settings.DATA_DIR).exists(), bool(settings.ENVIRONMENT["HX_BACKUP_DIR"]),
    )  # fmt: skip


def sheet_page(*, today: dt.date) -> SheetPage | None:
    """The newest head with a witness if there is one, else the newest; None before the first leaf."""
    signed = queries.witnessed_checkpoint() or queries.public_checkpoint()
    if signed is None:
        return None
    address = f"{settings.ORIGIN}{reverse('transparency:status')}"
    return SheetPage(
        today, signed.checkpoint.origin, signed.checkpoint.size, _root(signed), _key(signed), signed.note.text,
        address, signed.witnesses,
    )  # fmt: skip


def _key(signed: queries.Signed) -> str:
    return log_signer(signed.checkpoint.origin).verifier.text


def _root(signed: queries.Signed) -> str:
    return to_b64(signed.checkpoint.root)
