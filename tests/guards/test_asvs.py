"""The table of the security standard is whole: every requirement has its verdict, and every test it names exists."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "security" / "asvs.md"
VERDICTS = {"met", "partly", "not", "not applicable"}
REQUIREMENTS = 253  # of levels 1 and 2
CHAPTERS_ASIDE = {"9.1.1–9.2.4": 7, "10.1.1–10.7.3": 29, "17.1.1–17.3.2": 7}
"""Chapters about what is not here, in one line each, with how many requirements they have."""

Row = tuple[str, str, str, str, str, str]


def rows() -> list[Row]:
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.match(r"\d", cells[0]) and len(cells) > 2:
            number, level, asks, verdict, how, test = cells
            found.append((number, level, asks, verdict, how, test.strip("`")))
    return found


def exists(test: str) -> bool:
    """Test whether a test id names a file, a class and a function that are there."""
    path, *names = test.split("::")
    if not (ROOT / path).is_file():
        return False
    body = ast.parse((ROOT / path).read_text(encoding="utf-8")).body
    for name in names:
        found = [node for node in body if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == name]
        if not found:
            return False
        body = found[0].body
    return True


class TestTheTable:
    def test_has_every_requirement_once(self) -> None:
        numbers = [row[0] for row in rows()]

        assert len(numbers) == len(set(numbers))
        assert sum(CHAPTERS_ASIDE.get(number, 1) for number in numbers) == REQUIREMENTS

    def test_leaves_nothing_blank(self) -> None:
        assert [row for row in rows() if not all(row)] == []
        assert {row[3] for row in rows()} <= VERDICTS
        assert {row[1] for row in rows()} <= {"1", "2", "1–2"}

    def test_shows_what_is_met(self) -> None:
        assert [row[0] for row in rows() if row[3] == "met" and row[5] == "-"] == []

    @pytest.mark.parametrize("test", sorted({row[5] for row in rows() if row[5] != "-"}))
    def test_names_a_test_that_exists(self, test: str) -> None:
        assert exists(test), test

    def test_counts_right(self) -> None:
        counted = Counter[str]()
        for number, _level, _asks, verdict, _how, _test in rows():
            counted[verdict] += CHAPTERS_ASIDE.get(number, 1)

        lines = TABLE.read_text(encoding="utf-8")
        told = dict(re.findall(r"^\| (met|partly|not|not applicable|all) \| (\d+) \|$", lines, re.MULTILINE))
        assert {name: int(count) for name, count in told.items()} == {**counted, "all": REQUIREMENTS}

    def test_is_counted_in_the_same_way_by_security_md(self) -> None:
        assert f"{REQUIREMENTS} requirements" in (ROOT / "SECURITY.md").read_text(encoding="utf-8")


class TestATestId:
    def test_that_is_not_there_is_noticed(self) -> None:
        assert not exists("tests/guards/test_asvs.py::TestTheTable::test_of_nothing")
        assert not exists("tests/guards/test_nothing.py")
