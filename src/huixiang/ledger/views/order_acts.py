"""What the act pages of an order say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huixiang.ledger.views.acting import ActPage

SIGN = ActPage(
    _("Sign for the order"), _("It is ours"), _("You signed for it."),
    _("You say that it is yours and that you begin. Planning a measure signs for it too."),
)  # fmt: skip
ASK_RETURN = ActPage(
    _("Ask to give it back"), _("Ask"), _("The office decides whether it goes back."),
    _("Until the office decides, it stays yours and the clock runs."),
)  # fmt: skip
DECIDE_RETURN = ActPage(
    _("Decide whether it goes back"), _("Decide"), _("It is decided."),
    _("Handed to another unit, it gets a fresh limit; the first deadline stays on record."),
)  # fmt: skip
PAUSE = ActPage(
    _("Stop the clock"), _("Stop it"), _("The clock stands still."),
    _("Only while you wait for the speaker. Everybody can see it."),
)  # fmt: skip
RESUME = ActPage(
    _("Let the clock run on"), _("Let it run"), _("The clock is running."),
    _("The deadline moves by as long as the clock stood still."),
)  # fmt: skip
RECLASSIFY = ActPage(_("Say anew what is wanted"), _("Save"), _("It is noted. The deadline stays as it is."))
REPORT = ActPage(
    _("Report back"), _("Report"), _("Your report is on record."),
    _("Solved: everybody who raised it is asked at once, and three other people must still sign, check and approve."),
)  # fmt: skip
