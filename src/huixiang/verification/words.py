"""The acts of verification in words, as they read after a person's name, and their colours on a timeline."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _, pgettext_lazy

ACTS = {
    "verification.speakers.asked": _("asked those who raised it whether it is solved"),
    "verification.verdict.given": _("answered"),
    "verification.closure.approved": _("approved the closing"),
    "verification.small_office.declared": _("said that the unit is a small office"),
    "verification.small_office.ended": _("said that the unit is no small office any more"),
    "verification.metrics.rule_set": _("set how figures are computed"),
    "verification.metrics.supplied": _("supplied a number from outside"),
    "verification.metrics.kept": _("kept the figures of a period"),
    "verification.callbacks.drawn": _("drew call-backs by lot"),
    "verification.callback.assigned": _("handed out a call"),
    "verification.callback.answered": _("rang somebody who raised it and wrote down the answer"),
    "verification.callback.tried": _("rang somebody who raised it in vain"),
    "verification.callback.put_off": _("put a call off"),
    "verification.audit.begun": _("began a sample audit"),
    "verification.audit.committed": _("bound a party of a sample audit with a hash"),
    "verification.audit.revealed": _("told the secret of a party of a sample audit"),
    "verification.audit.beacon_noted": _("noted what the draw in public gave"),
    "verification.audit.called_off": _("called a sample audit off"),
    "verification.audit.drawn": _("drew a sample audit by lot"),
    "verification.audit.moved": _("followed the stop rule of a sample audit"),
    "verification.audit.looked": _("looked at it again for a sample audit"),  # so named before it had a leaf
    "verification.audit.seen": _("looked at it again for a sample audit"),
    "verification.audit.corrected": _("put right what was seen for a sample audit"),
}
FACTS = {
    "asked": _("people asked"),
    "closes_on": _("answers until"),
    "ordinal": _("which answer"),
    "solved": pgettext_lazy("fact", "solved"),
    "confirmed": _("said solved"),
    "silent": _("did not answer"),
    "size": _("claims drawn from"),
    "drawn": _("claims drawn"),
    "genuine": _("really done"),
    "false": _("not done"),
    "unverified": _("unverified"),
    "photos": _("photos"),
    "beacon": _("what was drawn"),
    "population_hash": _("hash of the frozen list"),
    "commitment": _("SHA-256 published"),
    "seed": _("seed"),
    "calls": _("people to ring"),
    "result": _("what happened"),
    "days": _("days tried"),
    "people": _("people"),
    "version": _("version"),
    "since": _("counts from"),
    "first_day": _("from"),
    "last_day": _("until"),
}
UNSAID = (
    "verdict", "call", "caller", "draw", "audit", "looked", "correction", "finding", "party", "rate_percent",
    "alpha_percent", "first_size", "second_size", "stop_rule", "check_days", "beacon_on", "answers_until",
)  # fmt: skip
SOLVED_WORDS = {True: pgettext_lazy("fact", "yes"), False: pgettext_lazy("fact", "no")}
TONES = {
    "verification.closure.approved:confirmed": "confirmed",
    "verification.closure.approved:silent": "silent",
    "verification.callback.answered:True": "confirmed",
    "verification.callback.answered:False": "disputed",
    "verification.verdict.given:True": "confirmed",
    "verification.verdict.given:False": "disputed",
    "verification.audit.looked": "working",
    "verification.audit.seen": "working",
    "verification.audit.corrected": "working",
    "verification": "waiting",
}
