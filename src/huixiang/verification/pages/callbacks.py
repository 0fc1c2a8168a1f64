"""What the pages of call-backs show: my calls, draws with their check, how the calls of a draw went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from huixiang.kernel.actor import Actor
from huixiang.people.models import Unit
from huixiang.people.permissions import Permission
from huixiang.people.waiting import Waiting
from huixiang.verification import queries
from huixiang.verification.metrics import wilson
from huixiang.verification.models import CallBack, CallBackDraw, CallBackTry
from huixiang.verification.queries import Participation
from huixiang.verification.states import CallState, DrawBasis, TryResult
from huixiang.web.dates import day_words
from huixiang.web.parts import Cell, Column, Number, Table

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

BASIS_WORDS: Mapping[DrawBasis, Words] = {
    DrawBasis.REPORTED: gettext_lazy("said to be done"),
    DrawBasis.WINDOW_OVER: gettext_lazy("time to answer ended"),
}
CALL_WORDS: Mapping[CallState, Words] = {
    CallState.OPEN: gettext_lazy("to be rung"),
    CallState.ANSWERED: gettext_lazy("answered"),
    CallState.DECLINED: gettext_lazy("did not want to be asked"),
    CallState.UNREACHED: gettext_lazy("not reached on three days"),
    CallState.OVER: gettext_lazy("not rung any more"),
}
TRY_WORDS: Mapping[TryResult, Words] = {
    TryResult.ANSWERED: gettext_lazy("answered"),
    TryResult.DECLINED: gettext_lazy("did not want to be asked"),
    TryResult.NOT_REACHED: gettext_lazy("not reached"),
}


def calls_table(calls: Iterable[CallBack], *, today: dt.date) -> Table:
    """The calls that wait for this person, the next one first."""
    columns = (Column(_("Problem")), Column(_("Unit")), Column(_("Drawn"), tight=True), Column(_("Tried")))
    rows = [
        (
            Cell(_title(call), url=reverse("callbacks:call", args=[call.pk])),
            Cell(_unit_label(call.asking.claim.problem.unit)),
            Cell(day_words(call.draw.at, today=today)),
            Cell(_tried(getattr(call, "tried", 0))),
        )
        for call in calls
    ]
    return Table(_("The next one first"), columns, rows, stack=True, empty=_("Nobody waits for your call."))


def draws_table(draws: Iterable[CallBackDraw], *, today: dt.date) -> Table:
    """Every draw with its days, its quota and who drew."""
    columns = (
        Column(_("Which days")), Column(_("Drawn from")), Column(_("Claims"), numeric=True), Column(_("Quota")),
        Column(_("Drawn by")),
    )  # fmt: skip
    rows = [
        (
            Cell(days_of(draw, today), url=reverse("callbacks:draw", args=[draw.pk])),
            Cell(BASIS_WORDS[DrawBasis(draw.basis)]),
            Cell(str(draw.size)),
            Cell(quota_of(draw)),
            Cell(who_drew(draw)),
        )
        for draw in draws
    ]
    return Table(_("Draws"), columns, rows, stack=True, empty=_("Nothing was drawn yet."))


def draw_numbers(total: Participation, draw: CallBackDraw) -> tuple[Number, ...]:
    """The figures of a draw. Who did not take part is never counted as satisfied."""
    return (
        Number(_("Claims drawn"), str(total.drawn), of=str(draw.size)),
        Number(_("People to ring"), str(total.called)),
        Number(_("Answered by phone"), str(total.answered), of=str(total.called), interval=_interval(total)),
        Number(_("Say it is solved"), str(total.solved), of=str(total.answered)),
        Number(_("Did not take part"), str(total.declined + total.unreached)),
        Number(_("Not rung any more"), str(total.over)),
        Number(_("Still to be rung"), str(total.waiting)),
    )


def units_table(by_unit: Mapping[int, Participation], units: Mapping[int, Unit]) -> Table:
    """How the calls went, by unit in the order of the tree."""
    columns = (
        Column(_("Unit")), Column(_("Claims drawn"), numeric=True), Column(_("To ring"), numeric=True),
        Column(_("Answered by phone"), numeric=True), Column(_("Solved"), numeric=True),
        Column(_("Did not take part"), numeric=True), Column(_("Not rung any more"), numeric=True),
        Column(_("Still to be rung"), numeric=True),
    )  # fmt: skip
    rows = [
        [Cell(units[unit_id].label), *(Cell(str(count)) for count in _counts(one))]
        for unit_id, one in sorted(by_unit.items(), key=lambda pair: (units[pair[0]].path, pair[0]))
    ]
    return Table(_("By unit"), columns, rows, stack=True)


def tries_table(tries: Iterable[CallBackTry], *, today: dt.date) -> Table:
    """What was tried so far."""
    columns = (Column(_("Day"), tight=True), Column(_("How it went")), Column(_("Remark")))
    rows = [
        (Cell(day_words(one.on, today=today)), Cell(TRY_WORDS[TryResult(one.result)]), Cell(one.words)) for one in tries
    ]
    return Table(_("Tried so far"), columns, rows, empty=_("Nobody has rung yet."))


def days_of(draw: CallBackDraw, today: dt.date) -> str:
    """The days of a draw in words."""
    first, last = (day_words(day, today=today) for day in (draw.first_day, draw.last_day))
    return first if draw.first_day == draw.last_day else f"{first} – {last}"


def quota_of(draw: CallBackDraw) -> str:
    """The quota in words."""
    facts = {"share": draw.per_hundred, "least": draw.least}
    return _("%(share)s %%, at least %(least)s of each unit") % facts


def who_drew(draw: CallBackDraw) -> str:
    """Who drew."""
    return draw.by.name if draw.by else _("The system")


def together(parts: Iterable[Participation]) -> Participation:
    """All units of a draw in one."""
    found = list(parts)
    names = Participation.__slots__
    return Participation(**{name: sum(getattr(one, name) for one in found) for name in names})


def waiting_calls(actor: Actor) -> list[Waiting]:
    """The calls that wait for this person, for the start page."""
    if not actor.may(Permission.TALK_TO_SPEAKER):
        return []
    return [Waiting(_("People to ring"), queries.calls_of(actor).count(), reverse("callbacks:calls"))]


def _title(call: CallBack) -> str:
    problem = call.asking.claim.problem
    return f"{problem.number} {problem.title}"


def _unit_label(unit: Unit | None) -> str:
    return unit.label if unit else "—"


def _tried(days: int) -> str:
    return ngettext("on %(n)s day", "on %(n)s days", days) % {"n": days} if days else _("not yet")


def _interval(total: Participation) -> tuple[str, str] | None:
    found = wilson(total.answered, total.called)
    return (f"{100 * found.low:.0f} %", f"{100 * found.high:.0f} %") if found else None


def _counts(one: Participation) -> tuple[int, ...]:
    return (one.drawn, one.called, one.answered, one.solved, one.declined + one.unreached, one.over, one.waiting)
