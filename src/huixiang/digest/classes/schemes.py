"""A scheme: headings under which voices are put, and the words an organisation connects with each.

Decides what a scheme is, how it is read and how the shipped words join it; ``starting`` learns from it.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from huixiang.digest.errors import DigestError

PUBLIC_AFFAIRS: Final = "public-affairs"
FOUR_WINDS: Final = "four-winds"
SHIPPED: Final = (PUBLIC_AFFAIRS, FOUR_WINDS)
_NOTHING: Final = frozenset({"其他", "其它", "其他问题", "other", ""})


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its ``words`` (also phrases) speak for it; ``parts`` are the names of its sub-headings."""

    name: str
    words: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """Headings with distinct names, in the order of the scheme."""

    name: str
    headings: tuple[Heading, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the headings."""
        return tuple(heading.name for heading in self.headings)

    def with_words(self, words: Mapping[str, Iterable[str]]) -> "Scheme":
        """Add an organisation's own words to headings.

        :raises DigestError: a heading of that name is not in the scheme.
        """
        if strange := [name for name in words if name not in self.names]:
            raise DigestError("no_heading", f"The scheme {self.name} has no heading {strange[0]}.")
        return Scheme(self.name, tuple(_joined(heading, words.get(heading.name, ())) for heading in self.headings))

    def only(self, names: Iterable[str]) -> "Scheme":
        """Keep the headings of these names."""
        wanted = frozenset(names)
        return Scheme(self.name, tuple(heading for heading in self.headings if heading.name in wanted))


def shipped(name: str) -> Scheme:
    """Read a scheme that is shipped: ``public-affairs`` (15 headings) or ``four-winds`` (4).

    :raises DigestError: there is none of that name.
    """
    if name not in SHIPPED:
        raise DigestError("no_scheme", f"There is no scheme {name} here; there are {', '.join(SHIPPED)}.")
    return scheme_of_toml((files("huixiang.digest.schemes") / f"{name}.toml").read_text("utf-8"))


def scheme_of_toml(text: str) -> Scheme:
    """Read a scheme in the form of the shipped ones: a name, and [[heading]]s with name, definition and words.

    :raises DigestError: the text is not of that form.
    """
    try:
        read = tomllib.loads(text)
        return Scheme(
            str(read["name"]),
            _distinct(
                Heading(str(row["name"]), tuple(row["words"].split()), definition=str(row.get("definition", "")))
                for row in read["heading"]
            ),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise DigestError(
            "bad_scheme", "This is no scheme: it needs a name, and [[heading]] parts with a name and words."
        ) from error


def scheme_of_rows(name: str, rows: Sequence[Sequence[str]], *, general: bool = True) -> Scheme:
    """Make a scheme of a table of topics (without its head): first column the heading, further ones its parts.

    Repeated and empty cells of a column mean the heading above. ``general`` adds the shipped words to headings that
    bear a shipped name. Linear in the rows.

    :raises DigestError: no row has a heading.
    """
    parts: dict[str, dict[str, None]] = {}
    heading = ""
    for row in rows:
        cells = [str(cell or "").strip() for cell in row]
        heading = (cells[0] if cells else "") or heading
        if heading:
            parts.setdefault(heading, {}).update(dict.fromkeys(cell for cell in cells[1:] if cell not in _NOTHING))
    if not parts:
        raise DigestError("empty_scheme", "The table of topics has no heading in its first column.")
    known = {one.name: one.words for one in shipped(PUBLIC_AFFAIRS).headings} if general else {}
    return Scheme(name, tuple(Heading(one, known.get(one, ()), tuple(below)) for one, below in parts.items()))


def _joined(heading: Heading, words: Iterable[str]) -> Heading:
    every = tuple(dict.fromkeys((*heading.words, *words)))
    return Heading(heading.name, every, heading.parts, heading.definition)


def _distinct(headings: Iterable[Heading]) -> tuple[Heading, ...]:
    every: dict[str, Heading] = {}
    for heading in headings:
        before = every.get(heading.name)
        every[heading.name] = heading if before is None else _joined(before, heading.words)
    return tuple(every.values())
