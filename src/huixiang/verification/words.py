"""The acts of verification in words, as they read after a person's name, and their colours on a timeline."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _, pgettext_lazy

ACTS = {
    "verification.speakers.asked": _("asked those who raised it whether it is solved"),
    "verification.verdict.given": _("answered"),
    "verification.closure.approved": _("approved the closing"),
}
FACTS = {
    "asked": _("people asked"),
    "closes_on": _("answers until"),
    "ordinal": _("which answer"),
    "solved": pgettext_lazy("fact", "solved"),
    "confirmed": _("said solved"),
    "silent": _("did not answer"),
}
UNSAID = ("verdict",)
SOLVED_WORDS = {True: pgettext_lazy("fact", "yes"), False: pgettext_lazy("fact", "no")}
TONES = {
    "verification.closure.approved:confirmed": "confirmed",
    "verification.closure.approved:silent": "silent",
    "verification.verdict.given:True": "confirmed",
    "verification.verdict.given:False": "disputed",
    "verification": "waiting",
}
