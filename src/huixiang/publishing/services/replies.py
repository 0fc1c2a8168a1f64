"""Public replies: written by the unit or the office, shown once the office approved them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Overtaken
from huixiang.publishing import policies
from huixiang.publishing.models import PublicReply
from huixiang.publishing.services.words import said
from huixiang.sorting import services as sorting


class ReplyGone(Overtaken):
    """The reply was approved or withdrawn by somebody else already; nothing was written."""


@transaction.atomic
def reply_in_public(*, problem_id: int, words: str, by: Actor, at: dt.datetime) -> PublicReply:
    """Put down a reply to everybody about a problem. It waits for approval.

    :raises NotFound: there is no such problem here.
    :raises NotAllowed: the policy says no; nothing is written.
    :raises NothingSaid: the words are blank; nothing is written.
    """
    problem = sorting.lock_problem(problem_id)
    policies.may_reply(by, problem).require()
    words = said(words)
    reply = PublicReply.objects.create(problem=problem, words=words, by_id=by.user_id or 0, at=at)
    facts = {"reply": reply.pk, "words": len(words)}
    journal.record("publishing.reply.written", about=f"problem:{problem.pk}", by=by, at=at, after=facts)
    return reply


@transaction.atomic
def approve_reply(*, reply_id: int, by: Actor, at: dt.datetime, words: str | None = None) -> PublicReply:
    """Show a reply to everybody, in its own words or, masked or corrected, in the ones given.

    :raises NotFound: there is no such reply here.
    :raises NotAllowed: the policy says no; nothing is written.
    :raises ReplyGone: it was approved already; nothing is written.
    :raises NothingSaid: the words given are blank; nothing is written.
    """
    reply = _locked(reply_id)
    policies.may_publish_problem(by, reply.problem).require()
    if reply.approved_at is not None:
        raise ReplyGone(_("Somebody else has approved this reply already."))
    before = len(reply.words)
    if words is not None:
        reply.words = said(words)
    reply.approved_by_id, reply.approved_at = by.user_id, at
    reply.save(update_fields=["words", "approved_by", "approved_at"])
    _note("approved", reply, by=by, at=at, before=before)
    return reply


@transaction.atomic
def withdraw_reply(*, reply_id: int, by: Actor, at: dt.datetime) -> PublicReply:
    """Take a reply off the public page; it waits for approval again.

    :raises NotFound: there is no such reply here.
    :raises NotAllowed: the policy says no; nothing is written.
    :raises ReplyGone: it is not public; nothing is written.
    """
    reply = _locked(reply_id)
    policies.may_publish(by).require()
    if reply.approved_at is None:
        raise ReplyGone(_("This reply is not public now."))
    reply.approved_by, reply.approved_at = None, None
    reply.save(update_fields=["approved_by", "approved_at"])
    _note("withdrawn", reply, by=by, at=at, before=len(reply.words))
    return reply


def _note(happened: str, reply: PublicReply, *, by: Actor, at: dt.datetime, before: int) -> None:
    journal.record(
        f"publishing.reply.{happened}",
        about=f"problem:{reply.problem_id}",
        by=by,
        at=at,
        before={"reply": reply.pk, "words": before},
        after={"reply": reply.pk, "words": len(reply.words)},
    )


def _locked(reply_id: int) -> PublicReply:
    locked = PublicReply.objects.select_for_update(of=("self",)).select_related("problem")
    reply = locked.filter(pk=reply_id).first()
    if reply is None:
        raise NotFound
    return reply
