"""Links by which a speaker answers once: a code nobody can guess, of which only the digest is kept."""

from __future__ import annotations

import datetime as dt
import secrets
from uuid import UUID

from django.db import transaction

from huixiang.kernel.actor import Actor
from huixiang.people import queries as people
from huixiang.sorting import services as sorting
from huixiang.verification import queries
from huixiang.verification.models import AnswerLink, Verdict
from huixiang.verification.services.asking import give_verdict
from huixiang.verification.states import Satisfied

CODE_BYTES = 24
"""192 bits of chance: whoever tries a billion codes a second needs longer than the sun has."""


@transaction.atomic
def make_links(*, voice_id: UUID, at: dt.datetime) -> list[str]:
    """Draw a code for each question this speaker can still answer in time; the codes stand nowhere else.

    Part of the act of telling the speaker, whose journal entry says it. An earlier link works on beside it.
    """
    today = people.local_day(at)
    codes = []
    for asking in queries.askings_for_links(voice_id, today=today):
        codes.append(secrets.token_urlsafe(CODE_BYTES))
        AnswerLink.objects.create(asking=asking, digest=queries.digest_of(codes[-1]), sent_on=today)
    return codes


@transaction.atomic
def answer_by_link(  # noqa: PLR0913 - a speaker's answer has this many parts, none with a default
    *, code: str, contacted: bool, solved: bool, satisfied: Satisfied, words: str, by: Actor, at: dt.datetime
) -> Verdict:
    """Keep a first answer given by a link; the link and all others to the same question are over then.

    :raises LinkIsOver: nobody was sent this code, its days are over, or the question was answered; nothing was written.
    :raises QuestionOver: the claim was turned back, or a newer one stands; nothing was written.
    """
    today = people.local_day(at)
    link = queries.link_behind(code, today=today)
    sorting.lock_problem(link.asking.claim.problem_id)
    link = queries.link_behind(code, today=today)  # as it is now that nobody else answers
    verdict = give_verdict(
        voice_id=link.asking.voice_id, claim_id=link.asking.claim_id, contacted=contacted, solved=solved,
        satisfied=satisfied, words=words, by=by, at=at,
    )  # fmt: skip
    link.verdict = verdict
    link.save(update_fields=["verdict"])
    return verdict
