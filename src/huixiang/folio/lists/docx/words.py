"""The words of one paragraph as they stand today: insertions count, deletions and field codes do not."""

from dataclasses import dataclass, field
from typing import Any, Final

from huixiang.folio.lists.docx.parts import child, local, value
from huixiang.folio.lists.docx.styles import Styles, is_on

# Deleted or moved away, codes of fields, phonetic signs, and what only formats.
_LEFT_OUT: Final = frozenset(
    {
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "fldData",
        "pPr",
        "rPr",
        "rt",
        "sdtPr",
        "sdtEndPr",
        "softHyphen",
    }
)
_SIGNS: Final = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class Words:
    """What a paragraph holds: its text (broken by hand at line breaks), text boxes, references to notes."""

    text: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    hidden: bool = False

    @property
    def lines(self) -> list[str]:
        return [line for line in (each.strip(" \t\u3000\xa0") for each in "".join(self.text).split("\n")) if line]


def words_of(paragraph: Any, styles: Styles) -> Words:
    """Gather the words of a paragraph; those of text boxes in it stay apart."""
    words = Words()
    _gather(paragraph, words, styles)
    return words


def _gather(element: Any, words: Words, styles: Styles) -> None:
    for each in element:
        name = local(each)
        if name in _LEFT_OUT:
            continue
        if name == "r" and _is_hidden(each, styles):
            words.hidden = words.hidden or any(local(inner) == "t" for inner in each)
        elif not _take(each, name, words):
            _gather(_chosen(each) if name == "AlternateContent" else each, words, styles)


def _take(element: Any, name: str, words: Words) -> bool:
    """Take up an element that holds words or stands for some; False if one must look inside it."""
    if name == "t":
        words.text.append(element.text or "")
    elif name in _SIGNS:
        words.text.append(_SIGNS[name])
    elif name == "br":
        words.text.append("" if value(element, "type") in {"page", "column"} else "\n")
    elif name in {"footnoteReference", "endnoteReference"}:
        words.notes.append((name.removesuffix("Reference"), value(element, "id")))
    elif name == "txbxContent":
        words.boxes.append(element)
    else:
        return False
    return True


def _chosen(alternatives: Any) -> Any:
    """Of the same thing said twice for old and new readers take one."""
    choice = child(alternatives, "Choice")
    return alternatives if choice is None else choice


def _is_hidden(run: Any, styles: Styles) -> bool:
    own = child(run, "rPr", "vanish")
    if own is not None:
        return is_on(own)
    return styles[value(child(run, "rPr", "rStyle"))].hidden
