from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar, cast

import pytest
from django.db.models import QuerySet

from huixiang.web.paging import Cursor, Page, paginate, read_cursor
from huixiang.web.testing import RowList

ORDER = ("-score", "pk")
FIRST_DAY = date(2026, 11, 1)
T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    pk: int
    score: int


@dataclass(frozen=True)
class Day:
    pk: int
    on: date


def as_rows(rows: Iterable[T]) -> QuerySet[Any, T]:
    return cast("QuerySet[Any, T]", RowList(rows))


# Ties on purpose: 9 9 9 8 8 7, so that a page ends inside a run of equal scores.
ROWS = as_rows(Row(pk, score) for pk, score in enumerate((7, 9, 8, 9, 8, 9), start=1))


def at(cursor: str | None) -> Page[Row]:
    assert cursor is not None
    return paginate(ROWS, cursor, order=ORDER, size=2)


def pks(page: Page[Row]) -> list[int]:
    return [row.pk for row in page.items]


class TestPaginate:
    def test_walks_every_row_once_even_through_ties(self) -> None:
        first = paginate(ROWS, order=ORDER, size=2)
        second = at(first.older)
        third = at(second.older)

        assert [pks(first), pks(second), pks(third)] == [[2, 4], [6, 3], [5, 1]]
        assert (first.newer, third.older) == (None, None)

    def test_walks_back_the_same_way(self) -> None:
        second = at(paginate(ROWS, order=ORDER, size=2).older)
        third = at(second.older)

        back = at(third.newer)
        first = at(back.newer)

        assert pks(back) == [6, 3]
        assert pks(first) == [2, 4]
        assert first.newer is None
        assert pks(at(first.older)) == [6, 3]

    def test_has_no_neighbours_when_all_fits(self) -> None:
        assert paginate(ROWS, order=ORDER, size=6) == Page(tuple(ROWS.order_by(*ORDER)))

    def test_shows_nothing_of_nothing(self) -> None:
        assert paginate(as_rows(()), order=ORDER) == Page(())

    def test_returns_to_the_first_page_past_the_end(self) -> None:
        beyond = Cursor(backwards=False, values=(0, 99)).encode()

        assert pks(at(beyond)) == [2, 4]

    def test_writes_days_and_moments_as_text(self) -> None:
        days = as_rows(Day(n, FIRST_DAY + timedelta(days=n)) for n in range(3))

        older = paginate(days, order=("-on", "-pk"), size=1).older

        assert older is not None
        assert read_cursor(older, 2) == Cursor(backwards=False, values=("2026-11-03", 2))


def packed(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


class TestReadCursor:
    @pytest.mark.parametrize(
        "text",
        [
            "", "%%%", "a", "x" * 2000, "中文", packed("{}"), packed("[0]"), packed("[0,1,2,3]"), packed("[2,1,2]"),
            packed("[0,null,1]"), packed("[0,true,1]"), packed("[0,[1],1]"), packed('[0,"a\\u0000",1]'),
            packed('[0,"\\ud800",1]'), packed("[0,1e999,1]"), packed("[0,NaN,1]"), packed(f"[0,{10**30},1]"),
            packed("[" * 400), packed("[[0],1,2]"),
        ],
    )  # fmt: skip
    def test_is_nothing_when_malformed(self, text: str) -> None:
        assert read_cursor(text, 2) is None
        assert pks(paginate(ROWS, text, order=ORDER, size=2)) == [2, 4]

    def test_reads_what_was_written(self) -> None:
        cursor = Cursor(backwards=True, values=("2026-11-23T06:05:00+00:00", "梅溪湖", 7))

        assert read_cursor(cursor.encode(), 3) == cursor
