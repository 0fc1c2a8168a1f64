"""意见反馈函: to each unit the words that concern it, with nothing that tells who spoke, when, where or how."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from huixiang.folio.papers.forms import TITLES
from huixiang.folio.papers.letter import Letter, Opinion, feedback_letters
from huixiang.folio.papers.paper import Column, Kind, Paper
from huixiang.publishing.papers.pieces import AT_ONCE, Filling, Said
from huixiang.publishing.papers.summary import words_of
from huixiang.sorting.models import InboxItem, Part

COLUMNS = (
    Column("number", "序号", Kind.NUMBER, 2.5),
    Column("label", "类别", width=5),
    Column("words", "意见原文", width=22),
)


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters, and how many voices are in none because no unit is concerned yet."""

    letters: tuple[Letter, ...]
    left_out: int


def letters_of(
    numbers: Sequence[int], filling: Filling, *, only: frozenset[int] | None, signed: tuple[str, dt.date], said: Said
) -> Letters:
    """One letter to each unit these voices concern: through the problems they feed, else by their own unit.

    ``only`` keeps the letters to these units. Voices are taken in the order of their numbers in the inbox, which tells
    no moment; a voice that feeds problems of two units stands in both letters.
    """
    opinions: list[Opinion] = []
    left_out = 0
    for first in range(0, len(numbers), AT_ONCE):
        piece = numbers[first : first + AT_ONCE]
        for words, units in _concerned(piece, filling):
            left_out += not units
            opinions += [Opinion(words, name) for pk, name in units.items() if only is None or pk in only]
        said(first + len(piece))
    signer, signed_on = signed
    return Letters(feedback_letters(opinions, signer=signer, signed_on=signed_on), left_out)


def letter_table(letter: Letter) -> Paper:
    """A letter as a table, for .xlsx: the same words in the same order."""
    rows = [(section.label, words) for section in letter.sections for words in section.words]
    return Paper(
        title=f"{TITLES['letter']}（{letter.addressee}）",
        columns=COLUMNS,
        rows=[{"number": n, "label": label or None, "words": words} for n, (label, words) in enumerate(rows, start=1)],
        notes=[(letter.opening,), (letter.closing,)],
        signer=letter.signer,
        signed_on=letter.signed_on,
    )


def _concerned(numbers: Sequence[int], filling: Filling) -> Iterator[tuple[str, dict[int, str]]]:
    items = list(InboxItem.objects.filter(number__in=numbers).select_related("voice", "unit").order_by("number"))
    parts = Part.objects.filter(voice_id__in=[item.voice_id for item in items], left_at=None)
    fed: dict[object, dict[int, str]] = {}
    through = parts.exclude(problem__unit=None).filter(problem__withdrawn_at=None).order_by("id")
    for voice_id, unit_id, name in through.values_list("voice_id", "problem__unit_id", "problem__unit__name"):
        fed.setdefault(voice_id, {})[unit_id] = name
    for item, words in zip(items, words_of(items, filling), strict=True):
        own = {item.unit.pk: item.unit.name} if item.unit else {}
        yield words, fed.get(item.voice_id) or own
