"""What leaves this house: tables no spreadsheet takes for formulas, and requests that nobody sends elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyarrow as pa
import pytest

from huixiang.folio.papers.xlsxrows import _text
from huixiang.folio.tables import read_table
from huixiang.ops import findings, monitoring
from huixiang.ops.digesting.tables import write_results
from huixiang.transparency.services import asking

RISKY = ["=1+1", "+1-1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1-1", "＠SUM(1)"]
HARMLESS = ["灯", "-12.5", "+86", "a=b", " x"]


class TestATableWrittenAsText:
    def test_gives_no_formula(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        write_results(path, pa.table({"words": RISKY + HARMLESS}), title="表")

        lines = path.read_bytes().decode().replace('"', "").partition("\n")[2]
        assert [text for text in RISKY if f"'{text}" not in lines] == []
        assert [text for text in HARMLESS if f"'{text}" in lines] == []

    def test_as_a_workbook_holds_the_very_texts(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        write_results(path, pa.table({"words": RISKY + HARMLESS}), title="表")

        read = [row.cells["words"] for row in read_table(path.read_bytes(), name="a.xlsx").rows]
        assert read == [text.strip() for text in RISKY + HARMLESS]

    @pytest.mark.parametrize("text", RISKY)
    def test_as_a_paper_is_marked_as_text(self, text: str) -> None:
        assert _text(text)[0] == "quoted"


class _Elsewhere(BaseHTTPRequestHandler):
    """Sends whoever comes on to another address of this machine, and remembers who came there."""

    came: list[str]

    def do_GET(self) -> None:
        self.came.append(self.path)
        self.send_response(302 if self.path != "/inside" else 200)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/inside")  # type: ignore[attr-defined]
        self.end_headers()

    do_POST = do_GET  # noqa: N815 - the library's name

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    _Elsewhere.came = []
    server = HTTPServer(("127.0.0.1", 0), _Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", _Elsewhere.came
    server.shutdown()
    server.server_close()


class TestARequestOfOurs:
    def test_to_a_log_follows_nobody(self, elsewhere: tuple[str, list[str]]) -> None:
        address, came = elsewhere

        with pytest.raises(monitoring.Away):
            monitoring._get(f"{address}/checkpoint")

        assert came == ["/checkpoint"]

    def test_to_a_witness_follows_nobody(self, elsewhere: tuple[str, list[str]]) -> None:
        address, came = elsewhere

        assert asking.post(f"{address}/add-checkpoint", "old 0\n").status == 302
        assert asking.fetch(f"{address}/begun-anew?log=x").status == 302
        assert came == ["/add-checkpoint", "/begun-anew?log=x"]

    @pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/x", "/etc/passwd"])
    def test_goes_by_http_only(self, address: str) -> None:
        with pytest.raises(monitoring.Away):
            monitoring._get(address)


class TestTheDoctor:
    def test_says_when_readers_cannot_be_confined(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(findings, "confinable", lambda: (False, True))

        found = findings.readers()

        assert not found.well
        assert "Landlock" in found.seen
        assert "5.13" in found.remedy
