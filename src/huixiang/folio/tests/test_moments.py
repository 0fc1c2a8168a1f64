from __future__ import annotations

from datetime import datetime
from functools import partial

import pyarrow as pa
import pytest

from huixiang.folio.moments import read_moment, read_moments

moment = partial(datetime, tzinfo=None)  # wall time, as tables have it
MOMENTS = [
    ("2019/2/28 11:25:05", moment(2019, 2, 28, 11, 25, 5)),
    ("2019-02-28", moment(2019, 2, 28)),
    ("2013.3.5", moment(2013, 3, 5)),
    ("2019年2月28日", moment(2019, 2, 28)),
    ("2019年2月28日（周四） 下午3点", moment(2019, 2, 28, 15)),
    ("2019年2月28日11时25分", moment(2019, 2, 28, 11, 25)),
    ("二〇一三年三月五日", moment(2013, 3, 5)),
    ("二○一三年十二月三十一日", moment(2013, 12, 31)),
    ("20190228112505", moment(2019, 2, 28, 11, 25, 5)),
    ("43524.5", moment(2019, 2, 28, 12)),
    ("2019-02-28T03:25:05Z", moment(2019, 2, 28, 11, 25, 5)),
    ("2019-02-28T11:25:05.250+08:00", moment(2019, 2, 28, 11, 25, 5)),
    ("２０１９／２／２８", moment(2019, 2, 28)),
    ("2019/2/28 12:05 AM", moment(2019, 2, 28, 0, 5)),
]
UNREADABLE = [
    "前天",
    "",
    "2019-2-30",
    "2019-13-01",
    "2019-02-28 25:00",
    "3/5/2013",
    "0000-00-00",
    "12",
    "二〇一三年二月三十日",
    "99999",
]


class TestReadMoment:
    @pytest.mark.parametrize(("text", "expected"), MOMENTS)
    def test_reads(self, text: str, expected: datetime) -> None:
        assert read_moment(text) == expected

    @pytest.mark.parametrize("text", UNREADABLE)
    def test_leaves_unread(self, text: str) -> None:
        assert read_moment(text) is None

    def test_counts_from_1904_where_the_book_does(self) -> None:
        assert read_moment("42062", epoch_1904=True) == moment(2019, 2, 28)


class TestReadMoments:
    def test_reads_a_column_as_one_by_one(self) -> None:
        texts = [text for text, _ in MOMENTS] + UNREADABLE
        expected = [moment for _, moment in MOMENTS] + [None] * len(UNREADABLE)

        assert read_moments(pa.array(texts)).to_pylist() == expected

    def test_takes_nothing_for_no_moment(self) -> None:
        assert read_moments(pa.array([None, ""], pa.string())).to_pylist() == [None, None]
        assert read_moments(pa.array([], pa.string())).to_pylist() == []
