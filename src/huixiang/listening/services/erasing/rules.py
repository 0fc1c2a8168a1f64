"""How long personal data is kept: rules are set, never edited; something is held back with a reason, and let go."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Overtaken
from huixiang.listening import policies
from huixiang.listening.models import ErasureHold, ErasureNotice, RetentionRule
from huixiang.listening.queries import rule_now
from huixiang.listening.services.wording import storable
from huixiang.listening.states import RetentionCategory

LONGEST = 300


@dataclass(frozen=True, slots=True)
class NewRule:
    """How long a category is kept from now on: ``months`` 1 to 600, ``warn_days`` 7 to 365, and on which ground."""

    category: RetentionCategory
    months: int
    warn_days: int
    ground: str


@transaction.atomic
def set_retention(*, rule: NewRule, by: Actor, at: dt.datetime) -> RetentionRule:
    """Set how long a category is kept. What was announced already and is not due by the new rule is not erased.

    :raises NotAllowed: the policy says no. :raises NothingSaid, TooLong: of the ground. Nothing was written.
    """
    policies.may_manage_erasure(by).require()
    before = rule_now(rule.category)
    stored = RetentionRule.objects.create(
        category=rule.category.value, months=rule.months, warn_days=rule.warn_days,
        ground=storable(rule.ground.strip(), longest=LONGEST), by_id=by.user_id, at=at,
    )  # fmt: skip
    facts = [{"months": each.months, "warn_days": each.warn_days} for each in (before, stored)]
    about = f"retention:{rule.category.value}"
    journal.record("listening.retention.set", about=about, by=by, at=at, before=facts[0], after=facts[1])
    return stored


@transaction.atomic
def hold_back(*, notice_id: int, reason: str, by: Actor, at: dt.datetime) -> ErasureHold:
    """Keep what was announced from being erased until somebody lets it go.

    :raises NotFound: nothing is announced under this number. :raises NotAllowed: the policy says no.
    :raises Overtaken: it is held already. :raises NothingSaid, TooLong: of the reason. Nothing was written.
    """
    policies.may_manage_erasure(by).require()
    notice = _notice(notice_id)
    if _holds(notice).exists():
        raise Overtaken(_("It is held back already."))
    hold = ErasureHold.objects.create(
        voice=notice.voice, case=notice.case, brought=notice.brought, by_id=by.user_id or 0, at=at,
        reason=storable(reason.strip(), longest=LONGEST),
    )  # fmt: skip
    journal.record("listening.erasure.held_back", about=_about(notice), by=by, at=at)
    return hold


@transaction.atomic
def let_go(*, notice_id: int, by: Actor, at: dt.datetime) -> None:
    """End a hold: what was announced is erased on its day, or on the next if that has passed.

    :raises NotFound: nothing is announced under this number. :raises NotAllowed: the policy says no.
    :raises Overtaken: nobody holds it. Nothing was written.
    """
    policies.may_manage_erasure(by).require()
    notice = _notice(notice_id)
    if not _holds(notice).update(ended_by_id=by.user_id, ended_at=at):
        raise Overtaken(_("Nobody holds it back."))
    journal.record("listening.erasure.let_go", about=_about(notice), by=by, at=at)


def _notice(notice_id: int) -> ErasureNotice:
    notice = ErasureNotice.objects.select_for_update(of=("self",)).filter(pk=notice_id).first()
    if notice is None:
        raise NotFound(str(notice_id))
    return notice


def _holds(notice: ErasureNotice) -> QuerySet[ErasureHold]:
    return ErasureHold.objects.filter(
        voice=notice.voice_id, case=notice.case_id, brought=notice.brought_id, ended_at=None
    )


def _about(notice: ErasureNotice) -> str:
    pairs = (("voice", notice.voice_id), ("case", notice.case_id), ("import", notice.brought_id))
    return next(f"{kind}:{pk}" for kind, pk in pairs if pk)
