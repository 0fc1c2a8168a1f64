"""What a paragraph's style says: its level as a heading, its numbering, a title, a line of contents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from huixiang.folio.lists.docx.parts import child, local, value, whole_number

BODY_LEVEL: Final = 9  # the outline level that Word gives to words of no heading
CHAIN: Final = 20
_CONTENTS: Final = re.compile(r"toc( \d| heading)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """One style; ``number`` is (list, level) where it numbers its paragraphs."""

    name: str
    level: int
    number: tuple[str, int] | None
    hidden: bool

    @property
    def is_title(self) -> bool:
        return self.name.casefold() in {"title", "subtitle", "标题", "副标题"}

    @property
    def is_contents(self) -> bool:
        return _CONTENTS.match(self.name) is not None


NONE: Final = Style("", 0, None, hidden=False)


class Styles:
    """The styles of a document by id, what they are based on included."""

    def __init__(self, tree: Any) -> None:
        self._elements = {
            value(each, "styleId"): each for each in ([] if tree is None else tree) if local(each) == "style"
        }
        self._made: dict[str, Style] = {"": NONE}

    def __getitem__(self, key: str) -> Style:
        if key not in self._made:
            self._made[key] = self._make(key)
        return self._made[key]

    def _make(self, key: str) -> Style:
        chain = list(self._chain(key))
        if not chain:
            return NONE
        levels = [whole_number(value(child(each, "pPr", "outlineLvl"))) for each in chain]
        level = next((level for level in levels if level is not None), BODY_LEVEL)
        numbers = [child(each, "pPr", "numPr") for each in chain]
        number = next((each for each in numbers if each is not None), None)
        return Style(
            name=value(child(chain[0], "name")),
            level=level + 1 if 0 <= level < BODY_LEVEL else 0,
            number=None if number is None else number_of(number),
            hidden=any(is_on(child(each, "rPr", "vanish")) for each in chain),
        )

    def _chain(self, key: str) -> Iterator[Any]:
        for _ in range(CHAIN):
            element = self._elements.get(key)
            if element is None:
                return
            yield element
            key = value(child(element, "basedOn"))


def number_of(properties: Any) -> tuple[str, int]:
    """Read (list, level) off a w:numPr; list '' or '0' means no number."""
    return value(child(properties, "numId")), whole_number(value(child(properties, "ilvl"))) or 0


def is_on(switch: Any) -> bool:
    """Tell whether a switch such as w:vanish is there and not turned off."""
    return switch is not None and value(switch) not in {"0", "false", "off"}
