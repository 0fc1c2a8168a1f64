"""What pages show of what stands beside a problem: its suspensions, exclusions, appeals, supervision orders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.kernel.actor import Actor
from huixiang.ledger import queries
from huixiang.ledger.labels import (
    CLAIM_TONES,
    CLAIM_WORDS,
    EXCLUSION_WORDS,
    SUPERVISION_TONES,
    SUPERVISION_WORDS,
    SUSPENSION_TONES,
    SUSPENSION_WORDS,
)
from huixiang.ledger.models import Appeal, Exclusion, SupervisionOrder, Suspension
from huixiang.ledger.pages.problems import StateShown
from huixiang.ledger.states import ClaimState, ExclusionReason, SupervisionState, SuspensionState
from huixiang.people.models import User
from huixiang.sorting.models import Problem
from huixiang.web.dates import day_words
from huixiang.web.parts import Cell, Column, Table

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


@dataclass(frozen=True, slots=True)
class SideShown:
    """One thing beside a problem: what it is, where it stands, its facts line by line, where it opens."""

    title: Words
    state: StateShown
    facts: Sequence[tuple[Words, str]]
    url: str = ""


def suspension_state(suspension: Suspension) -> StateShown:
    """The badge of a suspension."""
    state = SuspensionState(suspension.state)
    return StateShown(state.value, SUSPENSION_WORDS[state], SUSPENSION_TONES[state])


def supervision_state(order: SupervisionOrder) -> StateShown:
    """The badge of a supervision order."""
    state = SupervisionState(order.state)
    return StateShown(state.value, SUPERVISION_WORDS[state], SUPERVISION_TONES[state])


def claim_state(claim: Exclusion | Appeal) -> StateShown:
    """The badge of an exclusion or an appeal."""
    state = ClaimState(claim.state)
    return StateShown(state.value, CLAIM_WORDS[state], CLAIM_TONES[state])


def order_name(order: SupervisionOrder) -> str:
    """How an order is called: 2026 no. 3; a proposal has no number."""
    if order.number is None:
        return _("Proposed supervision order")
    return _("Supervision order %(year)s no. %(number)s") % {"year": order.year, "number": order.number}


def sides_of(problem: Problem, actor: Actor, *, today: dt.date) -> list[SideShown]:
    """Everything beside a problem, the newest of each kind first (5 queries)."""
    suspensions = problem.suspensions.select_related("asked_by", "decided_by").prefetch_related("reviews")
    exclusions = problem.exclusions.select_related("asked_by", "decided_by")
    appeals = problem.appeals.select_related("asked_by", "decided_by")
    return [
        *(_suspension(each, today) for each in suspensions.order_by("-id")),
        *(_supervision(each, today) for each in queries.supervision_of(problem, actor)),
        *(_exclusion(each, today) for each in exclusions.order_by("-id")),
        *(_appeal(each, today) for each in appeals.order_by("-id")),
    ]


def side_badges(sides: Sequence[SideShown]) -> list[StateShown]:
    """The badges that stand beside the problem's own: what is suspended, not counted, or pressed now."""
    standing = {SuspensionState.STANDING.value, *(state.value for state in _PRESSING)}
    return [side.state for side in sides if side.state.value in standing or side.state == NOT_COUNTED]


_PRESSING = (SupervisionState.SENT, SupervisionState.SIGNED, SupervisionState.ANSWERED)
NOT_COUNTED = StateShown("granted", CLAIM_WORDS[ClaimState.GRANTED], CLAIM_TONES[ClaimState.GRANTED])


def _suspension(suspension: Suspension, today: dt.date) -> SideShown:
    facts: list[tuple[Words, str]] = [
        (_("Why it cannot be solved now"), suspension.cause),
        (_("What is planned"), suspension.plan),
        (_("Next review"), _day(suspension.review_on, today)),
        (_("Asked for"), _by(suspension.asked_by, suspension.asked_at, today)),
    ]
    if suspension.decided_at:
        facts.append((_("Decided"), _by(suspension.decided_by, suspension.decided_at, today)))
        facts.append((_("Why"), suspension.decided_words))
    facts += [(_("Review of %(day)s") % {"day": _day(each.at, today)}, each.words) for each in suspension.reviews.all()]
    return SideShown(_("Suspension"), suspension_state(suspension), facts)


