"""The ledger's acts in words, as they read after a person's name, and how each looks on a timeline."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTS = {
    "ledger.problem.assigned": _("handed it to a unit"),
    "ledger.deadline.extended": _("extended the deadline"),
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
    "ledger.part.finished": _("said that the part of a helping unit is finished"),
    "ledger.part.reopened": _("said that the part of a helping unit is open again"),
    "ledger.plan.made": _("made a plan"),
    "ledger.plan.extended": _("took problems or rules into a plan"),
    "ledger.plan.shortened": _("left something out of a plan"),
    "ledger.plan.approved": _("approved a version of a plan"),
    "ledger.plan.result": _("noted a result of a plan"),
    "ledger.rule.entered": _("entered a rule"),
    "ledger.rule.moved": _("said how far a rule is"),
    "ledger.rule.reviewed": _("reviewed a rule"),
    "ledger.licence.entered": _("entered a licence that was cleaned up"),
    "ledger.pledge.made": _("wrote down a pledge"),
    "ledger.pledge.published": _("showed a pledge to everybody"),
    "ledger.pledge.checked": _("checked what was pledged"),
    "ledger.project.entered": _("entered a project"),
    "ledger.project.moved": _("said how a project stands"),
    "ledger.project.noted": _("noted progress of a project"),
    "ledger.project.published": _("showed a project to everybody"),
    "ledger.limit.set": _("set a limit"),
    "ledger.limit.ended": _("ended a limit"),
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
}
REFERENCES = {"leader": "user", "person": "user", "to": "problem", "co_units": "unit"}
UNSAID = ("measure", "evidence", "claim", "progress", "comment", "deadline", "limit", "part", "digest", "item", "lines")
TONES = {
    "ledger.completion.claimed": "claimed",
    "ledger.completion.signed": "claimed",
    "ledger.completion.checked": "claimed",
    "ledger.completion.turned_back": "disputed",
    "ledger.completion.not_passed": "disputed",
    "ledger": "working",
}
