"""The ledger's acts in words, as they read after a person's name, and how each looks on a timeline."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _, pgettext_lazy

ACTS = {
    "ledger.problem.assigned": _("handed it to a unit"),
    "ledger.deadline.extended": _("extended the deadline"),
    "ledger.order.signed": _("signed for the order"),
    "ledger.order.return_asked": _("asked to give the order back"),
    "ledger.order.return_allowed": _("took the order back and handed it to another unit"),
    "ledger.order.return_refused": _("left the order with the unit, for good"),
    "ledger.order.paused": _("stopped the clock to wait for whoever raised it"),
    "ledger.order.resumed": _("let the clock run on"),
    "ledger.order.reclassified": _("said anew what is wanted"),
    "ledger.order.reported": _("reported back"),
    "ledger.measure.planned": _("planned a measure"),
    "ledger.measure.changed": _("moved a measure to another day or person"),
    "ledger.measure.finished": _("carried out a measure"),
    "ledger.measure.dropped": _("gave up a measure"),
    "ledger.progress.noted": _("noted what happened"),
    "ledger.evidence.added": _("added evidence"),
    "ledger.completion.claimed": _("said that it is put right and applied for closing"),
    "ledger.completion.signed": _("signed it as leader"),
    "ledger.completion.turned_back": _("turned the application back"),
    "ledger.completion.checked": _("checked on the spot: it was done"),
    "ledger.completion.not_passed": _("checked on the spot: it was not done"),
    "ledger.limit.set": _("set a limit"),
    "ledger.limit.ended": _("ended a limit"),
    "ledger.dispatch_rule.added": _("added a rule to the dispatch catalogue"),
    "ledger.dispatch_rule.ended": _("ended a rule of the dispatch catalogue"),
    "ledger.comment.written": _("commented from outside"),
}
FACTS = {
    "due_on": _("deadline"),
    "unit": _("unit"),
    "leader": _("leader"),
    "co_units": _("helping units"),
    "round": _("round"),
    "outcome": _("outcome"),
    "person": _("responsible person"),
    "file": _("with a file"),
    "again": _("approved anew"),
    "nature": _("what is wanted"),
    "urgency": _("how urgent"),
    "step": _("for what"),
    "amount": _("how long"),
    "clock": _("counted in"),
    "since": _("from"),
    "until": _("until"),
    "order_state": _("order"),
    "proposed": _("proposed unit"),
    "was": _("wanted before"),
    "is_solved": _("reported as solved"),
}
REFERENCES = {"proposed": "unit", "leader": "user", "person": "user", "to": "problem", "co_units": "unit"}
YES_NO = {True: pgettext_lazy("fact", "yes"), False: pgettext_lazy("fact", "no")}
UNSAID = (
    "measure",
    "evidence",
    "claim",
    "progress",
    "comment",
    "deadline",
    "limit",
    "order",
    "report",
    "dispatch_rule",
)
TONES = {
    "ledger.completion.claimed": "claimed",
    "ledger.completion.signed": "claimed",
    "ledger.completion.checked": "claimed",
    "ledger.completion.turned_back": "disputed",
    "ledger.order.return_asked": "disputed",
    "ledger.completion.not_passed": "disputed",
    "ledger": "working",
}