def _exclusion(exclusion: Exclusion, today: dt.date) -> SideShown:
    facts: list[tuple[Words, str]] = [
        (_("Why it should not count"), str(EXCLUSION_WORDS[ExclusionReason(exclusion.reason)])),
        (_("In the unit's words"), exclusion.words),
        (_("Asked for"), _by(exclusion.asked_by, exclusion.asked_at, today)),
        *_decided(exclusion, today),
    ]
    return SideShown(_("Not to be counted"), claim_state(exclusion), facts)


def _appeal(appeal: Appeal, today: dt.date) -> SideShown:
    facts: list[tuple[Words, str]] = [
        (_("Why the decision is wrong"), appeal.words),
        (_("Asked for"), _by(appeal.asked_by, appeal.asked_at, today)),
        *_decided(appeal, today),
    ]
    return SideShown(_("Objection"), claim_state(appeal), facts)


def _decided(claim: Exclusion | Appeal, today: dt.date) -> list[tuple[Words, str]]:
    if claim.decided_at is None:
        return []
    return [(_("Decided"), _by(claim.decided_by, claim.decided_at, today)), (_("Why"), claim.decided_words)]


def _supervision(order: SupervisionOrder, today: dt.date) -> SideShown:
    facts: list[tuple[Words, str]] = [(_("Found"), order.found)]
    if order.answer_by:
        facts += [(_("Required"), order.required), (_("Answer by"), _day(order.answer_by, today))]
    return SideShown(order_name(order), supervision_state(order), facts, reverse("supervision:order", args=[order.pk]))


def suspension_table(suspensions: Iterable[Suspension], *, today: dt.date, caption: str, empty: str) -> Table:
    """Suspensions as rows; the problem's title opens it."""
    columns = (
        Column(_("Problem")),
        Column(_("Unit")),
        Column(_("Why it cannot be solved now")),
        Column(_("Next review"), tight=True),
        Column(_("State")),
    )
    rows = [
        (
            _problem_cell(each.problem),
            Cell(each.unit.label),
            Cell(each.cause),
            _review_cell(each, today),
            Cell(state=suspension_state(each)),
        )
        for each in suspensions
    ]
    return Table(caption, columns, rows, stack=True, empty=empty)


def _review_cell(suspension: Suspension, today: dt.date) -> Cell:
    day = _day(suspension.review_on, today)
    if suspension.state == SuspensionState.STANDING and suspension.review_on <= today:
        return Cell(state=StateShown("late", _("to be reviewed since %(day)s") % {"day": day}, "disputed"))
    return Cell(day)


def claim_table(claims: Iterable[Exclusion] | Iterable[Appeal], *, today: dt.date, caption: str, empty: str) -> Table:
    """Exclusions or appeals as rows; the problem's title opens it."""
    columns = (
        Column(_("Problem")),
        Column(_("Unit")),
        Column(_("In the unit's words")),
        Column(_("Asked for"), tight=True),
        Column(_("State")),
    )
    rows = [
        (
            _problem_cell(each.problem),
            Cell(each.unit.label),
            Cell(each.words),
            Cell(_day(each.asked_at, today)),
            Cell(state=claim_state(each)),
        )
        for each in claims
    ]
    return Table(caption, columns, rows, stack=True, empty=empty)


def _problem_cell(problem: Problem) -> Cell:
    return Cell(f"{problem.number} {problem.title}", url=reverse("ledger:problem", args=[problem.number]))


def _day(day: dt.date | dt.datetime, today: dt.date) -> str:
    return day_words(day, today=today)


def _by(user: User | None, at: dt.datetime, today: dt.date) -> str:
    return _("%(day)s, %(name)s") % {"day": _day(at, today), "name": user.name if user else _("The system")}
