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
TO_PROPOSED = ActPage(
    _("Hand it to the unit that was proposed"), _("Hand it over, for good"), _("It lies with that unit now."),
    _("That unit gets a fresh limit and cannot give it back. The unit's own leader is responsible."),
)  # fmt: skip
UNARCHIVE = ActPage(_("Take it out of the archive"), _("Take it out"), _("It stands among the closed orders again."))
CONSULT = ActPage(
    _("Ask units whose it is"), _("Ask them"), _("The units are asked."),
    _("Each answers once: yes, no, or with whom. Who says yes cannot give it back later."),
)  # fmt: skip
CONSULT_ANSWER = ActPage(_("Is this yours?"), _("Answer"), _("Your answer is on record."))
ASSIST = ActPage(
    _("Ask another unit to help"), _("Ask it"), _("The unit has an order for its part."),
    _("It signs for its part and reports on it. The whole cannot be reported as solved before every part is finished."),
)  # fmt: skip
HAND_DOWN = ActPage(
    _("Hand a part down"), _("Hand it down"), _("The unit below has an order for its part."),
    _("You stay responsible. The whole cannot be reported as solved before every part is finished."),
)  # fmt: skip
SIGN_PART = ActPage(_("Sign for the part"), _("We take it on"), _("You signed for your part."))
REPORT_PART = ActPage(
    _("Report on the part"), _("Report"), _("Your report is on record."),
    _("The responsible unit reports on the whole once every part is finished."),
)  # fmt: skip
DECIDE_PART = ActPage(_("Decide whether the part goes back"), _("Decide"), _("It is decided."))
EXTEND_PART = ActPage(
    _("Extend the part"), _("Extend"), _("The deadline of the part was extended."),
    _("Once, before it passes, and not behind the deadline of the whole."),
)  # fmt: skip
WITHDRAW_PART = ActPage(
    _("Take the part back"), _("Take it back"), _("The part was taken back."),
    _("Its unit has nothing to do any more; what it reported stays on record."),
)  # fmt: skip
