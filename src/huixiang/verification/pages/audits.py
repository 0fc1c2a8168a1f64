"""What the pages of sample audits show: the list, the parties, the drawn problems and the units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _, pgettext_lazy

from huixiang.kernel import clock
from huixiang.kernel.actor import Actor
from huixiang.people import queries as people
from huixiang.people.models import Unit
from huixiang.people.permissions import Permission
from huixiang.people.waiting import Waiting
from huixiang.verification import queries
from huixiang.verification.models import SampleAudit, SampledProblem, SampleParty
from huixiang.verification.pages.audit_words import (
    BY_WORDS,
    FOUND_TONES,
    FOUND_WORDS,
    KIND_WORDS,
    STAGE_WORDS,
    AuditBadge,
    audit_badge,
)
from huixiang.verification.queries import AuditFigures, Outcome, UnitShare
from huixiang.verification.states import AuditState, Found, PartyKind
from huixiang.web.dates import day_words
from huixiang.web.parts import Cell, Column, Number, Table


def audit_days(audit: SampleAudit, today: dt.date) -> str:
    """The audited days in words."""
    first, last = (day_words(day, today=today) for day in (audit.first_day, audit.last_day))
    return first if audit.first_day == audit.last_day else f"{first} – {last}"


def audits_table(audits: Iterable[SampleAudit], *, today: dt.date, url_name: str) -> Table:
    """Every audit with its days, how many it is about, and where it stands."""
    columns = (Column(_("What was said to be done")), Column(_("Problems"), numeric=True), Column(_("Where it stands")),
               Column(_("Draw in public"), tight=True))  # fmt: skip
    rows = [
        (
            Cell(audit_days(audit, today), url=reverse(url_name, args=[audit.pk])),
            Cell(str(audit.size)),
            Cell(state=audit_badge(audit)),
            Cell(day_words(audit.beacon_on, today=today)),
        )
        for audit in audits
    ]
    return Table(_("Sample audits"), columns, rows, stack=True, empty=_("Nothing has been audited yet."))


def audit_numbers(figures: AuditFigures) -> tuple[Number, ...]:
    """The figures of the plain sample. The three are never added up into one."""
    of = str(figures.drawn)
    return (
        Number(_("Drawn by lot from all"), of, of=str(figures.size)),
        Number(_("Really done"), str(figures.genuine), of=of),
        Number(_("Not done"), str(figures.false), of=of),
        Number(pgettext_lazy("count", "Unverified"), str(figures.unverified), of=of),
    )


def parties_table(parties: Iterable[SampleParty], audit: SampleAudit, *, today: dt.date, desk: bool) -> Table:
    """Who bound themselves, and who told. Who did not is named."""
    columns = (Column(_("Party")), Column(_("For whom")), Column(_("SHA-256 published")), Column(_("Secret told")))
    rows = []
    for party in parties:
        url = reverse("audits:party", args=[party.pk]) if desk and audit.state == AuditState.PREPARING else ""
        rows.append(
            (
                Cell(party.name, url=url),
                Cell(KIND_WORDS[PartyKind(party.kind)]),
                Cell(party.commitment or _missing(audit.commit_by, today, _("not yet"), _("never"))),
                Cell(party.secret or _missing(audit.reveal_by, today, _("not yet"), _("never told: left out"))),
            )
        )
    return Table(_("Parties"), columns, rows, stack=True)


def waiting_parties(actor: Actor) -> list[Waiting]:
    """The steps this member owes as a party of an audit, for the start page; no line when there is none."""
    owed = list(queries.parties_to_act(actor, today=people.local_day(clock.now())))
    if not owed:
        return []
    return [Waiting(_("Your part in sample audits"), len(owed), reverse("audits:party", args=[owed[0].pk]))]


def waiting_undecided(actor: Actor) -> list[Waiting]:
    """The audits that cannot go on until somebody outside has looked, for those who may; no line when there is none."""
    if not (actor.may(Permission.AUDIT) or actor.may(Permission.CHECK_CLOSURE)):
        return []
    open_ones = list(queries.undecided_audits())
    if not open_ones:
        return []
    url = reverse("audits:audit", args=[open_ones[0].pk])
    return [Waiting(_("Sample audits that are not decided"), len(open_ones), url)]


def _missing(until: dt.date, today: dt.date, yet: str, never: str) -> str:
    return never if today > until else yet


def sampled_table(sampled: Sequence[SampledProblem], outcomes: Mapping[str, Outcome], *, desk: bool) -> Table:
    """The drawn problems in the order of their tickets, with what was found and who said so."""
    columns = (Column(_("Problem")), Column(_("Unit")), Column(pgettext_lazy("audit", "Found")),
               Column(_("Who said so")), Column(_("Drawn in"), tight=True),
               Column(_("SHA-256 of the photos")))  # fmt: skip
    rows = []
    for one in sampled:
        outcome, title = outcomes[one.number], f"{one.number} {one.problem.title}"
        url = reverse("audits:look", args=[one.pk]) if desk else reverse("publishing:problem", args=[one.number])
        rows.append(
            (
                Cell(title if desk else _("No. %(number)s") % {"number": one.number}, url=url),
                Cell(one.unit.label),
                Cell(state=AuditBadge(outcome.found, FOUND_WORDS[outcome.found], FOUND_TONES[outcome.found])),
                Cell(_who_said(one, outcome)),
                Cell(STAGE_WORDS[one.stage]),
                Cell(" ".join(_photo_hashes(one))),
            )
        )
    return Table(_("Drawn problems"), columns, rows, stack=True, empty=_("Nothing is drawn yet."))


def _who_said(one: SampledProblem, outcome: Outcome) -> str:
    """Who decided what was found; of a corrected look, what was said first and since, in order."""
    said = queries.statements_of(one)
    if len(said) < 2:
        return str(BY_WORDS[outcome.by])
    order = _(" → ").join(str(FOUND_WORDS[Found.GENUINE if each.genuine else Found.FALSE]) for each in said)
    return _("%(who)s; the checker's word was corrected: %(order)s") % {"who": BY_WORDS[outcome.by], "order": order}


def _photo_hashes(one: SampledProblem) -> list[str]:
    looked = getattr(one, "looked", None)
    return [photo.digest for photo in looked.photos.all()] if looked else []


def shares_table(shares: Iterable[UnitShare], units: Mapping[str, Unit]) -> Table:
    """What was found in each unit, each with how many it has and how many were drawn."""
    columns = (Column(_("Unit")), Column(_("Said to be done"), numeric=True), Column(_("Drawn"), numeric=True),
               Column(_("Really done"), numeric=True), Column(_("Not done"), numeric=True),
               Column(pgettext_lazy("count", "Unverified"), numeric=True))  # fmt: skip
    rows = [
        [
            Cell(units[one.code].label if one.code in units else one.code),
            *(Cell(str(n)) for n in (one.size, one.drawn, one.genuine, one.false, one.unverified)),
        ]
        for one in shares
    ]
    return Table(_("Unit by unit, in the order of their codes"), columns, rows, stack=True)
