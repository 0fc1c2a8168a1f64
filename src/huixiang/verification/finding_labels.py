"""The rules of formalism in words: what each looks for, its thresholds, what it measured, the kinds of its records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from huixiang.ledger.labels import NATURE_WORDS
from huixiang.verification.formalism.states import FindingState
from huixiang.web.parts import Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

TITLES: Mapping[str, Words] = {
    "last_tenth": _("Reported at the last moment, nobody contacted"),
    "copied_reply": _("The same reply for different problems"),
    "empty_reply": _("A reply that names no act, day or unit"),
    "passed_around": _("Passed from hand to hand"),
    "blind_return": _("Given back blindly"),
    "sample_differs": _("Those called back are not like the others"),
    "rating_burst": _("Many good answers at once"),
    "raised_rating": _("A better answer after the unit got in touch"),
    "more_than_others": _("Extended or set aside more often than elsewhere"),
    "merged_unanswered": _("Merged and not asked"),
    "softened_nature": _("A complaint turned into something lighter"),
    "paper_evidence": _("Evidence of paper and meetings"),
    "due_after_due": _("A deadline moved after it had passed"),
    "narrowed": _("Made smaller before closing"),
    "relapse": _("Came back after closing"),
    "last_day_rush": _("Most is finished on the last day"),
    "same_measure": _("One measure for many problems"),
    "papers_over_work": _("More papers and meetings than solved problems"),
    "filled_in_late": _("Many records filled in late"),
    "beyond_duty": _("Not our duty, more often than elsewhere"),
    "repeated_notes": _("The same note again and again"),
}
MEANINGS: Mapping[str, Words] = {
    "last_tenth": _(
        "The unit reported within the limit, but in its last part, and neither its report nor a speaker tells of any"
        " contact."
    ),
    "copied_reply": _("Replies to so many other problems say nearly the same. Numbers and days are not compared."),
    "empty_reply": _("The reply says neither what was done, nor on which day, nor by which body."),
    "passed_around": _("The order went through so many hands, or came back so many times."),
    "blind_return": _(
        "It was given back with hardly a reason or in the last part of the time for it, or went to and fro between the"
        " same two units."
    ),
    "sample_differs": _("A group is called back far more or far less often than chance explains."),
    "rating_burst": _("Many answered on one day, nearly all content, most on the day on which they were asked."),
    "raised_rating": _(
        "A speaker answered again and better, and the unit acted in between. The first answer counts all the same."
    ),
    "more_than_others": _("The share is several times that of all other units and no chance explains it."),
    "merged_unanswered": _("It is said to be solved, and people whose problem was merged into it were not asked."),
    "softened_nature": _("A complaint or accusation stands as a question, a suggestion or praise."),
    "paper_evidence": _("It is said to be solved, and so much of what shows it is paper and meetings."),
    "due_after_due": _("The deadline had passed when it was set to a later day."),
    "narrowed": _("So many of the voices were taken out shortly before it was said to be solved."),
    "relapse": _("It was closed, and within the look-back window a speaker said that it is not solved."),
    "last_day_rush": _("So large a share of the applications for closing came on the day of the deadline."),
    "same_measure": _("The same words stand as the measure of so many problems."),
    "papers_over_work": _(
        "In 90 days the unit showed more papers and meetings than problems whose speakers say that they are solved."
    ),
    "filled_in_late": _("One person typed in many contacts within an hour, long after they took place."),
    "beyond_duty": _("The unit answers that it is not its duty several times as often as all others."),
    "repeated_notes": _("The same words were noted as progress so many times on one problem."),
}
LIMITS: Mapping[str, Words] = {
    "used": _("share of the time used, from"),
    "copies": _("replies alike to other problems, from"),
    "likeness": _("how alike, from"),
    "named": _("things named, up to"),
    "hops": _("hands, from"),
    "returns": _("returns, from"),
    "reason": _("characters of the reason, below"),
    "between": _("times between the same two, from"),
    "called": _("called back, from"),
    "chance": _("by chance at most"),
    "ratings": _("answers on a day, from"),
    "satisfied": _("of them content, from"),
    "at_once": _("of them at once, from"),
    "days": _("days"),
    "orders": _("problems, from"),
    "times": _("times, from"),
    "speakers": _("people not asked, from"),
    "pieces": _("pieces, from"),
    "share": _("share, from"),
    "claims": _("applications, from"),
    "problems": _("problems, from"),
    "papers": _("papers and meetings, from"),
    "rows": _("records, from"),
}
MEASURED: Mapping[str, Words] = {
    "used": _("share of the time used"),
    "contacts": _("contacts"),
    "denied": _("speakers who say there was no contact"),
    "copies": _("replies alike to other problems"),
    "named": _("things named, of three"),
    "characters": _("characters of the reply"),
    "hops": _("hands"),
    "returns": _("returns"),
    "blind": _("blind returns"),
    "between": _("times between the same two"),
    "raised": _("answers raised"),
    "days_between": _("days between the answers"),
    "merged": _("problems merged into it"),
    "not_asked": _("people not asked"),
    "from": pgettext_lazy("measured", "from"),
    "to": pgettext_lazy("measured", "to"),
    "changes": _("changes"),
    "pieces": _("pieces of evidence"),
    "paper": _("of them paper and meetings"),
    "share": _("share"),
    "days_after_due": _("days after the deadline"),
    "left": _("voices taken out"),
    "voices_before": _("voices before"),
    "relapses": _("times it came back"),
    "days_until": _("days until then"),
    "times": pgettext_lazy("measured", "times"),
    "notes": _("notes in all"),
    "group": _("group"),
    "called_of_group": _("called back in the group"),
    "group_of_all": _("in the group"),
    "called": _("called back in all"),
    "all": _("in all"),
    "chance": _("probability by chance"),
    "day": _("day"),
    "ratings": _("answers on that day"),
    "satisfied": _("content and solved"),
    "at_once": _("on the day they were asked"),
    "days": _("such days"),
    "what": pgettext_lazy("measured", "what"),
    "count": pgettext_lazy("measured", "how often"),
    "of": pgettext_lazy("measured", "of so many"),
    "share_of_others": _("share of all other units"),
    "claims": _("applications for closing"),
    "on_last_day": _("on the last day"),
    "words": _("words"),
    "problems": _("problems"),
    "papers": _("papers"),
    "meetings": _("meetings"),
    "confirmed": _("problems solved, say their speakers"),
    "rows": _("records in the hour"),
    "days_late": _("days late (median)"),
    "hour": _("hour"),
}
PERCENT = frozenset({"used", "share", "share_of_others", "likeness", "satisfied", "at_once"})
BADLY = _("late or sent back")
VALUES: Mapping[str, Words] = {
    **{nature.value: words for nature, words in NATURE_WORDS.items()},
    **{
        f"{nature.value} late_or_redone": format_lazy("{} · {}", words, BADLY) for nature, words in NATURE_WORDS.items()
    },
    "unsaid": _("not said"),
    "unsaid late_or_redone": format_lazy("{} · {}", _("not said"), BADLY),
    "extended": _("deadline extended"),
    "suspended": _("suspended"),
    "excluded": _("excluded from counting"),
    "beyond_duty": _("not our duty"),
}
STATES: Mapping[FindingState, Words] = {
    FindingState.OPEN: pgettext_lazy("finding", "Open"),
    FindingState.EXPLAINED: pgettext_lazy("finding", "Explained by the unit"),
    FindingState.UPHELD: pgettext_lazy("finding", "Upheld"),
    FindingState.DISMISSED: pgettext_lazy("finding", "Dismissed"),
    FindingState.OVERTAKEN: pgettext_lazy("finding", "No longer holds"),
}
TONES: Mapping[FindingState, str] = {
    FindingState.OPEN: Tone.WAITING,
    FindingState.EXPLAINED: Tone.WORKING,
    FindingState.UPHELD: Tone.DISPUTED,
    FindingState.DISMISSED: Tone.CONFIRMED,
    FindingState.OVERTAKEN: Tone.SILENT,
}
RECORDS: Mapping[str, Words] = {
    "claim": _("Application for closing"),
    "report": _("Report back"),
    "problem": _("Problem"),
    "deadline": _("Deadline set"),
    "step": _("Move of the order"),
    "evidence": _("Evidence"),
    "verdict": _("Answer of a speaker"),
    "progress": _("Note"),
    "measure": _("Measure"),
    "unit": _("Unit"),
}
