"""A draft of the masked summary, made of what a recipient has unlocked: in memory only, never sent by itself.

It covers what the engine knows to be personal and whom the voice names as accused. A bare name it does not know, and
what only the speaker could know, it cannot judge; whole sentences of the voice are refused when it is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from huixiang.digest.marks import Mask, MaskKind
from huixiang.digest.masking import apply_masks, propose_masks
from huixiang.kernel.actor import Actor
from huixiang.listening import policies, queries
from huixiang.listening.queries import Body, Ring
from huixiang.people.models import User


@dataclass(frozen=True, slots=True)
class Covered:
    """One place the draft covers: what stood there, of which kind it is, and whether that is beyond doubt."""

    text: str
    kind: MaskKind
    certain: bool
    accused: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """The words of a voice with what points at a person covered, and each covered place in order."""

    words: str
    covered: tuple[Covered, ...]


def propose_summary(*, case_id: UUID, ring: Ring, by: Actor) -> Draft:
    """Draft a masked summary of an unlocked case; writes nothing, and nothing of it is queued or logged.

    Doubtful places are covered too: whoever edits it sees each and may bring it back.

    :raises NotAllowed: no recipient. :raises NotFound: not sealed for this key.
    """
    policies.may_receive(by).require()
    case = queries.case_for(case_id, ring.key_id)
    body = queries.body_of(case, queries.case_key(case, ring))
    accused = accused_names(body)
    masks = propose_masks(body.words, names=(*User.objects.values_list("name", flat=True), *accused))
    return Draft(apply_masks(body.words, masks), tuple(_covered(body.words, mask, accused) for mask in masks))


def accused_names(body: Body) -> list[str]:
    """Whom a voice names as accused, name by name; single signs are none."""
    parted = body.accused.replace("、", " ").replace("，", " ").replace(",", " ").split()
    return [name for name in parted if len(name) > 1]


def _covered(words: str, mask: Mask, accused: list[str]) -> Covered:
    text = words[mask.start : mask.end]
    return Covered(text, mask.kind, mask.certain, accused=any(name in text for name in accused))
