"""An outline as plain JSON values and back: how a child process hands it over, and how it is saved.

What comes back from a child is not trusted: anything that is not as expected is a broken file.
"""

from collections.abc import Mapping
from typing import Any, Final

from huixiang.folio.lists.outline import Doubt, Heading, Item, Note, Outline, Place, Rest, Role
from huixiang.folio.unsafe import BrokenFile

DEEPEST: Final = 20
_PLACE: Final = ("page", "line", "paragraph", "table", "row", "within")


def to_plain(outline: Outline) -> dict[str, Any]:
    """Turn an outline into dicts, lists, texts and numbers."""
    return {
        "children": [_tree_to_plain(each) for each in outline.children],
        "rest": [{"text": each.text, "place": _place_to_plain(each.place), "role": each.role} for each in outline.rest],
        "notes": [
            {"doubt": each.doubt, "place": _place_to_plain(each.place), "found": each.found, "expected": each.expected}
            for each in outline.notes
        ],
    }


def from_plain(plain: Any) -> Outline:
    """Rebuild the outline that ``to_plain`` made.

    :raises BrokenFile: it is none, or nested deeper than 20 levels.
    """
    try:
        return Outline(
            tuple(_tree(each, (), DEEPEST) for each in plain["children"]),
            tuple(Rest(str(each["text"]), _place(each["place"]), Role(each["role"])) for each in plain["rest"]),
            tuple(
                Note(Doubt(each["doubt"]), _place(each["place"]), int(each["found"]), int(each["expected"]))
                for each in plain["notes"]
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BrokenFile from error


def item_to_plain(item: Item) -> dict[str, Any]:
    """Turn an item into the line of a list: path, number, text, addressee, class and place."""
    plain: dict[str, Any] = {
        "path": list(item.path),
        "number": item.number,
        "mark": item.mark,
        "text": item.text,
        "addressee": item.addressee,
        "class": item.label,
        "place": str(item.place),
    }
    return plain | ({"cells": dict(item.cells)} if item.cells else {})


def _tree_to_plain(each: Heading | Item) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "text": each.text,
        "number": each.number,
        "mark": each.mark,
        "place": _place_to_plain(each.place),
        "addressee": each.addressee,
        "label": each.label,
    }
    if isinstance(each, Heading):
        return plain | {"children": [_tree_to_plain(child) for child in each.children]}
    return plain | {"cells": [list(pair) for pair in each.cells]}


def _tree(plain: Mapping[str, Any], path: tuple[str, ...], depth: int) -> Heading | Item:
    if depth == 0:
        raise BrokenFile
    text, number, mark = str(plain["text"]), _number(plain["number"]), str(plain["mark"])
    place, addressee, label = _place(plain["place"]), _name(plain["addressee"]), _name(plain["label"])
    if "children" in plain:
        below = tuple(_tree(child, (*path, text), depth - 1) for child in plain["children"])
        return Heading(text, number, mark, place, addressee, label, below)
    cells = tuple((str(name), str(cell)) for name, cell in plain["cells"])
    return Item(path, number, mark, text, addressee, label, place, cells)


def _place_to_plain(place: Place) -> dict[str, int | str]:
    return {name: getattr(place, name) for name in _PLACE if getattr(place, name)}


def _place(plain: Mapping[str, Any]) -> Place:
    numbers = {name: int(plain.get(name, 0)) for name in _PLACE[:-1]}
    return Place(**numbers, within=str(plain.get("within", "")))


def _number(plain: Any) -> int | None:
    return None if plain is None else int(plain)


def _name(plain: Any) -> str | None:
    return None if plain is None else str(plain)
