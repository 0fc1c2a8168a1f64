"""The publication queue: who waits how long, what was found in the words, what may be approved and why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import Ruling
from huixiang.ledger.models import Evidence, Measure
from huixiang.ledger.states import EvidenceKind
from huixiang.listening.words import MASK_WORDS
from huixiang.publishing import policies
from huixiang.publishing.models import PublicReply
from huixiang.publishing.pages.board import Filter
from huixiang.publishing.pages.words import EVIDENCE, WAITING, Badge, Words, badge_of
from huixiang.publishing.queries import Found, Pending, cover, found_in
from huixiang.publishing.states import Waiting
from huixiang.sorting.models import Problem


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A problem that waits."""

    number: int
    url: str
    title: str
    badge: Badge
    unit: str
    age: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the words as spoken of; ``kind`` is set where something personal was found."""

    text: str
    kind: Words = ""
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A measure, piece of evidence or reply with its approval; ``prefix`` is that of the form for its words, if any."""

    thing: Measure | Evidence | PublicReply
    label: Words
    words: str
    public: bool
    ruling: Ruling
    url: str
    prefix: str = ""


def tabs_of(current: Waiting, counts: Mapping[Waiting, int]) -> tuple[Filter, ...]:
    """What waits, by kind, with links."""
    base = reverse("publishing:queue")
    return tuple(Filter(WAITING[kind], f"{base}?kind={kind.value}", kind is current, counts[kind]) for kind in Waiting)


def line_of(problem: Problem, *, today: dt.date) -> QueueLine:
    """The line of a problem in the queue."""
    return QueueLine(
        number=problem.number,
        url=reverse("publishing:queue_item", args=[problem.number]),
        title=problem.title,
        badge=badge_of(problem.state),
        unit=problem.unit.label if problem.unit else "",
        age=_age((today - problem.opened_on).days),
    )


def _age(days: int) -> str:
    return ngettext("listed %(n)s day ago", "listed %(n)s days ago", days) % {"n": days} if days else _("listed today")


def offers_in(text: str, *, also: Sequence[str] = ()) -> dict[str, Any]:
    """What the words form offers to cover in a text, and what of it is certain.

    ``also`` are things offered before, which the person may have typed away meanwhile.
    """
    found = {one.text: one for one in found_in(text)}
    offered = {text: f"{text}  {MASK_WORDS[one.mask.kind]}" for text, one in found.items()}
    return {
        "offered": offered | {text: text for text in also if text not in offered},
        "certain": [text for text, one in found.items() if one.mask.certain],
    }


def fresh_words(problem: Problem) -> dict[str, Any]:
    """What the form begins with: the public words, or, before there are any, the problem's own."""
    public = getattr(problem, "publication", None)
    title, words = (public.title, public.words) if public else (problem.title, problem.statement)
    return {"initial": {"title": title, "words": words}, **offers_in(f"{title}\n{words}")}


def pieces_of(text: str, found: Sequence[Found]) -> tuple[Piece, ...]:
    """The text cut at what was found, for marking."""
    pieces: list[Piece] = []
    place = 0
    for one in found:
        pieces.append(Piece(text[place : one.mask.start]))
        pieces.append(Piece(one.text, MASK_WORDS[one.mask.kind], one.mask.certain))
        place = one.mask.end
    return (*pieces, Piece(text[place:]))


def item_page(actor: Actor, problem: Problem, pending: Pending) -> dict[str, Any]:
    """The context of the page of one problem in the queue."""
    ruling = policies.may_publish_problem(actor, problem)
    whole = f"{problem.title}\n{problem.statement}"
    return {
        "problem": problem,
        "public": getattr(problem, "publication", None),
        "badge": badge_of(problem.state),
        "pieces": pieces_of(whole, found_in(whole)),
        "may_publish": ruling,
        "may_reply": policies.may_reply(actor, problem),
        "measures": [_measure(measure, ruling) for measure in pending.measures],
        "evidence": [_evidence(actor, evidence) for evidence in pending.evidence],
        "replies": [_reply(reply, ruling) for reply in pending.replies],
    }


def _measure(measure: Measure, ruling: Ruling) -> Offer:
    public = getattr(measure, "public", None)
    words = public.words if public else cover(measure.words, hide=())
    url = reverse("publishing:queue_measure", args=[measure.pk])
    return Offer(measure, measure.unit.label, words, public is not None, ruling, url, f"measure{measure.pk}")


def _evidence(actor: Actor, evidence: Evidence) -> Offer:
    words = cover("\n".join(part for part in (evidence.words, evidence.figures) if part), hide=())
    public = evidence.public_at is not None
    ruling = policies.may_publish(actor) if public else policies.may_approve_evidence(actor, evidence)
    url = reverse("publishing:queue_evidence", args=[evidence.pk])
    return Offer(evidence, EVIDENCE[EvidenceKind(evidence.kind)], words, public, ruling, url)


def _reply(reply: PublicReply, ruling: Ruling) -> Offer:
    public = reply.approved_at is not None
    words = reply.words if public else cover(reply.words, hide=())
    url = reverse("publishing:queue_approve_reply", args=[reply.pk])
    return Offer(reply, reply.by.name, words, public, ruling, url, "" if public else f"reply{reply.pk}")
