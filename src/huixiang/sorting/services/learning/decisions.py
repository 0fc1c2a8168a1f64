"""The decisions a taxonomy is learnt from, split for good into those it learns from and those it is judged by."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from huixiang.listening.models import Voice
from huixiang.sorting.models import LabelGiven, MatterVoice, Suggestion, Taxonomy
from huixiang.sorting.states import SuggestionKind, SuggestionState

HELD_BACK: Final = 5  # one family of repeats in five is held back


@dataclass(frozen=True, slots=True)
class Decisions:
    """Voices with the labels people gave them: ``given`` are the rows that say so, in the order of the voices."""

    texts: Sequence[str]
    labels: Sequence[Sequence[int]]
    voices: Sequence[UUID]
    given: Sequence[Sequence[int]]

    def cells(self) -> list[str]:
        """The labels as the engine takes them."""
        return ["、".join(map(str, own)) for own in self.labels]

    def ids(self) -> list[int]:
        """All the rows that say so."""
        return sorted(one for own in self.given for one in own)


def decisions_of(taxonomy: Taxonomy) -> tuple[Decisions, Decisions]:
    """Those to learn from and those held back. A voice and what it repeats are always on one side (4 queries).

    Which side follows from the id of the family's first voice, so that it is the same for every version, and no
    version was ever taught what it is judged by.
    """
    labels: dict[UUID, list[int]] = defaultdict(list)
    given: dict[UUID, list[int]] = defaultdict(list)
    rows = (
        LabelGiven.objects.filter(taxonomy=taxonomy, ended_at=None, voice__erased_on=None)
        .exclude(by=None)
        .order_by("id")
    )
    for pk, voice_id, label_id in rows.values_list("pk", "voice_id", "label_id"):
        labels[voice_id].append(label_id)
        given[voice_id].append(pk)
    first = _families(labels)
    words = dict(Voice.objects.filter(pk__in=labels).values_list("pk", "words"))
    sides: tuple[list[UUID], list[UUID]] = ([], [])
    for voice_id in labels:
        sides[is_held_back(first.get(voice_id, voice_id))].append(voice_id)
    learnt, held = (_gathered(side, words, labels, given) for side in sides)
    return learnt, held


def is_held_back(family: UUID) -> bool:
    """Test whether the family of this first voice is one that versions are judged by."""
    return hashlib.sha256(family.bytes).digest()[0] % HELD_BACK == 0


def _families(voice_ids: Collection[UUID]) -> dict[UUID, UUID]:
    members = MatterVoice.objects.filter(voice__in=voice_ids, left_at=None, repeat_of__isnull=False)
    found = {voice_id: first for voice_id, first in members.values_list("voice_id", "repeat_of_id") if first}
    said = Suggestion.objects.filter(voice__in=voice_ids, kind=SuggestionKind.REPEAT, like__isnull=False)
    said = said.exclude(state__in=[SuggestionState.REFUSED, SuggestionState.OVERTAKEN])
    return {voice_id: first for voice_id, first in said.values_list("voice_id", "like_id") if first} | found


def _gathered(
    side: Sequence[UUID], words: Mapping[UUID, str], labels: Mapping[UUID, list[int]], given: Mapping[UUID, list[int]]
) -> Decisions:
    return Decisions(
        texts=[words[one] for one in side], labels=[labels[one] for one in side], voices=side,
        given=[given[one] for one in side],
    )  # fmt: skip
