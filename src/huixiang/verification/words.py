"""The acts of verification in words, as they read after a person's name, and their colours on a timeline."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTS = {
    "verification.speakers.asked": _("asked those who raised it whether it is solved"),
    "verification.verdict.given": _("answered"),
    "verification.closure.approved": _("approved the closing"),
}
FACTS = {
    "asked": _("people asked"),
    "closes_on": _("answers until"),
    "verdict": _("answer"),
    "ordinal": _("which answer"),
    "solved": _("solved"),
    "confirmed": _("said solved"),
    "silent": _("did not answer"),
}
TONES = {
    "verification.closure.approved:confirmed": "confirmed",
    "verification.closure.approved:silent": "silent",
    "verification.verdict.given:True": "confirmed",
    "verification.verdict.given:False": "disputed",
    "verification": "waiting",
}
