"""How metrics, counts and bands read on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _, pgettext_lazy

from huixiang.verification.metrics import Metric

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

METRIC_WORDS: Mapping[Metric, Words] = {
    Metric.RESPONSE: _("Response rate"),
    Metric.SOLUTION: _("Solution rate"),
    Metric.SATISFACTION: _("Satisfaction rate"),
    Metric.COMPOSITE: _("Composite"),
    Metric.PARTICIPATION: _("Participation"),
    Metric.CLOSING: _("Closing rate"),
    Metric.ON_TIME: _("Closed on time"),
    Metric.SIGNED_IN_TIME: _("Signed for in time"),
    Metric.FIRST_TIME: _("Solved the first time"),
    Metric.REDO: _("Sent back to be redone"),
    Metric.REPEAT: _("Raised again"),
    Metric.RETURNS_ASKED: _("Returns asked for"),
    Metric.RETURNS_ALLOWED: _("Returns allowed"),
    Metric.EXTENDED: _("Extended"),
    Metric.OVERDUE: pgettext_lazy("rate", "Overdue"),
    Metric.SUSPENDED: _("Share suspended"),
    Metric.EXCLUDED: _("Not counted"),
    Metric.DIRECT: _("Answered at the desk"),
    Metric.CONNECTED: _("Calls that got through"),
}
COUNT_WORDS: Mapping[str, Words] = {
    "registered": _("registered"),
    "repeated": _("of them: an order for the same problem came before"),
    "dispatched": _("dispatched"),
    "signed_in_time": _("of them: signed for in time"),
    "extended": _("of them: extended"),
    "overdue": _("of them: reported late, or not yet although due"),
    "suspended": _("of them: suspended"),
    "excluded": _("of them: not counted, yet handled"),
    "handed": _("hand-overs"),
    "returns_asked": _("returns asked for"),
    "returns_allowed": _("returns allowed"),
    "due": _("due"),
    "closed": _("of them: closed"),
    "closed_on_time": _("of them: closed, and reported before they were due"),
    "ended": _("closed in the period"),
    "redone": _("of them: sent back at least once"),
    "solved_at_once": _("of them: solved, never sent back, not raised again"),
    "answered": _("first answers (V)"),
    "contacted": _("of them: the unit was in touch"),
    "solved": _("of them: solved"),
    "satisfied": _("of them: satisfied"),
    "basically": _("of them: satisfied on the whole"),
    "dissatisfied": _("of them: not satisfied"),
    "asked": _("people asked whose time is over"),
    "rated": _("of them: answered"),
    "accepted": _("voices accepted at the desk"),
    "answered_at_desk": _("of them: answered at the desk, with no order"),
    "calls_offered": _("calls offered (supplied)"),
    "calls_answered": _("of them: answered by somebody"),
}
BAND_WORDS: Mapping[str, Words] = {
    "good": pgettext_lazy("band", "good"),
    "fair": pgettext_lazy("band", "fair"),
    "weak": pgettext_lazy("band", "weak"),
}
FORMULA_WORDS: Mapping[Metric, Words] = {
    Metric.RESPONSE: _("first answers that say the unit was in touch, of all first answers (V)"),
    Metric.SOLUTION: _("first answers that say it is solved, of V"),
    Metric.SATISFACTION: _("satisfied, and so much of those satisfied on the whole, of V"),
    Metric.COMPOSITE: _("response, solution and satisfaction, each with its weight, times 100, to one decimal"),
    Metric.PARTICIPATION: _("people who answered, of those asked whose time to answer ended in the period"),
    Metric.CLOSING: _("orders closed, of those due in the period"),
    Metric.ON_TIME: _("orders closed that were reported before they were due, of those due in the period"),
    Metric.SIGNED_IN_TIME: _("orders signed for within the limit, of those dispatched in the period"),
    Metric.FIRST_TIME: _("orders solved without being sent back or raised again, of those closed in the period"),
    Metric.REDO: _("orders sent back at least once, of those closed in the period"),
    Metric.REPEAT: _("orders for a problem that had one before, of those registered in the period"),
    Metric.RETURNS_ASKED: _("returns the unit asked for, of hand-overs to it in the period"),
    Metric.RETURNS_ALLOWED: _("returns that were allowed, of hand-overs to it in the period"),
    Metric.EXTENDED: _("orders with an extended deadline, of those dispatched in the period"),
    Metric.OVERDUE: _("orders reported late or not yet although due, of those dispatched in the period"),
    Metric.SUSPENDED: _("orders suspended, of those dispatched in the period"),
    Metric.EXCLUDED: _("orders not counted, of those dispatched in the period"),
    Metric.DIRECT: _(
        "voices answered at the desk without an order, of those said in the period that were answered or feed a problem"
    ),
    Metric.CONNECTED: _("calls somebody answered, of all calls offered, as supplied for days within the period"),
}
