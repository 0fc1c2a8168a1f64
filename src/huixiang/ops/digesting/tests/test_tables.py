from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
import python_calamine
from pyarrow import parquet

from huixiang.ops.digesting.refusals import BadChoice
from huixiang.ops.digesting.tables import check_kind, write_results
from huixiang.ops.digesting.tests.speech import moment

RESULTS = pa.table({
    "id": ["=1+1", "-5", None], "when": [moment(2019, 2, 28, 11, 25, 5), None, None], "trend": [[1, 0, 2], [], None],
    "sure": [0.123456, 1.0, None],
})  # fmt: skip


class TestWriteResults:
    def test_writes_csv_that_no_spreadsheet_calculates(self, tmp_path: Path) -> None:
        write_results(tmp_path / "a.csv", RESULTS, title="x")

        assert (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines() == [
            "id,when,trend,sure", "'=1+1,2019-02-28 11:25:05,1 0 2,0.1235", "-5,,,1.0", ",,,",
        ]  # fmt: skip

    def test_writes_workbooks_whose_texts_are_texts(self, tmp_path: Path) -> None:
        write_results(tmp_path / "a.xlsx", RESULTS, title="x")
        rows = python_calamine.load_workbook(str(tmp_path / "a.xlsx")).get_sheet_by_index(0).to_python()

        assert rows[1] == ["=1+1", moment(2019, 2, 28, 11, 25, 5), "1 0 2", 0.1235]

    def test_writes_parquet_as_it_is(self, tmp_path: Path) -> None:
        write_results(tmp_path / "a.parquet", RESULTS, title="x")

        assert parquet.read_table(tmp_path / "a.parquet").equals(RESULTS)

    def test_knows_no_other_kind(self) -> None:
        with pytest.raises(BadChoice):
            check_kind(Path("a.doc"))
