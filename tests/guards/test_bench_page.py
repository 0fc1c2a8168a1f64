"""The page of figures: each benchmark has a place and its prose on it, and measuring one leaves the others alone."""

from __future__ import annotations

from bench import page
from bench.__main__ import BENCHMARKS
from bench.figures import Figure

MACHINE = {"Processor": "one core", "PostgreSQL": "18"}


def test_each_benchmark_has_its_place_and_its_prose() -> None:
    assert sorted(page.ORDER) == sorted(BENCHMARKS)
    assert set(page._notes()) == set(BENCHMARKS)


def test_measuring_one_leaves_what_the_others_measured() -> None:
    first = page.page_with("", "scale", [Figure("texts a second", 5, "texts").facts()], MACHINE)
    other = MACHINE | {"Processor": "two"}
    both = page.page_with(first, "ceiling", [Figure("requests", 7, "requests/s").facts()], other)
    again = page.page_with(both, "scale", [Figure("texts a second", 6, "texts").facts()], MACHINE)

    assert first in both.replace(both[both.index("## The load") : both.index("## The whole")], "")
    assert both.index("requests/s") < both.index("5 texts")
    assert "Measured on: two; PostgreSQL 18\n" in again
    assert "7 requests/s" in again
    assert "6 texts" in again
    assert "5 texts" not in again


def test_the_page_is_as_it_would_be_written() -> None:
    written = page.PAGE.read_text(encoding="utf-8")
    sections = page.measured_on(written)

    assert set(sections) <= {heading for heading, _words in page._notes().values()}
    assert page.written(sections) == written
