"""The problem list as others read it: by number, by voice, by text, counted."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from huixiang.kernel.errors import NotFound
from huixiang.listening.models import Voice
from huixiang.people.models import Unit
from huixiang.sorting import wording
from huixiang.sorting.models import Matter, Part, Problem, SetAside
from huixiang.sorting.states import OPEN, ProblemState

FOUND = 20
LARGEST_NUMBER = 2**31 - 1
LONGEST_NUMBER = 9  # digits


def problem_numbered(number: int) -> Problem:
    """The problem with this number, also a merged or withdrawn one, with unit, leader and place.

    :raises NotFound: there is none here.
    """
    if not 0 < number <= LARGEST_NUMBER:
        raise NotFound
    rows = Problem.every.select_related("unit", "leader", "place", "merged_into", "opened_by")
    problem = rows.filter(number=number).first()
    if problem is None:
        raise NotFound
    return problem


def voices_of(problem: Problem) -> QuerySet[Voice]:
    """The voices that feed the problem now, in the order they joined."""
    return Voice.objects.filter(parts__problem=problem, parts__left_at=None).order_by("parts__id")


def problems_of(voice: Voice) -> QuerySet[Problem]:
    """The problems the voice feeds now, in the order it joined them."""
    return Problem.objects.filter(parts__voice=voice, parts__left_at=None).order_by("parts__id")


def parts_of(problem: Problem) -> QuerySet[Part]:
    """The standing links of the problem with voice and inbox row, in the order they began."""
    rows = Part.objects.filter(problem=problem, left_at=None)
    return rows.select_related("voice__item__place", "voice__item__unit", "joined_by").order_by("id")


def base_of(problem: Problem) -> Voice | None:
    """The voice the others are compared with: the one that stands for a hot issue it was made of, else the earliest.

    Two queries; None when no voice feeds the problem.
    """
    parts = Part.objects.filter(problem=problem, left_at=None).select_related("voice").order_by("voice__item__number")
    central = Matter.objects.filter(problem=problem).values("representative")
    part = parts.filter(voice__in=central).first() or parts.first()
    return part.voice if part else None


def voice_of(problem: Problem, voice_id: UUID) -> Voice | None:
    """A voice that feeds the problem now, or None."""
    return voices_of(problem).filter(pk=voice_id).first()


def feeding_too(problem: Problem, voice_ids: Collection[UUID]) -> int:
    """How many of these voices feed the problem already."""
    return Part.objects.filter(problem=problem, voice__in=list(voice_ids), left_at=None).count()


def voice_ids_of(problem: Problem) -> list[UUID]:
    """The ids of all voices that feed the problem now."""
    return list(Part.objects.filter(problem=problem, left_at=None).values_list("voice", flat=True))


def parts_of_voice(voice: Voice) -> QuerySet[Part]:
    """All links the voice has and had, with their problem, oldest first."""
    return Part.objects.filter(voice=voice).select_related("problem", "joined_by", "left_by").order_by("id")


def problems_by_voice(voice_ids: Collection[UUID]) -> dict[UUID, list[Problem]]:
    """The open problems that each of these voices feeds now; one query."""
    rows = Part.objects.filter(voice_id__in=set(voice_ids), left_at=None).select_related("problem").order_by("id")
    found: dict[UUID, list[Problem]] = {}
    for part in rows:
        if ProblemState(part.problem.state) in OPEN:
            found.setdefault(part.voice_id, []).append(part.problem)
    return found


def set_aside_of(voice: Voice) -> SetAside | None:
    """Why the voice is set aside, for its speaker to read; None when it is not."""
    return SetAside.objects.filter(voice=voice, undone_at=None).first()


def find_problems(text: str, limit: int = FOUND) -> list[Problem]:
    """Problems not merged whose number is the text or whose title and statement hold its words, last acted on first.

    An empty text gives those acted on last.
    """
    rows = Problem.objects.exclude(state=ProblemState.MERGED).select_related("unit", "place")
    text = text.strip()
    if text:
        number = text.lstrip("#")
        plain = number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
        known = Q(number=int(number)) if plain else Q(pk__in=())
        question = wording.query(text)
        rows = rows.filter(known | Q(terms=question) if question else known)
    return list(rows.order_by("-last_act_at", "-id")[:limit])


def counts_by_state() -> dict[str, int]:
    """How many problems stand in each state; a state without any is missing."""
    return dict(Problem.objects.order_by().values_list("state").annotate(Count("pk")))


def problems_sharing_terms(voice: Voice, limit: int) -> list[Problem]:
    """Open problems that share a pair with the voice, the last acted on first, at most ``limit``."""
    question = wording.alike(voice.words)
    if question is None:
        return []
    rows = Problem.objects.filter(terms=question, state__in=[state.value for state in OPEN])
    feeding = Part.objects.filter(voice=voice, left_at=None).values("problem")
    return list(rows.exclude(pk__in=feeding).order_by("-last_act_at", "-id")[:limit])


def open_problem_sentences(unit: Unit) -> list[str]:
    """A sentence for each open problem of the unit: why it cannot be closed yet."""
    rows = Problem.objects.filter(unit=unit, state__in=[state.value for state in OPEN]).order_by("number")
    words = _("Problem %(number)s is still open: %(title)s")
    return [words % {"number": number, "title": title} for number, title in rows.values_list("number", "title")]
