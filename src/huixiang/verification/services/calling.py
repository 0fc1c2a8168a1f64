"""The calls themselves: the number for who makes them, the answer, the attempts. The first answer is a verdict."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotAllowed, Overtaken, Refusal
from huixiang.listening import services as listening
from huixiang.listening.queries import Contact
from huixiang.people import queries as people
from huixiang.sorting import services as sorting
from huixiang.verification import policies, queries
from huixiang.verification.models import CallBack, CallBackTry, Verdict
from huixiang.verification.services.asking import QuestionOver, keep_answer, require_asked_still
from huixiang.verification.services.drawing import may_be_caller
from huixiang.verification.states import CallState, Satisfied, TryResult

MOST_DAYS = 3
"""On so many days somebody is tried before the call counts as not reached."""


class TriedToday(Refusal):
    """They were tried today already; nothing was written."""


@transaction.atomic
def show_number(*, call_id: int, by: Actor, at: dt.datetime) -> Contact | None:
    """Show who makes an open call whom to ring; each showing is on the record. None when nothing was left.

    :raises NotAllowed: the call is somebody else's. :raises Overtaken: the call is over.
    """
    call = _mine(call_id, by)
    return listening.read_contact(voice_id=call.asking.voice_id, by=by, at=at)


@transaction.atomic
def answer_call(  # noqa: PLR0913 - an answer has this many parts, none with a default
    *,
    call_id: int,
    contacted: bool,
    solved: bool,
    satisfied: Satisfied,
    words: str,
    by: Actor,
    at: dt.datetime,
) -> Verdict:
    """Keep what a speaker said on the phone as their first answer; "not solved" opens the problem again.

    :raises NotAllowed: the call is somebody else's, or the caller became one of the hands.
    :raises Overtaken: they answered on their receipt page meanwhile, or the call is over.
    :raises QuestionOver: the claim was turned back, or a newer one stands. Nothing was written.
    """
    call = _mine(call_id, by)
    today = people.local_day(at)
    verdict = keep_answer(
        call.asking,
        {
            "contacted": contacted, "solved": solved, "satisfied": Satisfied(satisfied).value,
            "words": words.replace("\0", "").strip(), "given_on": today,
        },
        act="verification.callback.answered", by=by, at=at,
    )  # fmt: skip
    _end(call, CallState.ANSWERED)
    CallBackTry.objects.create(
        call=call, result=TryResult.ANSWERED, verdict=verdict, on=today, by_id=by.user_id or 0, at=at
    )
    return verdict


@transaction.atomic
def note_try(*, call_id: int, result: TryResult, words: str, by: Actor, at: dt.datetime) -> CallBack:
    """Note that nobody answered, or that they do not want to say anything. Neither ever counts as satisfied.

    After attempts on three days the call ends as not reached; a wish not to be asked ends it at once.

    :raises TriedToday: not reached today already. :raises NotAllowed, Overtaken, QuestionOver: as ``answer_call``.
    """
    call, today = _mine(call_id, by), people.local_day(at)
    if result == TryResult.NOT_REACHED and call.tries.filter(on=today).exists():
        raise TriedToday(_("You tried today. Try again on another day, at another time."))
    CallBackTry.objects.create(
        call=call, result=result, on=today, words=words.replace("\0", "").strip(), by_id=by.user_id or 0, at=at
    )
    days = call.tries.filter(result=TryResult.NOT_REACHED).count()
    if result == TryResult.DECLINED:
        _end(call, CallState.DECLINED)
    elif days >= MOST_DAYS:
        _end(call, CallState.UNREACHED)
    else:
        _put_off(call, at)
    _record(call, "tried", by, at, {"result": result.value, "days": days})
    return call


@transaction.atomic
def skip_call(*, call_id: int, by: Actor, at: dt.datetime) -> CallBack:
    """Put an open call behind the others of this caller.

    :raises NotAllowed, Overtaken, QuestionOver: as ``answer_call``.
    """
    call = _mine(call_id, by)
    _put_off(call, at)
    _record(call, "put_off", by, at, {})
    return call


def _mine(call_id: int, by: Actor) -> CallBack:
    """The open call, with its problem locked before it, as every answer locks them."""
    found = queries.call_by_id(call_id)
    policies.may_call(by, found).require()
    sorting.lock_problem(found.asking.claim.problem_id)
    call = queries.call_by_id(call_id, lock=True)
    policies.may_call(by, call).require()
    if call.state == CallState.OVER:
        raise Overtaken(_("They answered on their receipt page meanwhile. That answer counts."))
    if call.state != CallState.OPEN:
        raise Overtaken(_("This call is over."))
    claim = call.asking.claim
    if claim.outcome not in queries.STILL_ASKED:
        raise QuestionOver(_("The problem is open again, or the report was sent back. Nobody needs to be rung now."))
    require_asked_still(claim)
    caller = next((one for one in queries.callers() if one.user.pk == by.user_id), None)
    if caller is None:
        raise NotAllowed(_("Ringing speakers is for clerks and the office."))
    may_be_caller(caller, claim, queries.handling_paths([claim])[claim.pk]).require()
    return call


def _end(call: CallBack, state: CallState) -> None:
    call.state = state
    call.save(update_fields=["state"])


def _put_off(call: CallBack, at: dt.datetime) -> None:
    call.skipped_at = at
    call.save(update_fields=["skipped_at"])


def _record(call: CallBack, act: str, by: Actor, at: dt.datetime, facts: dict[str, object]) -> None:
    about = f"problem:{call.asking.claim.problem_id}"
    journal.record(f"verification.callback.{act}", about=about, by=by, at=at, after={"call": call.pk, **facts})
