"""Ending a sign-in elsewhere: a lost phone, a computer in a meeting room."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.people import queries


@transaction.atomic
def end_session(*, session_id: int, by: Actor, at: dt.datetime) -> None:
    """Sign one of the actor's own sessions out.

    :raises NotFound: no such session, or somebody else's.
    """
    session = queries.own_session(by, session_id)
    session.end()
    journal.record("people.session.ended", about=f"user:{by.user_id}", by=by, at=at)
