"""The public page of one problem: what was said, what was done by which part, what those who spoke say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from huixiang.kernel.calendar import WorkingCalendar
from huixiang.ledger.models import CompletionClaim, Evidence
from huixiang.ledger.states import ClaimOutcome, EvidenceKind, MeasureState
from huixiang.publishing.pages.words import EVIDENCE, MEASURES, STATE_SENTENCES, Words
from huixiang.publishing.queries import PublicLife
from huixiang.sorting.models import Problem
from huixiang.sorting.states import OPEN, ProblemState
from huixiang.verification.metrics import LEAST_SHOWN, rounded_share
from huixiang.web.dates import day_words, local_day
from huixiang.web.parts import Clock, Link, Number, TimelineEntry, Tone


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure as the public sees it; ``words`` is empty while they wait for approval."""

    words: str
    unit: str
    due_on: dt.date
    done_on: dt.date | None
    state: Words


def state_sentence(problem: Problem) -> Words:
    """The state in plain words."""
    return STATE_SENTENCES[ProblemState(problem.state)]


def measures_of(life: PublicLife) -> tuple[MeasureLine, ...]:
    """The measures in the order they were planned."""
    return tuple(
        MeasureLine(
            words=measure.public.words if hasattr(measure, "public") else "",
            unit=measure.unit.label,
            due_on=measure.due_on,
            done_on=measure.done_on,
            state=MEASURES[MeasureState(measure.state)],
        )
        for measure in life.measures
    )


def standing_of(life: PublicLife) -> tuple[Number, ...]:
    """How those who spoke stand to the latest claim: how many were asked, and what they say as far as it may be shown.

    From ten answers on a rounded share, and no sooner than everybody had their time: one that moves tells on whoever
    answered last.
    """
    if life.standing is None:
        return ()
    standing = life.standing
    asked = Number(label=_("Asked"), value=str(standing.asked))
    share = rounded_share(standing.confirmed, standing.confirmed + standing.disputed)
    if share is None:
        return (asked, Number(label=_("Answers"), value=_("fewer than %(n)s") % {"n": LEAST_SHOWN}))
    if standing.waiting:
        return (asked, Number(label=_("Answers"), value=_("shown when the time to answer is over")))
    sure = (f"{100 * share.interval.low:.0f} %", f"{100 * share.interval.high:.0f} %")
    return (
        asked,
        Number(label=_("Answers"), value=_("at least %(n)s") % {"n": share.at_least}),
        Number(label=_("Say it is solved, about"), value=share.text, interval=sure),
    )


def clock_of(problem: Problem, life: PublicLife, *, today: dt.date, calendar: WorkingCalendar) -> Clock | None:
    """Working days used of those allowed since it was first handed over; None without a deadline or when closed."""
    if problem.due_on is None or problem.state not in OPEN or not life.deadlines:
        return None
    start = local_day(life.deadlines[0][0].at)
    extensions = [
        _("%(day)s: extended to %(until)s. %(reason)s")
        % {"day": _day(change.at, today), "until": _day(change.after, today), "reason": reason}
        for change, reason in life.deadlines
        if change.extends
    ]
    return Clock(
        used=max(calendar.between(start, today), 0),
        allowed=max(calendar.between(start, problem.due_on), 1),
        ends_on=problem.due_on,
        extensions=extensions,
    )


def timeline_of(problem: Problem, life: PublicLife, *, today: dt.date) -> Sequence[TimelineEntry]:
    """The public facts by day, oldest first; who is a role, never a name."""
    entries = [
        TimelineEntry(on=problem.opened_on, who=_("Office"), act=_("Put on the list of problems")),
        *_deadlines(problem, life, today),
        *_work(life),
        *(entry for claim in life.claims for entry in _claim(claim, life)),
        *_shown(problem, life),
    ]
    return sorted(entries, key=lambda entry: entry.on)


