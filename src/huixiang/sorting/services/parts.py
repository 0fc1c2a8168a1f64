"""The links between voices and problems: they begin and end, and are counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.listening.models import Voice
from huixiang.listening.services import require_may_go
from huixiang.sorting.models import Part, Problem
from huixiang.sorting.services.items import Items
from huixiang.sorting.states import InboxState

Excerpts = Mapping[UUID, str]


class NotInTheWords(Refusal):
    """An excerpt is not a piece of what was said; nothing was written."""


def check_excerpts(excerpts: Excerpts, voice_ids: Collection[UUID]) -> None:
    """See that every excerpt stands in the words of its voice, line ends aside.

    :raises NotInTheWords: one does not.
    """
    wanted = {voice_id: text for voice_id, text in excerpts.items() if text and voice_id in set(voice_ids)}
    if not wanted:
        return
    for voice_id, words in Voice.objects.filter(pk__in=wanted).values_list("pk", "words"):
        if " ".join(wanted[voice_id].split()) not in " ".join(words.split()):
            raise NotInTheWords(_("An excerpt must be copied from the voice word for word: nobody is misquoted."))


def start_parts(
    problem: Problem, voice_ids: Iterable[UUID], *, excerpts: Excerpts | None, by: Actor, at: datetime
) -> list[int]:
    """Begin a link of each voice to the problem; gives the links' ids.

    :raises NotAllowed: a voice accuses the unit the problem lies with; nothing was written.
    """
    voice_ids, texts = list(voice_ids), excerpts or {}
    if problem.unit:
        require_may_go(voice_ids, [problem.unit])
    parts = [
        Part(
            problem=problem,
            voice_id=voice_id,
            excerpt=texts.get(voice_id, ""),
            joined_at=at,
            joined_by_id=by.user_id,
        )
        for voice_id in voice_ids
    ]
    return [part.pk for part in Part.objects.bulk_create(parts)]


def end_parts(part_ids: Collection[int], *, by: Actor, at: datetime) -> None:
    """End these links; they stay as history."""
    Part.objects.filter(pk__in=part_ids, left_at=None).update(left_at=at, left_by=by.user_id)


def restart_parts(part_ids: Collection[int], *, by: Actor, at: datetime) -> list[int]:
    """Begin ended links anew, with the same problem, voice and excerpt, as new rows.

    :raises NotAllowed: a voice accuses the unit its problem lies with by now; nothing was written.
    """
    ended = list(Part.objects.filter(pk__in=part_ids).select_related("problem__unit"))
    for part in ended:
        if part.problem.unit:
            require_may_go([part.voice_id], [part.problem.unit])
    parts = [
        Part(
            problem_id=part.problem_id,
            voice_id=part.voice_id,
            excerpt=part.excerpt,
            joined_at=at,
            joined_by_id=by.user_id,
        )
        for part in ended
    ]
    return [part.pk for part in Part.objects.bulk_create(parts)]


def current_parts(problem: Problem, voice_ids: Collection[UUID] | None = None) -> list[Part]:
    """The links that stand now, of all or of these voices."""
    rows = Part.objects.filter(problem=problem, left_at=None)
    return list(rows if voice_ids is None else rows.filter(voice_id__in=voice_ids))


def recount(problem: Problem, *, at: datetime) -> None:
    """Write how many voices feed the problem now, and that something happened to it."""
    problem.voices_count = Part.objects.filter(problem=problem, left_at=None).count()
    problem.last_act_at = at
    problem.save(update_fields=["voices_count", "last_act_at"])


def states_now(items: Items) -> dict[UUID, str]:
    """The state of voices after links ended: joined while one stands, else new again."""
    feeding = set(Part.objects.filter(voice_id__in=items, left_at=None).values_list("voice_id", flat=True))
    return {voice_id: (InboxState.JOINED if voice_id in feeding else InboxState.NEW).value for voice_id in items}
