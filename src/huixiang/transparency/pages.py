"""What the log's pages show, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from huixiang.proofs.notes import to_b64
from huixiang.transparency import queries
from huixiang.transparency.keys import log_signer


@dataclass(frozen=True, slots=True)
class WitnessLine:
    """One witness: name, key, how much of the log it last signed and when (None: nothing yet)."""

    name: str
    key: str
    size: int
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class StatusPage:
    """How the log stands; ``size`` 0 means that nothing was sealed yet. ``behind`` counts leaves no witness signed."""

    origin: str
    key: str
    size: int
    root: str
    day: dt.date
    witnesses: tuple[WitnessLine, ...]
    witnessed_size: int
    behind: int


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
    """How the log of this organisation stands (6 queries, and one for each witness)."""
    signed, witnessed = queries.latest_checkpoint(), queries.witnessed_checkpoint()
    lines = tuple(
        WitnessLine(each.name, each.key, each.size, queries.last_signed_at(each))
        for each in queries.current_witnesses()
    )
    if signed is None:
        return StatusPage("", "", 0, "", today, lines, 0, 0)
    size, covered = signed.checkpoint.size, witnessed.checkpoint.size if witnessed else 0
    return StatusPage(
        signed.checkpoint.origin, _key(signed), size, _root(signed), today, lines, covered, size - covered
    )


def sheet_page(*, today: dt.date) -> SheetPage | None:
    """The newest head with a witness if there is one, else the newest; None before the first leaf."""
    signed = queries.witnessed_checkpoint() or queries.latest_checkpoint()
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
