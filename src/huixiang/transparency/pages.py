"""What the log's pages show, as plain values."""

from __future__ import annotations

import datetime as dt
from base64 import b64encode
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

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
    held_back: bool


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
    """How the log of this organisation stands (8 queries)."""
    signed, witnessed = queries.public_checkpoint(), queries.witnessed_checkpoint()
    lines = tuple(
        WitnessLine(each.name, each.key, each.size, queries.last_signed_at(each))
        for each in queries.current_witnesses()
    )
    head = queries.head()
    held = head is not None and queries.is_held_back(head)
    if signed is None:
        return StatusPage("", "", 0, "", today, lines, 0, 0, held)
    size, covered = signed.checkpoint.size, witnessed.checkpoint.size if witnessed else 0
    return StatusPage(
        signed.checkpoint.origin, _key(signed), size, _root(signed), today, lines, covered, size - covered, held
    )


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
    return b64encode(signed.checkpoint.root).decode()
