"""Letters that hand opinions back to those they concern: words unchanged, nobody named who said them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from huixiang.folio.papers.forms import TITLES

OPENING: Final = "现将征求到的意见建议原汁原味反馈如下，请认真研究，并将采纳和整改情况函告我们。"
CLOSING: Final = "特此函告。"
OTHER: Final = "其他"


@dataclass(frozen=True, slots=True)
class Opinion:
    """One opinion for one addressee. It has no place for who said it, when and how: that stays with us."""

    words: str
    addressee: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The opinions of one class, in the order they came; the label is empty where none has a class."""

    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of feedback to one addressee."""

    addressee: str
    sections: tuple[Section, ...]
    title: str = TITLES["letter"]
    opening: str = OPENING
    closing: str = CLOSING
    signer: str = ""
    signed_on: date | None = None


class NoAddressee(ValueError):
    """An opinion is for nobody; its place in the list, from 1, is the message."""


def feedback_letters(opinions: Iterable[Opinion], *, signer: str, signed_on: date) -> tuple[Letter, ...]:
    """Write one letter to each addressee, both in the order in which they first appear.

    Classes come in the order of their first opinion, opinions without one last as 其他. Names
    within the words are not hidden: mask them before.

    :raises NoAddressee: an opinion is for nobody; no letter is written.
    """
    received: dict[str, dict[str, list[str]]] = {}
    for place, opinion in enumerate(opinions, start=1):
        if not opinion.addressee.strip():
            raise NoAddressee(str(place))
        received.setdefault(opinion.addressee, {}).setdefault(opinion.label, []).append(opinion.words)
    return tuple(
        Letter(addressee=addressee, sections=_sections(by_label), signer=signer, signed_on=signed_on)
        for addressee, by_label in received.items()
    )


def _sections(by_label: dict[str, list[str]]) -> tuple[Section, ...]:
    labels = sorted(by_label, key=lambda label: not label)  # stable: only those without a class move to the end
    named = any(labels)
    return tuple(Section(label or (OTHER if named else ""), tuple(by_label[label])) for label in labels)


def heading(section: Section) -> str:
    """Head a section: 形式主义 becomes 形式主义方面."""
    return section.label if section.label.endswith(("方面", "类", "问题")) else f"{section.label}方面"


def in_words(day: date) -> str:
    """Write a day as letters bear it: 2024年5月6日."""
    return f"{day.year}年{day.month}月{day.day}日"
