"""What accepting a suggestion does: one function for each kind, over many voices at once; each notes how to undo it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound
from huixiang.kernel.events import emit
from huixiang.listening.models import Place
from huixiang.people.models import Unit
from huixiang.sorting import policies, wording
from huixiang.sorting.events import PartsJoined
from huixiang.sorting.models import InboxItem, MatterVoice, Part, Suggestion
from huixiang.sorting.services.items import Items
from huixiang.sorting.services.labelling import bearing, open_label, start_labels
from huixiang.sorting.services.parts import recount, start_parts
from huixiang.sorting.services.problems import lock_problems
from huixiang.sorting.services.suggesting.facts import Target
from huixiang.sorting.states import SuggestionKind as K


@dataclass(frozen=True, slots=True)
class Chosen:
    """A suggestion and the target to act on: its own, or another that a person chose instead."""

    suggestion: Suggestion
    target: Target

    @property
    def voice_id(self) -> UUID:
        return self.suggestion.voice_id


@dataclass(slots=True)
class Doing:
    """An act in the making: who, when, the locked voices, and what undoing it will need."""

    items: Items
    by: Actor
    at: datetime
    facts: dict[str, Any] = field(default_factory=dict)
    joined: set[UUID] = field(default_factory=set)

    def note(self, name: str, ids: Sequence[int]) -> None:
        """Add to what undoing needs."""
        self.facts.setdefault(name, []).extend(ids)

    def keep_before(self, voice_id: UUID, **values: object) -> None:
        """Note what a field of a voice's inbox row held before."""
        self.facts.setdefault("fields", {}).setdefault(str(voice_id), {}).update(values)


def do_all(chosen: Sequence[Chosen], doing: Doing) -> None:
    """Do what each of the suggestions says; the caller has seen that it may be done.

    :raises NotAllowed: a problem takes no voices; nothing is kept of the transaction.
    :raises NotFound: a target is not here.
    """
    by_kind: dict[K, list[Chosen]] = defaultdict(list)
    for one in chosen:
        by_kind[K(one.suggestion.kind)].append(one)
    for kind, own in by_kind.items():
        if kind in DOERS:
            DOERS[kind](own, doing)


def _by_target(chosen: Sequence[Chosen]) -> dict[int, list[UUID]]:
    found: dict[int, list[UUID]] = defaultdict(list)
    for one in chosen:
        if isinstance(one.target, int):
            found[one.target].append(one.voice_id)
    return found


def _join(chosen: Sequence[Chosen], doing: Doing) -> None:
    wanted = _by_target(chosen)
    for problem_id, problem in lock_problems(list(wanted)).items():
        policies.may_take_voices(doing.by, problem).require()
        feeding = Part.objects.filter(problem=problem, left_at=None, voice__in=wanted[problem_id])
        there = set(feeding.values_list("voice_id", flat=True))
        ids = [voice_id for voice_id in dict.fromkeys(wanted[problem_id]) if voice_id not in there]
        doing.note("started", start_parts(problem, ids, excerpts=None, by=doing.by, at=doing.at))
        doing.note("problems", [problem_id])
        doing.joined.update(ids)
        recount(problem, at=doing.at)
        emit(PartsJoined(problem_id=problem_id, voice_ids=tuple(ids)))


def _label(chosen: Sequence[Chosen], doing: Doing) -> None:
    for label_id, voice_ids in _by_target(chosen).items():
        label = open_label(label_id)
        there = bearing(label, voice_ids)
        ids = [voice_id for voice_id in dict.fromkeys(voice_ids) if voice_id not in there]
        started, ended = start_labels(label, ids, by=doing.by, at=doing.at)
        doing.note("labels_started", started)
        doing.note("labels_ended", ended)


def _unit(chosen: Sequence[Chosen], doing: Doing) -> None:
    for unit_id, voice_ids in _by_target(chosen).items():
        if not Unit.objects.filter(pk=unit_id, closed_on=None).exists():
            raise NotFound
        for voice_id in voice_ids:
            doing.keep_before(voice_id, unit_id=doing.items[voice_id].unit_id)
        InboxItem.objects.filter(pk__in=voice_ids).update(unit=unit_id)


def _place(chosen: Sequence[Chosen], doing: Doing) -> None:
    """Set the place; a voice is also found by the name of its place, so its search terms are written anew."""
    for place_id, voice_ids in _by_target(chosen).items():
        place = Place.objects.filter(pk=place_id).first()
        if place is None:
            raise NotFound
        for item in InboxItem.objects.select_related("voice").filter(pk__in=voice_ids):
            doing.keep_before(item.pk, place_id=item.place_id)
            set_place(item, place)


def set_place(item: InboxItem, place: Place | None) -> None:
    """Write the place of a voice at the desk and the terms it is found by."""
    named = (place.name, place.initials) if place else ()
    terms = wording.vector(item.voice.words, item.voice.place_words, *named)
    InboxItem.objects.filter(pk=item.pk).update(place=place, terms=terms)


def _urgent(chosen: Sequence[Chosen], doing: Doing) -> None:
    for one in chosen:
        doing.keep_before(one.voice_id, urgent=doing.items[one.voice_id].urgent)
    InboxItem.objects.filter(pk__in=[one.voice_id for one in chosen]).update(urgent=True)


def _sensitive(chosen: Sequence[Chosen], doing: Doing) -> None:
    for one in chosen:
        doing.keep_before(one.voice_id, sensitive=doing.items[one.voice_id].sensitive)
    InboxItem.objects.filter(pk__in=[one.voice_id for one in chosen]).update(sensitive=True)


def _matter(chosen: Sequence[Chosen], doing: Doing) -> None:
    """Confirm that the voice is in the matter: later runs leave it there."""
    for matter_id, voice_ids in _by_target(chosen).items():
        rows = MatterVoice.objects.filter(matter=matter_id, voice__in=voice_ids, left_at=None, confirmed_at=None)
        doing.note("members_confirmed", list(rows.values_list("pk", flat=True)))
        rows.update(confirmed_at=doing.at)


def leave_matters(chosen: Sequence[Chosen], doing: Doing) -> None:
    """What refusing a matter does: the voice is no longer counted in it, and later runs do not put it back."""
    for matter_id, voice_ids in _by_target(chosen).items():
        rows = MatterVoice.objects.filter(matter=matter_id, voice__in=voice_ids, left_at=None)
        doing.note("members_ended", list(rows.values_list("pk", flat=True)))
        rows.update(left_at=doing.at)


Doer = Callable[[Sequence[Chosen], Doing], None]

DOERS: Mapping[K, Doer] = {
    K.PROBLEM: _join,
    K.LABEL: _label,
    K.UNIT: _unit,
    K.PLACE: _place,
    K.URGENT: _urgent,
    K.SENSITIVE: _sensitive,
    K.MATTER: _matter,
}
"""Kinds not named here (repeat, personal data) change nothing else: that a person confirmed them is what is kept."""
