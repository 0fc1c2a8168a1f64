"""Names and contacts of speakers, opened for one purpose only: to cover them where they stand in their own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from uuid import UUID

from huixiang.digest.marks import MaskKind
from huixiang.digest.masking import WORDS
from huixiang.kernel.sealing import unseal
from huixiang.listening import queries as listening
from huixiang.listening.models import Speaker

SHORTEST = 2  # characters: a single one may be any word
CONTACT = "［联系方式］"


def without_speakers(words: Sequence[tuple[UUID, str]]) -> list[str]:
    """The words of these voices, each without the name and contact its speaker left (1 query).

    Nothing that was opened is returned, and nothing is noted: nobody saw it.
    """
    speakers = Speaker.objects.filter(voice_id__in=[voice_id for voice_id, _text in words])
    left = {each.voice_id: each for each in speakers}
    return [_covered(text, left[voice_id]) if voice_id in left else text for voice_id, text in words]


def _covered(text: str, speaker: Speaker) -> str:
    for name in _parts(speaker.name_sealed, listening.NAME_PURPOSE):
        text = text.replace(name, WORDS[MaskKind.NAME])
    for contact in _parts(speaker.contact_sealed, listening.CONTACT_PURPOSE):
        text = text.replace(contact, CONTACT)
    return text


def _parts(sealed: bytes | memoryview[int], purpose: str) -> list[str]:
    opened = unseal(bytes(sealed), purpose=purpose).decode() if sealed else ""
    return [part for part in re.split(r"[\s,，;；、]+", opened) if len(part) >= SHORTEST]
