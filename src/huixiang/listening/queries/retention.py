"""Reads of retention: the rule of now, what is due by it, what is announced and what holds it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _, gettext_noop

from huixiang.kernel.errors import NotFound
from huixiang.listening.keepers import keepers, settled_until
from huixiang.listening.models import (
    Erasure,
    ErasureHold,
    ErasureNotice,
    ErasureOrder,
    Import,
    ImportFailure,
    Message,
    RetentionRule,
    SealedCase,
    SealedMessage,
    Speaker,
    Voice,
)
from huixiang.listening.states import RetentionCategory

if TYPE_CHECKING:
    from uuid import UUID

    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

C = RetentionCategory
USUAL: Final[Mapping[RetentionCategory, tuple[int, int, str]]] = {
    C.SPEAKERS: (
        12,
        30,
        gettext_noop("Needed until the matter is settled and nobody comes back to it (PIPL art. 19)."),
    ),
    C.VOICES: (
        36,
        30,
        gettext_noop("Needed to show how the matter was put right, and for a look back (PIPL art. 19)."),
    ),
    C.CASES: (
        24,
        30,
        gettext_noop("Needed while the case may be looked into; then the risk outweighs it (PIPL art. 19)."),
    ),
    C.FAILED_ROWS: (3, 14, gettext_noop("Needed until somebody has mended the table and brought it again.")),
}
"""Months, days of warning and ground of each category where an organisation has set nothing."""

NAMED_BY: Final[Mapping[RetentionCategory, str]] = {
    C.SPEAKERS: "voice",
    C.VOICES: "voice",
    C.CASES: "case",
    C.FAILED_ROWS: "brought",
}
"""By which reference a notice names a thing of the category."""


def rule_now(category: RetentionCategory) -> RetentionRule:
    """The rule that applies now; one that is not stored (no ``pk``) where the usual one does (1 query)."""
    set_here = RetentionRule.objects.filter(category=category.value).order_by("-id").first()
    if set_here is not None:
        return set_here
    months, warn_days, ground = USUAL[category]
    return RetentionRule(category=category.value, months=months, warn_days=warn_days, ground=_(ground))


def rules_now() -> dict[RetentionCategory, RetentionRule]:
    """The rule of each category, in their order (4 queries)."""
    return {category: rule_now(category) for category in RetentionCategory}


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier; the last of a month where that has fewer days."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = (dt.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))


def due_things(category: RetentionCategory, day: dt.date) -> QuerySet[Any]:
    """The ids of things settled on or before a day, neither erased nor announced, in no telling order."""
    announced = ErasureNotice.objects.filter(category=category.value).exclude(**{NAMED_BY[category]: None})
    return _settled(category, day).exclude(pk__in=announced.values(NAMED_BY[category])).values_list("pk", flat=True)


def _settled(category: RetentionCategory, day: dt.date) -> QuerySet[Any]:
    if category == C.CASES:
        later = SealedMessage.objects.filter(case=OuterRef("pk"), said_on__gt=day)
        rows = SealedCase.objects.filter(~Exists(later), erased_on=None, said_on__lte=day, read_on__isnull=False)
        return rows.order_by("pk")
    if category == C.FAILED_ROWS:
        failed = ImportFailure.objects.filter(brought=OuterRef("pk"))
        return Import.objects.filter(Exists(failed) | Q(survey__isnull=False), ended_at__date__lte=day).order_by("pk")
    spoken_later = Message.objects.filter(voice=OuterRef("pk"), said_on__gt=day)
    things: QuerySet[Any] = Speaker.objects.all()
    if category == C.VOICES:
        things = Voice.objects.filter(erased_on=None)
    known = [Q(pk__in=settled) for settled in settled_until(day)]
    return things.filter(~Exists(spoken_later), *known).order_by("pk") if known else things.none()


def no_longer_due(category: RetentionCategory, notices: Sequence[ErasureNotice], today: dt.date) -> set[int]:
    """Of these notices those whose thing is not due by the rule of today, and not held either."""
    name = f"{NAMED_BY[category]}_id"
    ids = [getattr(notice, name) for notice in notices]
    day = months_before(today, rule_now(category).months)
    due = set(_settled(category, day).filter(pk__in=ids).values_list("pk", flat=True))
    held = held_notices(notices, today)
    return {notice.pk for notice in notices if getattr(notice, name) not in due and notice.pk not in held}


def held_notices(notices: Sequence[ErasureNotice], today: dt.date) -> dict[int, Words]:
    """Why each of these may not be erased today, by its number; those nothing holds are left out. 10 queries or so."""
    cases = dict(SealedCase.objects.filter(pk__in=[one.case_id for one in notices]).values_list("pk", "voice"))
    about = {one.pk: one.voice_id or (cases.get(one.case_id) if one.case_id else None) for one in notices}
    reasons = held_voices([voice_id for voice_id in about.values() if voice_id], today)
    found: dict[int, Words] = {pk: reasons[voice_id] for pk, voice_id in about.items() if voice_id in reasons}
    return found | _held_by_people(notices)


def _held_by_people(notices: Sequence[ErasureNotice]) -> dict[int, Words]:
    holds = ErasureHold.objects.filter(ended_at=None).filter(
        Q(voice__in=[one.voice_id for one in notices]) | Q(case__in=[one.case_id for one in notices])
        | Q(brought__in=[one.brought_id for one in notices])
    )  # fmt: skip
    reasons = {(hold.voice_id, hold.case_id, hold.brought_id): hold.reason for hold in holds}
    keys = {one.pk: (one.voice_id, one.case_id, one.brought_id) for one in notices}
    return {pk: reasons[key] for pk, key in keys.items() if key in reasons}


def held_voices(voice_ids: Collection[UUID], today: dt.date) -> dict[UUID, Words]:
    """Why each of these voices should not be erased today, as those say who keep something of it."""
    found: dict[UUID, Words] = {}
    for keeper in keepers():
        found |= keeper.held(voice_ids, today) if voice_ids else {}
    return found


def notices() -> QuerySet[ErasureNotice]:
    """What will be erased, the next first; page through it."""
    return ErasureNotice.objects.select_related("voice__receipt", "case", "brought").order_by("erase_on", "id")


def notice_by_id(notice_id: int) -> ErasureNotice:
    """Something that is announced.

    :raises NotFound: there is none with this number here.
    """
    found = ErasureNotice.objects.filter(pk=notice_id).first()
    if found is None:
        raise NotFound(str(notice_id))
    return found


def notices_of(*, voice: Voice | None = None, case: SealedCase | None = None) -> list[ErasureNotice]:
    """What was announced of one voice or case, the next first."""
    return list(ErasureNotice.objects.filter(voice=voice, case=case, brought=None).order_by("erase_on", "id"))


def held_now(notice_ids: Collection[int]) -> set[int]:
    """Which of these notices somebody holds back (2 queries)."""
    return set(_held_by_people(list(ErasureNotice.objects.filter(pk__in=notice_ids))))


def erasures() -> QuerySet[Erasure]:
    """What was erased, newest first; page through it."""
    people = ("order__asked_by", "order__decided_by")
    return Erasure.objects.select_related("voice__receipt", "case", "brought", *people).order_by("-id")


def erasures_of(*, voice: Voice | None = None, case: SealedCase | None = None) -> list[Erasure]:
    """What was erased of one voice or case, oldest first."""
    return list(Erasure.objects.filter(voice=voice, case=case, brought=None).order_by("id"))


def orders_waiting() -> list[ErasureOrder]:
    """Wishes to have something erased that wait for a second person, oldest first."""
    rows = ErasureOrder.objects.filter(granted=None).select_related("asked_by", "voice__receipt")
    return list(rows.order_by("id"))
