"""The problem list as a workbook: what is shown, typed, and nothing that counts as a formula."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client

from huixiang.folio.tables import read_table
from huixiang.ledger.services import looking
from huixiang.ledger.testing import make_assigned
from huixiang.people.testing import NOON, Cast
from huixiang.publishing.views import ledger_file
from huixiang.sorting.testing import make_problem

SignIn = Callable[[str], Client]
FILE = "/desk/problems/file"
DUE = NOON.date() + dt.timedelta(days=30)


def rows_of(content: bytes) -> list[list[str]]:
    """The cells of the file, its header first."""
    table = read_table(content, name="a.xlsx")
    return [list(table.header), *([row.cells.get(name, "") for name in table.header] for row in table.rows)]


class TestTheFile:
    def test_has_the_rows_columns_and_order_of_the_page(self, cast: Cast, sign_in: SignIn) -> None:
        make_assigned(cast, title="路灯坏了", due_on=DUE)
        make_problem(cast, title="=1+1", voices=2)
        looking.choose_columns(columns=["unit", "due", "voices"], by=cast.actor("liufang"), at=NOON)

        content = sign_in("liufang").get(f"{FILE}?sort=-number").content
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            sheet = package.read("xl/worksheets/sheet1.xml").decode()

        assert rows_of(content) == [
            ["编号", "问题", "单位", "期限", "反映"],
            ["2", "=1+1", "还没有人", "", "2"],
            ["1", "路灯坏了", cast.roads.label, DUE.isoformat(), "1"],
        ]
        assert "<f>" not in sheet

    def test_has_every_page(self, cast: Cast, sign_in: SignIn) -> None:
        for n in range(52):
            make_problem(cast, title=f"坑洼{n}")

        content = sign_in("liufang").get(f"{FILE}?q=坑洼").content

        assert len(rows_of(content)) == 53

    def test_shows_a_unit_its_own_alone(self, cast: Cast, sign_in: SignIn) -> None:
        make_assigned(cast)

        make_assigned(cast, title="水管漏水", unit=cast.water, leader=cast.people["maqiang"])

        content = sign_in("hanbing").get(FILE).content

        assert [row[1] for row in rows_of(content)[1:]] == ["水管漏水"]

    def test_is_refused_when_too_long(self, cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
        make_problem(cast, title="一")
        make_problem(cast, title="二")
        monkeypatch.setattr(ledger_file, "MOST_ROWS", 1)

        assert sign_in("liufang").get(FILE).status_code == 409
