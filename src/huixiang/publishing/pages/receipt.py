"""What a speaker sees behind the receipt: the state in plain words, what comes next and by when, talk and questions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.kernel.calendar import WorkingCalendar
from huixiang.ledger.states import ClaimOutcome
from huixiang.listening import pages as listening, queries as listening_queries
from huixiang.listening.models import Attachment, Message
from huixiang.listening.states import MessageKind, Side
from huixiang.publishing.pages.board import days_over
from huixiang.publishing.pages.words import FOLLOWED, STATE_SENTENCES, Badge, Words, badge_of, late_badge
from huixiang.publishing.queries import Echo, may_add, may_say_first
from huixiang.sorting.models import Problem
from huixiang.sorting.states import CLOSED, InboxState, ProblemState
from huixiang.verification.models import Asking, Verdict
from huixiang.web.dates import day_words
from huixiang.web.parts import Link


@dataclass(frozen=True, slots=True)
class Said:
    """One word of the talk. Days only: when an anonymous speaker wrote is nobody's business."""

    on: dt.date
    mine: bool
    answer: bool
    words: str
    files: tuple[Link, ...]
    correction: bool = False


@dataclass(frozen=True, slots=True)
class Fate:
    """A problem the voice feeds, as its speaker sees it."""

    number: int
    title: str
    url: str
    badge: Badge
    late: Badge | None
    sentence: Words
    next_words: str
    unit: str
    due_on: dt.date | None
    replies: tuple[str, ...]
    joined_from: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """A claim the speaker is asked about, what they have said so far (the first answer counts), and what followed."""

    claim_id: int
    problem: str
    closes_on: dt.date
    first: Verdict | None
    later: tuple[Verdict, ...]
    may_add: bool
    followed: Words = ""
    anew: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """The page behind a receipt."""

    locator: str
    words: str
    said_on: dt.date
    anonymous: bool
    sentence: str
    next_words: str
    reason: str
    fates: tuple[Fate, ...]
    talk: tuple[Said, ...]
    files: tuple[Link, ...]
    questions: tuple[Question, ...]
    told: tuple[Question, ...]


def receipt_page(echo: Echo, *, today: dt.date, calendar: WorkingCalendar, limit: int) -> ReceiptPage:
    """Put together what the speaker sees today; ``limit`` is the house's working days to an answer."""
    return ReceiptPage(
        locator=echo.locator,
        words=echo.voice.words,
        said_on=echo.voice.said_on,
        anonymous=echo.voice.lane == "anonymous",
        sentence=_sentence(echo),
        next_words=_next(echo, today, calendar, limit),
        reason=echo.set_aside.reason if echo.set_aside else "",
        fates=tuple(_fate(problem, echo, today) for problem in echo.problems),
        talk=tuple(_said(message) for message in echo.talk),
        files=_links(echo.files),
        questions=tuple(
            _question(asking, echo) for asking in echo.askings if may_say_first(asking) and not _said_so(asking)
        ),
        told=tuple(_question(asking, echo) for asking in echo.askings if _said_so(asking)),
    )


def _sentence(echo: Echo) -> str:
    if echo.problems:
        return _("Somebody has read it, and it has become part of a problem that must be put right.")
    if echo.state is InboxState.SET_ASIDE:
        return _("Somebody has read it, and it was set aside. The reason stands below.")
    if echo.state is InboxState.ANSWERED:
        return _("Somebody has read it and answered. The answer stands below.")
    return _("Nobody has read it yet.")


def _next(echo: Echo, today: dt.date, calendar: WorkingCalendar, limit: int) -> str:
    if echo.problems:
        return ""
    if echo.state is not InboxState.NEW:
        return _("If that does not settle it, write to us below. Your words stay as you said them.")
    read_by = listening.next_steps(calendar, echo.voice.said_on, limit=limit).read_by
    late = _("We promised to read it by %(day)s and are late. You can remind us below.")
    promise = _("By %(day)s somebody reads it.")
    return (late if today > read_by else promise) % {"day": day_words(read_by, today=today)}


def _next_of(problem: Problem, today: dt.date) -> str:
    state = ProblemState(problem.state)
    if state is ProblemState.LISTED:
        return _("Next, the office hands it to a unit and sets a deadline. Both will stand here.")
    if state in CLOSED:
        return _("If it comes back or was never solved, write to us below.")
    if state in {ProblemState.CLAIMED, ProblemState.SIGNED, ProblemState.CHECKED}:
        return _("You are asked whether it is solved. It is not closed on the unit's word alone.")
    due = day_words(problem.due_on, today=today) if problem.due_on else ""
    if days_over(problem, today):
        return _("The unit should have been done by %(day)s and is late.") % {"day": due}
    return _("The unit has to be done by %(day)s. Then you are asked whether it is solved.") % {"day": due}


def _fate(problem: Problem, echo: Echo, today: dt.date) -> Fate:
    now = problem.merged_into or problem
    public = getattr(now, "publication", None)
    return Fate(
        number=now.number,
        title=public.title if public else "",
        url=reverse("publishing:problem", args=[now.number]),
        badge=badge_of(now.state),
        late=late_badge() if days_over(now, today) else None,
        sentence=STATE_SENTENCES[ProblemState(now.state)],
        next_words=_next_of(now, today),
        unit=now.unit.label if now.unit else "",
        due_on=now.due_on,
        replies=tuple(reply.words for reply in echo.replies if reply.problem_id == now.pk),
        joined_from=problem.number if problem.merged_into else None,
    )


def _said(message: Message) -> Said:
    return Said(
        on=message.said_on,
        mine=message.side == Side.SPEAKER,
        answer=message.kind == MessageKind.ANSWER,
        words=message.words,
        files=_links(tuple(message.attachments.all())),
        correction=message.kind == MessageKind.CORRECTION,
    )


def _links(files: tuple[Attachment, ...]) -> tuple[Link, ...]:
    key = listening_queries.file_key
    return tuple(Link(file.name, f"{reverse('listening:file', args=[file.pk])}?key={key(file)}") for file in files)


def _said_so(asking: Asking) -> bool:
    return bool(asking.verdicts.all())


def _question(asking: Asking, echo: Echo) -> Question:
    problem = asking.claim.problem
    public = getattr(problem, "publication", None)
    verdicts = sorted(asking.verdicts.all(), key=lambda verdict: verdict.ordinal)
    return Question(
        claim_id=asking.claim_id,
        problem=public.title if public else _("Problem no. %(number)s") % {"number": problem.number},
        closes_on=asking.closes_on,
        first=verdicts[0] if verdicts else None,
        later=tuple(verdicts[1:]),
        may_add=may_add(asking),
        anew=asking.claim_id in echo.asked_anew,
        followed=FOLLOWED.get(ClaimOutcome(asking.claim.outcome), "") if verdicts else "",
    )
