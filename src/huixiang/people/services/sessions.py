"""Ending sign-ins: one's own elsewhere (a lost phone, a computer in a meeting room), or all of a member."""

from __future__ import annotations

import datetime as dt

from allauth.usersessions.models import UserSession
from django.db import transaction

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.people import policies, queries


@transaction.atomic
def end_session(*, session_id: int, by: Actor, at: dt.datetime) -> None:
    """Sign one of the actor's own sessions out.

    :raises NotFound: no such session, or somebody else's.
    """
    session = queries.own_session(by, session_id)
    session.end()
    journal.record("people.session.ended", about=f"user:{by.user_id}", by=by, at=at)


@transaction.atomic
def end_other_sign_ins(*, session_key: str, by: Actor, at: dt.datetime) -> int:
    """Sign the actor out everywhere but in the session with this key. Returns how many sign-ins ended.

    With none to end nothing is written.
    """
    others = list(UserSession.objects.filter(user_id=by.user_id).exclude(session_key=session_key))
    for session in others:
        session.end()
    if others:
        facts = {"sign_ins": len(others)}
        journal.record("people.session.ended", about=f"user:{by.user_id}", by=by, at=at, after=facts)
    return len(others)


@transaction.atomic
def end_sign_ins_of(*, user_id: int, by: Actor, at: dt.datetime) -> int:
    """Sign a member out everywhere, at once; their password stays. Returns how many sign-ins ended.

    The journal says who did it, so that nobody is locked out unseen; with none to end nothing is written.

    :raises NotAllowed: not an administrator, or one's own account; nothing was written.
    :raises NotFound: no such member.
    """
    policies.may_end_sign_ins(by, user_id).require()
    user = queries.user_by_id(user_id, lock=True)
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    if sessions:
        facts = {"sign_ins": len(sessions)}
        journal.record("people.member.signed_out", about=f"user:{user.pk}", by=by, at=at, after=facts)
    return len(sessions)
