"""The desk forgets the words of erased voices: openings, search terms, summaries, excerpts, what the engine said.

That a voice feeds a problem stays, and is counted. A problem's own words are the office's; where they stand next to
the voice's, what points at a person in them is covered.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.search import SearchVector
from django.db.models import Q, Value

from huixiang.kernel.tenancy import ERASED
from huixiang.listening.models import Voice
from huixiang.listening.queries import contact_of
from huixiang.sorting import wording
from huixiang.sorting.models import InboxItem, Matter, MatterVoice, Part, Problem, SetAside, Suggestion, Unweighed
from huixiang.sorting.services.suggesting import propose_masks
from huixiang.sorting.states import SuggestionState

RUN = 15
"""So many characters in a row make two texts neighbours, as for masked summaries."""


def forget_voices(voice_ids: Collection[UUID], at: datetime) -> list[str]:
    """Erase what the desk keeps of these voices' words, in the caller's transaction; about 12 statements.

    No leaf of the log commits to any of it.
    """
    _cover_problems(voice_ids)
    parts = Part.objects.filter(voice__in=voice_ids)
    parts.exclude(excerpt="").update(excerpt=ERASED)
    SetAside.objects.filter(voice__in=voice_ids).update(reason=ERASED)
    Unweighed.objects.filter(item__in=voice_ids).delete()
    nothing = SearchVector(Value(""), config="simple")
    InboxItem.objects.filter(pk__in=voice_ids).update(opening=ERASED, summary="", terms=nothing)
    forget_suggestions(voice_ids, at)
    return []


def forget_suggestions(voice_ids: Collection[UUID], at: datetime) -> None:
    """Erase what the engine said about voices: reasons quote words. What a person decided stays, without its reason."""
    about = Suggestion.objects.filter(Q(voice__in=voice_ids) | Q(like__in=voice_ids))
    about.filter(state__in=[SuggestionState.OPEN, SuggestionState.OVERTAKEN]).delete()
    about.update(reason="", facts={})
    members = MatterVoice.objects.filter(Q(voice__in=voice_ids) | Q(repeat_of__in=voice_ids))
    matters = list(members.order_by("matter").values_list("matter", flat=True).distinct())
    members.update(reason="")
    MatterVoice.objects.filter(voice__in=voice_ids, left_at=None).update(left_at=at)
    Matter.objects.filter(pk__in=matters).update(people=[])
    Matter.objects.filter(representative__in=voice_ids).update(representative=None, title=ERASED, words=[])


def _cover_problems(voice_ids: Collection[UUID]) -> None:
    for voice in Voice.objects.filter(pk__in=voice_ids):
        told = contact_of(voice)
        own = [text for text in ((told.name, told.contact) if told else ()) if len(text) > 1]
        for problem in Problem.every.filter(parts__voice=voice).distinct().select_related("place"):
            near = own if not _neighbours(voice.words, problem.statement) else [*own, *_personal(problem.statement)]
            _cover(problem, near)


def _personal(text: str) -> list[str]:
    return [text[mask.start : mask.end] for mask in propose_masks(text)]


def _cover(problem: Problem, personal: Collection[str]) -> None:
    title, statement = covered(problem.title, personal), covered(problem.statement, personal)
    if (title, statement) == (problem.title, problem.statement):
        return
    place = (problem.place.name, problem.place.initials) if problem.place else ()
    terms = wording.vector(title, statement, *place)
    Problem.every.filter(pk=problem.pk).update(title=title[:80], statement=statement, terms=terms)


def covered(text: str, personal: Collection[str]) -> str:
    """A text with each of these pieces replaced by the mark of what was erased, longest first."""
    for piece in sorted(personal, key=len, reverse=True):
        text = text.replace(piece, ERASED)
    return text


def _neighbours(said: str, written: str) -> bool:
    """Test whether 15 characters in a row of one text stand in the other; linear in the longer text."""
    plain, other = "".join(said.split()), "".join(written.split())
    runs = {plain[at : at + RUN] for at in range(len(plain) - RUN + 1)}
    return any(other[at : at + RUN] in runs for at in range(len(other) - RUN + 1))
