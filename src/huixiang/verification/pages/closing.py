"""What the closing pages show: the queue by hand, how speakers stand, what a verdict says. Decides nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from huixiang.kernel.actor import Actor
from huixiang.ledger.models import CompletionClaim
from huixiang.people.waiting import Waiting
from huixiang.verification import queries
from huixiang.verification.models import Verdict
from huixiang.verification.states import Satisfied, Standings
from huixiang.web.dates import day_words
from huixiang.web.parts import Cell, Column, Number, Table

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

SATISFIED_WORDS: Mapping[Satisfied, Words] = {
    Satisfied.SATISFIED: gettext_lazy("satisfied"),
    Satisfied.BASICALLY: gettext_lazy("mostly satisfied"),
    Satisfied.DISSATISFIED: gettext_lazy("not satisfied"),
}


def verdict_words(verdict: Verdict) -> str:
    """A verdict in one line; a later answer says that it is one."""
    facts = {
        "contacted": _("The unit was in touch") if verdict.contacted else _("The unit was not in touch"),
        "solved": _("solved") if verdict.solved else _("not solved"),
        "satisfied": SATISFIED_WORDS[Satisfied(verdict.satisfied)],
    }
    words = _("%(contacted)s; %(solved)s; %(satisfied)s.") % facts
    if verdict.ordinal > 1:
        return _("Later answer, the first one counts: %(words)s") % {"words": words}
    return words


def standing_numbers(standing: Standings) -> tuple[Number, ...]:
    """The five figures of a claim; the last four add up to the first."""
    return (
        Number(_("Asked"), str(standing.asked)),
        Number(_("Say it is solved"), str(standing.confirmed)),
        Number(_("Say it is not solved"), str(standing.disputed)),
        Number(_("Did not answer in time"), str(standing.silent)),
        Number(_("Can still answer"), str(standing.waiting)),
    )


def queue_table(
    claims: Iterable[CompletionClaim],
    *,
    empty: str,
    url_name: str,
    standings: Mapping[int, Standings],
    today: dt.date,
) -> Table:
    """The claims that wait for one hand, oldest first; the problem's title leads to the page of that hand."""
    columns = (
        Column(_("Problem")),
        Column(_("Unit")),
        Column(_("Applied")),
        Column(_("Asked"), numeric=True),
        Column(_("Solved"), numeric=True),
        Column(_("Waiting"), numeric=True),
    )
    rows = [_row(claim, url_name, standings.get(claim.pk, Standings()), today) for claim in claims]
    return Table(_("The oldest first"), columns, rows, stack=True, empty=empty)


def _row(claim: CompletionClaim, url_name: str, standing: Standings, today: dt.date) -> tuple[Cell, ...]:
    problem = claim.problem
    applied = _("%(day)s, %(name)s") % {
        "day": day_words(claim.applied_at, today=today),
        "name": claim.applicant.name,
    }
    return (
        Cell(f"{problem.number} {problem.title}", url=reverse(url_name, args=[problem.number, claim.round])),
        Cell(problem.unit.name if problem.unit else "—"),
        Cell(applied),
        Cell(str(standing.asked)),
        Cell(str(standing.confirmed)),
        Cell(str(standing.waiting)),
    )


def waiting_hands(actor: Actor) -> list[Waiting]:
    """What waits for this person's hand, for the start page."""
    waiting = queries.claims_waiting_for(actor)
    url = reverse("verification:queue")
    return [
        Waiting(_("Applications for closing to sign"), len(waiting.to_sign), url),
        Waiting(_("Work to check on the spot"), len(waiting.to_check), url),
        Waiting(_("Closings to approve"), len(waiting.to_approve), url),
    ]
