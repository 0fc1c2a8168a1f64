"""``huixiang check-report``: findings on the terminal and as a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from huixiang.folio.tables import read_table
from huixiang.ops import checking


class TestCheckReport:
    @pytest.mark.parametrize("kind", [".json", ".xlsx", ".docx"])
    def test_writes_the_findings(self, cast: Any, tmp_path: Path, kind: str) -> None:
        report, out = tmp_path / "报告.txt", tmp_path / f"核对{kind}"
        report.write_text("归并为问题18个，整改措施0项。", encoding="utf-8")

        assert checking.check(report, cast.organisation, out=out) == 3
        if kind == ".json":
            assert [each["standing"] for each in json.loads(out.read_text(encoding="utf-8"))] == ["不符", "相符"]
        elif kind == ".xlsx":
            rows = read_table(out.read_bytes(), name="a.xlsx").rows
            assert [row.cells["台账的数"] for row in rows] == ["0", "0"]

    def test_says_what_it_cannot_read(self, cast: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert checking.check(tmp_path / "none.docx", cast.organisation, out=None) == 1
        assert "读不到" in capsys.readouterr().err
