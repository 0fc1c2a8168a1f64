"""Reads files of nginx as far as ours use its grammar, and says what is in force where; so little needs no library.

Decides which location answers an address, and which directive counts there, as nginx does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "deploy" / "nginx" / "huixiang.conf"
TOKEN = re.compile(r"""\s*(?:#[^\n]*|("(?:\\.|[^"])*"|'(?:\\.|[^'])*'|[{};]|[^\s{};]+))""")


class Misspelt(ValueError):
    """The file is not what nginx would read."""


@dataclass(slots=True)
class Directive:
    """A line with its words, and what stands in its braces, if it has any."""

    words: list[str]
    inner: list[Directive] = field(default_factory=list)

    def all(self, name: str) -> list[list[str]]:
        """The arguments of each directive of this name directly inside."""
        return [each.words[1:] for each in self.inner if each.words[0] == name]

    def blocks(self, name: str) -> list[Directive]:
        """The blocks of this name directly inside."""
        return [each for each in self.inner if each.words[0] == name]


def read_file(text: str) -> Directive:
    """The whole file as the inside of a directive without words.

    :raises Misspelt: a brace or a semicolon is missing.
    """
    tokens = iter([found[1] for found in TOKEN.finditer(text) if found[1]])
    return Directive([], list(_block(tokens, closed_by="")))


def _block(tokens: Iterator[str], *, closed_by: str) -> Iterator[Directive]:
    words: list[str] = []
    for token in tokens:
        if token == ";":
            yield Directive(words)
        elif token == "{":
            yield Directive(words, list(_block(tokens, closed_by="}")))
        elif token == "}" and closed_by and not words:
            return
        elif token == "}":
            raise Misspelt(f"a brace too many, or no semicolon, behind {words}")
        else:
            words.append(token.strip("\"'"))
            continue
        words = []
    if words or closed_by:
        raise Misspelt("the file ends in the middle")


def location_of(server: Directive, address: str) -> Directive:
    """The location that answers an address: the exact one, else the longest beginning, unless a pattern comes first."""
    plain = {each.words[-1]: each for each in server.blocks("location") if each.words[1] not in {"~", "~*"}}
    if address in plain and plain[address].words[1] == "=":
        return plain[address]
    begins = [each for each in plain if plain[each].words[1] != "=" and address.startswith(each)]
    longest = plain[max(begins, key=len)]
    if longest.words[1] != "^~":
        for each in server.blocks("location"):
            if each.words[1] in {"~", "~*"} and re.search(each.words[2], address):
                return each
    return longest


def in_force(server: Directive, location: Directive, name: str) -> list[list[str]]:
    """The arguments of a directive that count in a location: its own, else those of its server."""
    return location.all(name) or server.all(name)