def _deadlines(problem: Problem, life: PublicLife, today: dt.date) -> Iterator[TimelineEntry]:
    for change, reason in life.deadlines:
        until = _day(change.after, today)
        if not change.extends:
            unit = problem.unit.label if problem.unit else ""
            act = _("Handed to %(unit)s, to be done by %(day)s") % {"unit": unit, "day": until}
        else:
            before = _day(change.before, today) if change.before else ""
            act = _("Deadline changed from %(before)s to %(after)s") % {"before": before, "after": until}
        tone = Tone.DISPUTED if change.extends else Tone.WORKING
        yield TimelineEntry(on=local_day(change.at), who=_("Office"), act=act, words=reason, tone=tone)


def _work(life: PublicLife) -> Iterator[TimelineEntry]:
    for measure in life.measures:
        if measure.done_on:
            words = measure.public.words if hasattr(measure, "public") else ""
            who = measure.unit.label
            yield TimelineEntry(
                on=measure.done_on, who=who, act=_("Finished a measure"), words=words, tone=Tone.WORKING
            )
    if life.progress_last:
        act = ngettext("Noted progress %(n)s time so far", "Noted progress %(n)s times so far", life.progress_count)
        act %= {"n": life.progress_count}
        yield TimelineEntry(on=local_day(life.progress_last), who=_("Responsible unit"), act=act, tone=Tone.WORKING)


def _claim(claim: CompletionClaim, life: PublicLife) -> Iterator[TimelineEntry]:
    yield _step(claim.applied_at, _("Responsible unit"), _("Said it is done and applied for closing"), Tone.CLAIMED)
    if claim.signed_at:
        yield _step(claim.signed_at, _("Leader of the unit"), _("Signed the application"), Tone.CLAIMED)
    if claim.checked_at:
        passed = claim.outcome != ClaimOutcome.NOT_PASSED
        act = _("Checked it: it passed") if passed else _("Checked it: it did not pass")
        yield _step(
            claim.checked_at, _("Checker from outside the unit"), act, Tone.CLAIMED if passed else Tone.DISPUTED
        )
    if claim.pk in life.disputed_on:
        on = life.disputed_on[claim.pk]
        who, act = _("Those who spoke"), _("Said it is not solved; it was opened again")
        yield TimelineEntry(on=on, who=who, act=act, tone=Tone.DISPUTED)
    if claim.approved_at:
        silent = claim.outcome == ClaimOutcome.SILENT
        act = _("Closed it; nobody who spoke had answered") if silent else _("Closed it as solved")
        yield _step(claim.approved_at, _("Office"), act, Tone.SILENT if silent else Tone.CONFIRMED)


def _shown(problem: Problem, life: PublicLife) -> Iterator[TimelineEntry]:
    for evidence, words, figures in life.evidence:
        act = _("Showed evidence: %(kind)s") % {"kind": EVIDENCE[EvidenceKind(evidence.kind)]}
        said = "\n".join(part for part in (words, figures) if part)
        yield TimelineEntry(
            on=local_day(evidence.at), who=_("Responsible unit"), act=act, words=said,
            evidence=_file(problem, evidence), tone=Tone.WORKING,
        )  # fmt: skip
    for reply in life.replies:
        on = local_day(reply.approved_at or reply.at)
        yield TimelineEntry(on=on, who=_("Public reply"), act=_("Replied to everybody"), words=reply.words)


def _file(problem: Problem, evidence: Evidence) -> tuple[Link, ...]:
    if not evidence.clean_path:
        return ()
    url = reverse("publishing:evidence", args=[problem.number, evidence.pk])
    picture = evidence.media_type.startswith("image/")
    return (Link(_("Open the picture") if picture else _("Open the file"), url),)


def _step(at: dt.datetime, who: Words, act: Words, tone: str) -> TimelineEntry:
    return TimelineEntry(on=local_day(at), who=who, act=act, tone=tone)


def _day(value: dt.date, today: dt.date) -> str:
    return day_words(value, today=today)
