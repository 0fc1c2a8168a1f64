"""What the pages of sample audits show: the sentence, the parties, the drawn problems and the units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, pgettext_lazy

from huixiang.kernel import clock
from huixiang.kernel.actor import Actor
from huixiang.people import queries as people
from huixiang.people.models import Unit
from huixiang.people.waiting import Waiting
from huixiang.verification import queries
from huixiang.verification.models import SampleAudit, SampledProblem, SampleParty
from huixiang.verification.queries import AuditFigures, Outcome, UnitShare
from huixiang.verification.states import AuditState, Found, FoundBy, PartyKind
from huixiang.web.dates import day_words
from huixiang.web.parts import Cell, Column, Number, Table, Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

AUDIT_WORDS: Mapping[AuditState, Words] = {
    AuditState.PREPARING: gettext_lazy("Fixed, not drawn yet"),
    AuditState.FIRST_STAGE: gettext_lazy("First stage: being looked at"),
    AuditState.SECOND_STAGE: gettext_lazy("Second stage: being looked at"),
    AuditState.FULL_CHECK: gettext_lazy("Full check of units"),
    AuditState.ENDED: pgettext_lazy("audit", "Ended"),
    AuditState.CALLED_OFF: gettext_lazy("Called off before the draw"),
}
AUDIT_TONES: Mapping[AuditState, str] = {
    AuditState.ENDED: Tone.CONFIRMED, AuditState.CALLED_OFF: Tone.SILENT, AuditState.FULL_CHECK: Tone.DISPUTED,
}  # fmt: skip
KIND_WORDS: Mapping[PartyKind, Words] = {
    PartyKind.ORGANISATION: gettext_lazy("organisation"),
    PartyKind.MASSES: gettext_lazy("masses or union"),
    PartyKind.UPPER: gettext_lazy("upper body"),
    PartyKind.OTHER: gettext_lazy("another party"),
}
FOUND_WORDS: Mapping[Found, Words] = {
    Found.GENUINE: gettext_lazy("really done"),
    Found.FALSE: gettext_lazy("not done"),
    Found.UNVERIFIED: gettext_lazy("unverified"),
}
FOUND_TONES: Mapping[Found, str] = {
    Found.GENUINE: Tone.CONFIRMED, Found.FALSE: Tone.DISPUTED, Found.UNVERIFIED: Tone.SILENT,
}  # fmt: skip
BY_WORDS: Mapping[FoundBy, Words] = {
    FoundBy.NOBODY: gettext_lazy("nobody has said anything yet"),
    FoundBy.SPEAKER: gettext_lazy("who raised it"),
    FoundBy.CHECKER: gettext_lazy("a checker from outside"),
    FoundBy.FALLEN: gettext_lazy("disputed or sent back since"),
}
NEXT_WORDS: Mapping[AuditState, Words] = {
    AuditState.ENDED: gettext_lazy("The audit ends, and what was found stays."),
    AuditState.SECOND_STAGE: gettext_lazy("The second stage is drawn; those drawn already stay in it."),
    AuditState.FULL_CHECK: gettext_lazy("Everything of the units in which they were found is looked at."),
}
STAGE_WORDS: Mapping[int, Words] = {
    1: gettext_lazy("first stage"), 2: gettext_lazy("second stage"), 3: gettext_lazy("full check"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AuditBadge:
    """A state as the badge component wants it."""

    value: str
    label: Words
    tone: str


def audit_badge(audit: SampleAudit) -> AuditBadge:
    """The badge of an audit."""
    state = AuditState(audit.state)
    return AuditBadge(state.value, AUDIT_WORDS[state], AUDIT_TONES.get(state, Tone.WORKING))


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


def share_words(count: int, size: int) -> str:
    """A share in percent, with as many digits as it needs, at most two, rounded up: 4.5, 7.25, 66.67, 0."""
    hundredths = -(-10_000 * count // size)
    return f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".")


def result_sentence(audit: SampleAudit, figures: AuditFigures) -> str:
    """What the sample proves, in one sentence; before anybody said anything, that it proves nothing yet."""
    if not figures.drawn:
        return _("Nothing is drawn yet, so nothing is proved yet.")
    if not figures.genuine + figures.false:
        return _("Nobody has said anything about the drawn problems yet, so nothing is proved yet.")
    words = _("At most %(share)s %% of the %(size)s are false, at %(sure)s %% confidence.")
    if audit.state not in {AuditState.ENDED, AuditState.CALLED_OFF}:
        words = _("So far: at most %(share)s %% of the %(size)s are false, at %(sure)s %% confidence.")
    return words % _facts(audit, figures, figures.most)


def worst_sentence(audit: SampleAudit, figures: AuditFigures) -> str:
    """The worst case, in one sentence; empty when nothing is unverified."""
    if not figures.unverified:
        return ""
    words = _("%(n)s of the %(drawn)s drawn are unverified and count as nothing. If all of them were false: "
              "at most %(share)s %% of the %(size)s.")  # fmt: skip
    facts = {"n": figures.unverified, "drawn": figures.drawn}
    return words % {**_facts(audit, figures, figures.worst), **facts}


def _facts(audit: SampleAudit, figures: AuditFigures, count: int) -> dict[str, object]:
    return {"share": share_words(count, figures.size), "size": figures.size, "sure": 100 - audit.alpha_percent}


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
                Cell(BY_WORDS[outcome.by]),
                Cell(STAGE_WORDS[one.stage]),
                Cell(" ".join(_photo_hashes(one))),
            )
        )
    return Table(_("Drawn problems"), columns, rows, stack=True, empty=_("Nothing is drawn yet."))


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
