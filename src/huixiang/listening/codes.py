"""Draws the receipt code a form is shown with, and lets the form carry it: signed, so only a code we drew comes back.

The signature stands where a CSRF token would: the form has no session, and nothing a forger could borrow.
"""

from __future__ import annotations

import functools
import secrets
from typing import Final

from django.conf import settings
from django.core.signing import BadSignature, Signer

from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.queries import locator_is_free
from huixiang.proofs import receipts
from huixiang.proofs.receipts import LOCATOR_DIGITS, MistypedCode, ReceiptCode

_CHANCE: Final = secrets.SystemRandom()


def drawn_code() -> ReceiptCode:
    """A code whose locator nobody here has yet (1 query, rarely more)."""
    while True:
        code = receipts.draw(_CHANCE)
        if locator_is_free(code.locator):
            return code


def to_carry(code: ReceiptCode) -> str:
    """The code with the signature of this organisation's form; it never expires."""
    return _signer(current_organisation_id()).sign(code.digits)


def carried(text: str) -> ReceiptCode | None:
    """The code that a form brought back; None if we did not draw it here."""
    try:
        digits = _signer(current_organisation_id()).unsign(text.strip())
        return ReceiptCode(digits[:LOCATOR_DIGITS], digits[LOCATOR_DIGITS:])
    except (BadSignature, MistypedCode):
        return None


def receipt_link(code: ReceiptCode) -> str:
    """What the QR code holds. Digits behind # are never sent to any server, ours included."""
    return f"{settings.ORIGIN}/receipt#{code.digits}"


@functools.lru_cache(maxsize=256)
def _signer(organisation_id: int) -> Signer:
    return Signer(salt=f"huixiang.listening.code.{organisation_id}")
