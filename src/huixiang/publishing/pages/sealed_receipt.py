"""What the speaker of a sealed case sees behind the receipt: words, talk, whether somebody opened the name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huixiang.listening import queries as listening
from huixiang.listening.models import SealedCase
from huixiang.listening.queries import OpenFile
from huixiang.listening.states import Ground, Side
from huixiang.listening.words import GROUND_WORDS
from huixiang.people.queries import local_day
from huixiang.publishing.pages.receipt import Said
from huixiang.web.parts import Link

if TYPE_CHECKING:
    from uuid import UUID

    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


@dataclass(frozen=True, slots=True)
class Told:
    """That two people opened who spoke: the day and the legal ground."""

    on: dt.date
    ground: Words


@dataclass(frozen=True, slots=True)
class SealedPage:
    """The page behind the receipt of a sealed case."""

    locator: str
    sentence: Words
    words: str
    said_on: dt.date
    files: tuple[Link, ...]
    talk: tuple[Said, ...]
    revealed: tuple[Told, ...]


def sealed_page(case: SealedCase, key: bytes) -> SealedPage:
    """Open what the speaker said and what was written since."""
    return SealedPage(
        locator=case.locator,
        sentence=_sentence(case),
        words=listening.body_of(case, key).words,
        said_on=case.said_on,
        files=_links(listening.files_of(case, key)),
        talk=tuple(
            Said(said.message.said_on, said.message.side == Side.SPEAKER, answer=False, words=said.words,
                 files=_links(said.files))
            for said in listening.sealed_talk(case, key)
        ),
        revealed=revealed_to(case=case),
    )  # fmt: skip


def revealed_to(*, case: SealedCase | None = None, voice_id: UUID | None = None) -> tuple[Told, ...]:
    """The times two people opened who spoke."""
    rows = listening.revelations_told(case=case, voice_id=voice_id)
    return tuple(Told(local_day(row.decided_at), GROUND_WORDS[Ground(row.ground)]) for row in rows if row.decided_at)


def _sentence(case: SealedCase) -> Words:
    if case.voice_id:
        return _(
            "Somebody with a key has read it and put a masked summary on the way. What becomes of it stands below."
        )
    if case.read_on:
        return _("Somebody with a key has read it. Look below whether they asked you something.")
    return _("It is sealed; nobody has opened it yet.")


def _links(files: tuple[OpenFile, ...]) -> tuple[Link, ...]:
    return tuple(Link(one.name, reverse("publishing:sealed_file", args=[one.id])) for one in files)
