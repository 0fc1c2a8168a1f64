"""What the desk keeps of one voice, for its speaker; which voices must stay for now; whose matter was settled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huixiang.listening.keepers import KeptPart
from huixiang.listening.models import ImportRow
from huixiang.sorting.models import InboxItem, LabelGiven, MatterVoice, Part, SetAside, Suggestion
from huixiang.sorting.states import CLOSED, InboxState

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


def kept_of(voice_id: UUID) -> list[KeptPart]:
    """What the desk and the engine noted about a voice (6 queries)."""
    found = [
        KeptPart("inbox", _("Notes at the desk"), _rows(InboxItem.objects.filter(pk=voice_id),
                 "state", "channel", "lane", "said_on", "opening", "summary", "urgent", "sensitive")),
        KeptPart("problems", _("The problems your words feed"), _rows(Part.objects.filter(voice=voice_id),
                 "problem__number", "problem__title", "excerpt", "joined_at", "left_at")),
        KeptPart("set_aside", _("Why it was set aside"), _rows(SetAside.objects.filter(voice=voice_id),
                 "reason", "at", "undone_at")),
        KeptPart("labels", _("Labels people gave"), _rows(LabelGiven.objects.filter(voice=voice_id),
                 "taxonomy__name", "label__name", "at", "ended_at")),
        KeptPart("suggestions", _("What the machine suggested about it"), _rows(
                 Suggestion.objects.filter(voice=voice_id), "kind", "reason", "confidence", "state", "made_at")),
        KeptPart("matters", _("What the machine put it together with"), _rows(
                 MatterVoice.objects.filter(voice=voice_id), "matter__title", "reason", "since", "left_at")),
    ]  # fmt: skip
    return [part for part in found if part.rows]


def _rows(rows: QuerySet[Any], *names: str) -> list[dict[str, object]]:
    return list(rows.order_by("pk").values(*names))


def held_voices(voice_ids: Collection[UUID], day: dt.date) -> dict[UUID, Words]:  # noqa: ARG001 - as every keeper
    """Of these voices those that feed a problem which is not closed, or that nobody has decided on (2 queries)."""
    waiting = InboxItem.objects.filter(pk__in=voice_ids, state=InboxState.NEW).values_list("pk", flat=True)
    found: dict[UUID, Words] = dict.fromkeys(waiting, _("Nobody has decided on it yet."))
    open_ones = Part.objects.filter(voice__in=voice_ids, left_at=None).exclude(_closed())
    for voice_id in open_ones.order_by("pk").values_list("voice", flat=True):
        found[voice_id] = _("A problem it feeds is still open.")
    return found


def _closed(day: dt.date | None = None) -> Q:
    states = [state.value for state in CLOSED]
    itself = Q(problem__state__in=states) | Q(problem__withdrawn_at__isnull=False)
    joined = Q(problem__merged_into__state__in=states)
    if day is None:
        return itself | joined
    withdrawn = Q(problem__withdrawn_at__isnull=False)
    return (
        (Q(problem__closed_on__lte=day) & itself) | withdrawn | (Q(problem__merged_into__closed_on__lte=day) & joined)
    )


def settled_until(day: dt.date) -> QuerySet[Any]:
    """The ids of voices whose matter was settled on or before a day, as a subquery.

    Settled is what was answered or set aside, feeds closed problems only, or left with an import taken back.
    """
    after = Part.objects.filter(voice=OuterRef("pk"), left_at=None).exclude(_closed(day))
    feeds = Part.objects.filter(voice=OuterRef("pk"), left_at=None)
    taken_back = ImportRow.objects.filter(voice=OuterRef("pk"), brought__ended_at__date__lte=day)
    answered = Q(state__in=[InboxState.ANSWERED, InboxState.SET_ASIDE], acted_at__date__lte=day)
    rows = InboxItem.objects.filter(
        answered | (Q(state=InboxState.JOINED) & Exists(feeds) & ~Exists(after))
        | (Q(state=InboxState.WITHDRAWN) & Exists(taken_back))
    )  # fmt: skip
    return rows.order_by().values("pk")
