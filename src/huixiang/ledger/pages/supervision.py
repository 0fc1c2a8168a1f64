"""What the supervision pages show: orders in rows, one order whole, the waiting lines of the start page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.kernel import clock
from huixiang.kernel.actor import Actor
from huixiang.ledger import queries
from huixiang.ledger.labels import OUTCOMES
from huixiang.ledger.models import SupervisionOrder
from huixiang.ledger.pages.problems import StateShown
from huixiang.ledger.pages.sides import order_name, supervision_state
from huixiang.ledger.states import ReviewOutcome, SupervisionState
from huixiang.people import queries as people
from huixiang.people.permissions import Permission
from huixiang.people.waiting import Waiting
from huixiang.web.dates import day_words, local_day
from huixiang.web.parts import Cell, Column, Table, TimelineEntry, Tone


@dataclass(frozen=True, slots=True)
class OrderShown:
    """A supervision order as its page shows it; ``entries`` are the acts on it, oldest first."""

    name: str
    state: StateShown
    late: bool
    entries: Sequence[TimelineEntry]


def order_shown(order: SupervisionOrder, *, today: dt.date) -> OrderShown:
    """An order with everything done with it (2 queries)."""
    entries = [*_sent(order), *_answers(order), *_reviews(order, today)]
    entries.sort(key=lambda pair: pair[0])
    return OrderShown(
        name=order_name(order),
        state=supervision_state(order),
        late=queries.is_late(order, today),
        entries=[entry for _at, entry in entries],
    )


Moment = tuple[dt.datetime, TimelineEntry]


def _sent(order: SupervisionOrder) -> Iterable[Moment]:
    if order.proposed_at:
        yield _moment(order.proposed_at, _("The system"), _("proposed it: the deadline passed long ago"), Tone.WAITING)
    if order.sent_at and order.sent_by:
        yield _moment(order.sent_at, order.sent_by.name, _("sent it"), Tone.WORKING)
    if order.signed_at and order.signed_by:
        yield _moment(order.signed_at, order.signed_by.name, _("signed for it"), Tone.WORKING)
    if order.dropped_words and order.ended_at:
        yield _moment(order.ended_at, _("A supervisor"), _("dropped it"), Tone.SILENT, order.dropped_words)


def _answers(order: SupervisionOrder) -> Iterable[Moment]:
    for answer in order.answers.select_related("by", "evidence"):
        shown = answer.evidence
        words = answer.words
        if shown is not None:
            words = f"{words}\n{_('Evidence: %(name)s') % {'name': shown.file_name or shown.words or shown.figures}}"
        yield _moment(answer.at, answer.by.name, _("answered"), Tone.CLAIMED, words)


def _reviews(order: SupervisionOrder, today: dt.date) -> Iterable[Moment]:
    tones = {ReviewOutcome.PASSED: Tone.CONFIRMED}
    for review in order.reviews.select_related("by"):
        outcome = ReviewOutcome(review.outcome)
        act = _("reviewed: %(outcome)s") % {"outcome": OUTCOMES[outcome]}
        words = review.words
        if review.answer_by:
            words = f"{words}\n{_('Answer by %(day)s.') % {'day': day_words(review.answer_by, today=today)}}"
        yield _moment(review.at, review.by.name, act, tones.get(outcome, Tone.DISPUTED), words)


def _moment(at: dt.datetime, who: str, act: str, tone: str, words: str = "") -> Moment:
    return at, TimelineEntry(on=local_day(at), who=who, act=act, words=words, tone=tone)


def order_table(orders: Iterable[SupervisionOrder], *, today: dt.date) -> Table:
    """Orders as rows; on a phone each becomes a block."""
    columns = (
        Column(_("Order")),
        Column(_("Unit")),
        Column(_("Found")),
        Column(_("Answer by"), tight=True),
        Column(_("State")),
    )
    rows = [_row(order, today) for order in orders]
    return Table(_("The last acted on first"), columns, rows, stack=True, empty=_("There is no such order."))


def _row(order: SupervisionOrder, today: dt.date) -> tuple[Cell, ...]:
    return (
        Cell(order_name(order), url=reverse("supervision:order", args=[order.pk])),
        Cell(order.unit.label),
        Cell(order.found[:80]),
        _due(order, today),
        Cell(state=supervision_state(order)),
    )


def _due(order: SupervisionOrder, today: dt.date) -> Cell:
    if order.answer_by is None:
        return Cell("—")
    day = day_words(order.answer_by, today=today)
    if queries.is_late(order, today):
        return Cell(state=StateShown("late", _("late since %(day)s") % {"day": day}, Tone.DISPUTED))
    return Cell(day)


def waiting_sides(actor: Actor) -> list[Waiting]:
    """What waits for this member: reminders, orders to sign for or answer, and what is to be decided or reviewed."""
    lines = [
        Waiting(_("Reminders of deadlines"), queries.reminders_of(actor).count(), reverse("supervision:reminders"))
    ]
    if actor.may(Permission.WORK_ON_PROBLEM):
        orders = queries.supervision_waiting_for_unit(actor).count()
        lines.append(Waiting(_("Supervision orders to answer"), orders, _orders_url("waiting")))
    if actor.may(Permission.SUPERVISE):
        counts = queries.supervision_counts(actor)
        proposed, answered = SupervisionState.PROPOSED, SupervisionState.ANSWERED
        lines.append(Waiting(_("Proposed supervision orders"), counts.get(proposed, 0), _orders_url(proposed)))
        lines.append(Waiting(_("Answers to review"), counts.get(answered, 0), _orders_url(answered)))
    return lines + (_decisions(actor) if queries.decides(actor) else [])


def _decisions(actor: Actor) -> list[Waiting]:
    today = people.local_day(clock.now())
    url = reverse("supervision:decisions")
    return [
        Waiting(_("Suspensions to decide"), queries.suspensions_to_decide().count(), url),
        Waiting(_("Suspensions to review"), queries.suspensions_to_review(today).count(), url),
        Waiting(_("Exclusions to decide"), queries.exclusions_to_decide().count(), url),
        Waiting(_("Objections to decide"), queries.appeals_to_decide(actor).count(), url),
    ]


def _orders_url(state: str) -> str:
    return f"{reverse('supervision:orders')}?state={state}"


def supervision_names(ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Name and address of supervision orders, for the journal's pages (1 query)."""
    found = queries.supervision_orders(ids)
    return {order.pk: (order_name(order), reverse("supervision:order", args=[order.pk])) for order in found}
