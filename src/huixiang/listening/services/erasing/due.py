"""What time brings: announces what is due, erases what was announced long enough ago and nothing holds.

A thing announced is looked at again on its day: what is no longer due by the rule of that day is not erased, what
somebody holds, or what is still open, waits and says why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.listening import queries
from huixiang.listening.models import ErasureNotice
from huixiang.listening.services.erasing.forgetting import Why, erase_case, erase_failed_rows, erase_voices
from huixiang.listening.states import ErasureGround, ErasureScope, RetentionCategory
from huixiang.people.queries import local_day

ANNOUNCED: Final = 1_000
ERASED: Final = 50


@dataclass(frozen=True, slots=True)
class Passed:
    """How many were looked at, how many of them erased; whoever calls goes on behind ``last``."""

    seen: int
    erased: int
    last: int


@transaction.atomic
def announce_due(*, by: Actor, at: dt.datetime) -> int:
    """Announce up to 1,000 things of each category whose time is over; says how many. Call until it says 0."""
    today, made = local_day(at), 0
    for category in RetentionCategory:
        rule = queries.rule_now(category)
        erase_on = today + dt.timedelta(days=rule.warn_days)
        due = queries.due_things(category, queries.months_before(today, rule.months))
        name = queries.NAMED_BY[category]
        rows = [
            ErasureNotice(category=category.value, announced_on=today, erase_on=erase_on, **{f"{name}_id": pk})
            for pk in due[:ANNOUNCED]
        ]
        ErasureNotice.objects.bulk_create(rows)
        made += len(rows)
        if rows:
            facts = {"announced": len(rows), "erase_on": erase_on.isoformat()}
            journal.record(
                "listening.erasure.announced", about=f"retention:{category.value}", by=by, at=at, after=facts
            )
    return made


@transaction.atomic
def erase_due(*, by: Actor, at: dt.datetime, after: int = 0) -> Passed:
    """Erase up to 50 of the things whose day has come, from behind this notice on; call until nothing is seen.

    One leaves the list without being erased when it is no longer due.
    """
    today = local_day(at)
    rows = ErasureNotice.objects.filter(pk__gt=after, erase_on__lte=today).order_by("pk")
    batch = list(rows.select_for_update(skip_locked=True, of=("self",))[:ERASED])
    erased = 0
    for category in RetentionCategory:
        own = [notice for notice in batch if notice.category == category.value]
        ready = _still_due(category, own, today) if own else []
        held = queries.held_notices(ready, today)
        erased += _erase(category, [notice for notice in ready if notice.pk not in held], by=by, at=at)
    return Passed(len(batch), erased, batch[-1].pk if batch else after)


def _still_due(category: RetentionCategory, notices: list[ErasureNotice], today: dt.date) -> list[ErasureNotice]:
    """Those that are due by the rule of today or wait for what holds them; the others are no longer announced."""
    gone = queries.no_longer_due(category, notices, today)
    ErasureNotice.objects.filter(pk__in=gone).delete()
    return [notice for notice in notices if notice.pk not in gone]


def _erase(category: RetentionCategory, notices: Sequence[ErasureNotice], *, by: Actor, at: dt.datetime) -> int:
    scope = ErasureScope.SPEAKER if category == RetentionCategory.SPEAKERS else ErasureScope.VOICE
    why = Why(scope, ErasureGround.RETENTION)
    voices = [notice.voice_id for notice in notices if notice.voice_id]
    done = len(erase_voices(voices, why=why, by=by, at=at)) if voices else 0
    for notice in notices:
        if notice.case_id:
            done += erase_case(notice.case_id, why=why, by=by, at=at) is not None
        elif notice.brought_id:
            done += erase_failed_rows(notice.brought_id, why=why, by=by, at=at) is not None
    ErasureNotice.objects.filter(pk__in=[notice.pk for notice in notices]).delete()
    return done
