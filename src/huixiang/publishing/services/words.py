"""Public words of problems and of measures. The words arrive masked; whoever approves them answers for them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.ledger.models import Measure
from huixiang.publishing import policies
from huixiang.publishing.models import Publication, PublicMeasure
from huixiang.sorting import services as sorting, wording


class NothingSaid(Refusal):
    """The words are empty; nothing was written."""


@transaction.atomic
def publish(*, problem_id: int, title: str, words: str, by: Actor, at: dt.datetime) -> Publication:
    """Show these words to everybody as the words of a problem; published before, they are replaced.

    :raises NotFound: there is no such problem here.
    :raises NotAllowed: the policy says no; nothing is written.
    :raises NothingSaid: title or words are blank; nothing is written.
    """
    problem = sorting.lock_problem(problem_id)
    policies.may_publish_problem(by, problem).require()
    title, words = said(title), said(words)
    before = Publication.objects.filter(problem=problem).first()
    publication, _new = Publication.objects.update_or_create(
        problem=problem,
        defaults={
            "title": title, "words": words, "approved_by_id": by.user_id or 0, "approved_at": at,
            "terms": wording.vector(title, words),
        },
    )  # fmt: skip
    journal.record(
        "publishing.words.changed" if before else "publishing.words.approved",
        about=f"problem:{problem.pk}",
        by=by,
        at=at,
        before=_lengths(before.title, before.words) if before else None,
        after=_lengths(title, words),
    )
    return publication


@transaction.atomic
def publish_measure(*, measure_id: int, words: str, by: Actor, at: dt.datetime) -> PublicMeasure:
    """Show these words to everybody as the words of a measure; published before, they are replaced.

    :raises NotFound: there is no such measure here.
    :raises NotAllowed: the policy says no; nothing is written.
    :raises NothingSaid: the words are blank; nothing is written.
    """
    measure = Measure.objects.select_related("problem").filter(pk=measure_id).first()
    if measure is None:
        raise NotFound
    policies.may_publish_problem(by, measure.problem).require()
    words = said(words)
    before = PublicMeasure.objects.filter(measure=measure).first()
    public, _new = PublicMeasure.objects.update_or_create(
        measure=measure, defaults={"words": words, "approved_by_id": by.user_id or 0, "approved_at": at}
    )
    journal.record(
        "publishing.measure.approved",
        about=f"problem:{measure.problem_id}",
        by=by,
        at=at,
        before={"measure": measure.pk, "words": len(before.words)} if before else None,
        after={"measure": measure.pk, "words": len(words)},
    )
    return public


def said(words: str) -> str:
    """The words without blanks around them.

    :raises NothingSaid: nothing is left.
    """
    if not words.strip():
        raise NothingSaid(_("Write what everybody shall read."))
    return words.strip()


def _lengths(title: str, words: str) -> dict[str, object]:
    return {"title": len(title), "words": len(words)}
