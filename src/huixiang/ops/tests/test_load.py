from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from huixiang.folio.tables import read_table, write_table
from huixiang.journal.models import JournalEntry
from huixiang.listening import queries, services
from huixiang.listening.models import Receipt, Voice
from huixiang.ops.load import Loaded, load_table, main
from huixiang.people.models import Organisation

HEADER = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "点赞数")
GOOD = ("188006", "A0001", "路灯不亮", "2019/2/28 11:25:05", "桂花路的路灯坏了三盏。", "3")
BARE = ("188007", "A0002", "", "2019-03-01", "井盖没了", "0")


@pytest.fixture
def house(cast: Any) -> Organisation:
    found: Organisation = cast.organisation
    return found


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write(tmp_path / "messages.xlsx", GOOD, BARE)


def write(path: Path, *rows: tuple[str, ...]) -> Path:
    path.write_bytes(write_table(HEADER, rows, title="留言"))
    return path


def load(path: Path, house: Organisation) -> Loaded:
    return load_table(path, house, progress=lambda _words: None)


class TestLoadTable:
    def test_takes_in_every_row_with_its_facts(self, table: Path, house: Organisation) -> None:
        loaded = load(table, house)

        voice = Voice.objects.get(source="load:188006")
        assert (loaded.new, loaded.failed, loaded.unused_columns) == (2, 0, ("点赞数",))
        assert voice.words == "路灯不亮\n\n桂花路的路灯坏了三盏。"
        assert voice.said_at == dt.datetime(2019, 2, 28, 11, 25, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
        assert queries.contact_of(voice) == queries.Contact("A0001", "", may_contact=False)
        assert Receipt.objects.filter(voice=voice, pending=None).exists()

    def test_files_them_into_the_inbox(self, table: Path, house: Organisation) -> None:
        assert load(table, house).filed == 2
        assert not Voice.objects.filter(filed=False).exists()

    def test_again_takes_in_nothing(self, table: Path, house: Organisation) -> None:
        load(table, house)

        assert (load(table, house).new, Voice.objects.count()) == (0, 2)
        assert JournalEntry.objects.filter(action="listening.voices.imported").count() == 1

    def test_writes_rows_that_failed_beside_it_with_their_reason(self, tmp_path: Path, house: Organisation) -> None:
        wrong = [("1", "", "", "2019-03-01", ""), ("2", "", "", "前天", "水"), ("188006", "", "", "2019-03-01", "水")]
        path = write(tmp_path / "t.xlsx", GOOD, *[(*row, "") for row in wrong])
        loaded = load(path, house)

        assert loaded.new == 1
        assert loaded.failed_path == tmp_path / "t-failed.xlsx"
        reasons = [
            row.cells["没有载入的原因"] for row in read_table(loaded.failed_path.read_bytes(), name="t.xlsx").rows
        ]
        assert reasons == ["请至少写一个字。", "看不懂时间“前天”，请写成 2024-05-06 08:30", "编号和第 2 行相同"]

    def test_writes_failed_rows_to_the_data_folder_when_none_may_stand_beside_it(
        self, tmp_path: Path, house: Organisation
    ) -> None:
        path = write(tmp_path / "t.xlsx", GOOD, ("1", "长" * 40_000, "", "前天", "水", ""))
        (tmp_path / "t-failed.xlsx").mkdir()

        failed_path = load(path, house).failed_path

        assert failed_path == settings.DATA_DIR / "t-failed.xlsx"
        (row,) = read_table(failed_path.read_bytes(), name="t.xlsx").rows
        assert len(row.cells["留言用户"]) == 32_767
        failed_path.unlink()

    def test_knows_rows_without_a_number_by_the_table(self, tmp_path: Path, house: Organisation) -> None:
        path = tmp_path / "t.csv"
        path.write_text("内容,地点\n路灯不亮,桂花路\n路灯不亮,桂花路\n", encoding="gb18030")
        load(path, house)

        assert load(path, house).known == 2
        assert [voice.place_words for voice in Voice.objects.all()] == ["桂花路", "桂花路"]

    def test_refuses_a_table_without_words(self, tmp_path: Path, house: Organisation) -> None:
        path = tmp_path / "t.csv"
        path.write_text("甲,乙\n1a,2b\n", encoding="utf-8")

        with pytest.raises(services.NotChosen):
            load(path, house)


class TestTheCommand:
    def test_loads_and_reports(self, table: Path, house: Organisation, capsys: pytest.CaptureFixture[str]) -> None:
        assert main([str(table), "--organisation", "qinghe"]) == 0
        assert "2 voices taken in" in capsys.readouterr().out

    def test_knows_no_other_organisation(self, table: Path, house: Organisation) -> None:
        assert main([str(table), "--organisation", "nowhere"]) == 2

    def test_says_in_words_why_a_file_is_no_table(
        self, tmp_path: Path, house: Organisation, capsys: pytest.CaptureFixture[str]
    ) -> None:
        broken = tmp_path / "messages.xlsx"
        broken.write_bytes(b"PK\x03\x04 and then nothing")

        assert main([str(broken), "--organisation", house.slug]) == 2
        assert "Nothing was loaded: 文件坏了，打不开" in capsys.readouterr().err
