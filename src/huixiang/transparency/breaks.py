"""Reads of breaks: when witnesses that had refused our log signed it again, and with which logs we began anew."""

from __future__ import annotations

from huixiang.kernel.tenancy import current_organisation_id
from huixiang.people.models import Organisation
from huixiang.proofs.begun_anew import BeginningAnew, Head
from huixiang.proofs.notes import Note, read_checkpoint, read_note
from huixiang.transparency.keys import witness_signer
from huixiang.transparency.models import BegunAnew, SignsAgain


def witnesses_again() -> list[SignsAgain]:
    """Every time a witness that had refused our log signed it again, the newest first (1 query)."""
    return list(SignsAgain.objects.select_related("witness").order_by("-id"))


def logs_begun_anew() -> list[BegunAnew]:
    """Every time we began anew with a log of others, the newest first (1 query)."""
    return list(BegunAnew.objects.select_related("watched").order_by("-id"))


def beginning_with(origin: str) -> Note | None:
    """What we sign about having begun anew with this log the last time; signed at each call, always the same.

    None when we never did.
    """
    found = BegunAnew.objects.filter(watched__origin=origin.replace("\0", "")).order_by("-id").first()
    if found is None:
        return None
    knew, begins = (read_checkpoint(read_note(each).body) for each in (found.known, found.note))
    told = BeginningAnew(origin, Head(knew.size, knew.root), Head(begins.size, begins.root), found.reason)
    signer = witness_signer(Organisation.objects.get(pk=current_organisation_id()))
    return told.signed_by(signer, moment=int(found.at.timestamp()))
