from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from huixiang.folio.tables import write_table
from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening import queries, services
from huixiang.listening.models import Import, ImportFailure, ImportRow, ImportSource, Voice
from huixiang.listening.services import NotChosen, NotNow
from huixiang.listening.services.imports import running
from huixiang.listening.services.imports.tracks import Batch
from huixiang.listening.states import ChannelKind, Lane
from huixiang.people.testing import NOON, Cast

HEADER = ("工单编号", "来电人", "来电号码", "来电时间", "主要内容", "被反映街乡镇")
LAMP = ("GD001", "林晓", "13800000000", "2024/5/6 08:30:00", "桂花路的路灯坏了三盏。", "城关街道")
WATER = ("GD002", "", "", "2024-05-07", "三栋二单元停水两天了。", "")
LIST = (
    "意见建议汇总\n\n一、官僚主义方面\n1、报修要跑三个窗口。\n2、电话没人接。\n\n"
    "二、形式主义方面\n1、开会太多，落实太少。\n"
)


def csv(*rows: Sequence[str], header: Sequence[str] = HEADER, encoding: str = "utf-8") -> bytes:
    return "".join(f"{','.join(row)}\n" for row in (header, *rows)).encode(encoding)


def begin(cast: Cast, content: bytes, name: str = "12345.csv", who: str = "hejing") -> Import:
    return services.begin_import(name=name, pieces=[content], by=cast.actor(who), at=NOON)


def confirm(cast: Cast, begun: Import, **changes: Any) -> Import:
    """Confirm as proposed but for the changes, and let the job run."""
    choice = replace(services.choice_of(begun.choice), **changes)
    services.confirm_import(import_id=begun.pk, choice=choice, by=cast.actor("hejing"), at=NOON)
    return run(begun)


def run(begun: Import) -> Import:
    services.run_import(organisation_id=current_organisation_id(), import_id=begun.pk)
    begun.refresh_from_db()
    return begun


class TestBeginning:
    def test_reads_a_table_and_writes_no_voice(self, cast: Cast) -> None:
        begun = begin(cast, csv(LAMP, WATER, encoding="gb18030"))

        assert (begun.state, begun.rows) == ("waiting", 2)
        assert services.choice_of(begun.choice).columns == {
            "id": "工单编号", "speaker": "来电人", "contact": "来电号码", "said_at": "来电时间", "body": "主要内容",
            "town": "被反映街乡镇",
        }  # fmt: skip
        assert not Voice.objects.exists()

    def test_keeps_neither_file_nor_sample_in_the_open(self, cast: Cast) -> None:
        begun = begin(cast, csv(LAMP))

        assert "林晓".encode() not in (settings.UPLOADS_DIR / begun.sealed_path).read_bytes()
        assert "林晓".encode() not in bytes(begun.survey or b"")
        assert "林晓" in json.dumps(services.survey_of(begun), ensure_ascii=False)

    def test_finds_columns_by_what_is_in_them_when_their_names_say_nothing(self, cast: Cast) -> None:
        rows = [(f"A-100{n}", f"2013.3.{n}", f"1380000000{n}", "桂花路的路灯坏了三盏没人修") for n in range(1, 6)]
        begun = begin(cast, csv(*rows, header=("甲", "乙", "丙", "丁")))

        assert services.choice_of(begun.choice).columns == {"id": "甲", "said_at": "乙", "contact": "丙", "body": "丁"}
        assert services.survey_of(begun)["guessed"] == ["body", "contact", "id", "said_at"]

    def test_takes_no_running_count_for_a_number(self, cast: Cast) -> None:
        begun = begin(cast, csv(("1", "路灯不亮"), ("2", "路面有坑"), header=("编号", "内容")))

        assert services.choice_of(begun.choice).columns == {"body": "内容"}

    @pytest.mark.parametrize(
        ("name", "content", "code"),
        [
            ("a.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
            ("a.xlsx", b"PK\x03\x04 and then nothing", "broken"),
            ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "content_mismatch"),
            ("a.csv", csv(("1",) * 300, header=[f"c{n}" for n in range(300)]), "too_many_columns"),
            ("a.docx", b"plain words", "content_mismatch"),
        ],
    )
    def test_refuses_what_cannot_be_read(self, cast: Cast, name: str, content: bytes, code: str) -> None:
        begun = begin(cast, content, name)

        assert (begun.state, begun.trouble["code"]) == ("refused", code)

    def test_refuses_other_kinds_of_files(self, cast: Cast) -> None:
        with pytest.raises(services.KindUnknown):
            begin(cast, b"MZ", "a.exe")

        assert not Import.objects.exists()

    def test_is_not_for_helpers(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            begin(cast, csv(LAMP), who="xujie")

        assert not Import.objects.exists()


class TestConfirming:
    def test_takes_every_row_in_with_its_facts(self, cast: Cast) -> None:
        done = confirm(cast, begin(cast, csv(LAMP, WATER)), channel=ChannelKind.HOTLINE)

        voice = Voice.objects.get(source="load:GD001")
        assert (done.state, done.new, done.known, done.failed) == ("done", 2, 0, 0)
        assert (voice.channel, voice.lane, voice.place_words) == ("hotline", "confidential", "城关街道")
        assert voice.said_at == dt.datetime(2024, 5, 6, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
        assert queries.contact_of(voice) == queries.Contact("林晓", "13800000000", may_contact=False)
        assert ImportRow.objects.get(voice=voice).number == 2

    def test_leaves_one_entry_in_the_journal(self, cast: Cast) -> None:
        done = confirm(cast, begin(cast, csv(LAMP, WATER)))

        entry = JournalEntry.objects.get(action="listening.voices.imported")
        assert (entry.subject, entry.actor_name) == (f"import:{done.pk}", "何静")
        assert entry.after == {"rows": 2, "new": 2, "failed": 0, "channel": "import"}

    def test_keeps_no_name_and_no_moment_in_the_anonymous_lane(self, cast: Cast) -> None:
        confirm(cast, begin(cast, csv(LAMP)), lane=Lane.ANONYMOUS)

        voice = Voice.objects.get()
        assert (voice.said_on, voice.said_at, queries.contact_of(voice)) == (dt.date(2024, 5, 6), None, None)

    @pytest.mark.parametrize(
        "changes",
        [
            {"columns": {"said_at": "来电时间"}}, {"columns": {"body": "没有这一列"}}, {"leave_hidden": None},
            {"columns": {"body": "主要内容", "title": "主要内容"}},
        ],
    )  # fmt: skip
    def test_refuses_a_choice_that_cannot_be(self, cast: Cast, changes: dict[str, Any]) -> None:
        begun = begin(cast, csv(LAMP))

        with pytest.raises(NotChosen):
            confirm(cast, begun, **changes)

        begun.refresh_from_db()
        assert begun.state == "waiting"
        assert not ImportSource.objects.exists()

    def test_remembers_the_columns_for_the_next_table_of_this_source(self, cast: Cast) -> None:
        chosen = {"title": "主要内容", "id": "工单编号"}
        confirm(cast, begin(cast, csv(LAMP)), columns=chosen, source="12345", channel=ChannelKind.HOTLINE)

        again = services.choice_of(begin(cast, csv(WATER)).choice)
        assert (again.columns, again.source, again.channel) == (chosen, "12345", ChannelKind.HOTLINE)


class TestRows:
    def test_that_cannot_be_understood_are_kept_with_their_reason(self, cast: Cast) -> None:
        wrong = ("GD009", "王五", "", "前天", "水管裂了", "")
        done = confirm(cast, begin(cast, csv(LAMP, wrong, WATER, ("GD003", "", "", "2099-01-01", "灯", ""))))

        found = [(row.number, row.reason, row.cells[:2]) for row in queries.failed_rows(done)]
        assert (done.new, done.failed) == (2, 2)
        assert found == [
            (3, "看不懂时间“前天”，请写成 2024-05-06 08:30", ("GD009", "王五")),
            (5, "时间“2099-01-01”还没到", ("GD003", "")),
        ]
        assert "王五".encode() not in bytes(ImportFailure.objects.get(number=3).cells)

    def test_of_the_same_file_are_known_the_second_time(self, cast: Cast) -> None:
        confirm(cast, begin(cast, csv(LAMP, WATER)))
        again = begin(cast, csv(LAMP, WATER))

        assert queries.same_file(again) is not None
        assert (confirm(cast, again).known, Voice.objects.count()) == (2, 2)

    def test_with_a_number_that_is_here_with_other_words_are_not_lost_silently(self, cast: Cast) -> None:
        confirm(cast, begin(cast, csv(LAMP)))
        done = confirm(cast, begin(cast, csv((*LAMP[:4], "另一件事", ""))))

        (row,) = queries.failed_rows(done)
        assert (done.known, row.reason) == (0, "编号 GD001 已经载入过，但内容不一样")

    @pytest.mark.parametrize("day", ["2013.3.5", "二〇一三年三月五日", "41338", "2013年3月5日", "20130305"])
    def test_name_their_day_in_many_ways(self, cast: Cast, day: str) -> None:
        confirm(cast, begin(cast, csv((*LAMP[:3], day, *LAMP[4:]))))

        assert Voice.objects.get().said_on == dt.date(2013, 3, 5)


class TestRunning:
    @pytest.fixture(autouse=True)
    def small_batches(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(running, "BATCH", 2)

    def rows(self, count: int = 7) -> bytes:
        return csv(*((f"GD{n:03}", "", "", "2024-05-07", f"第{n}盏路灯不亮", "") for n in range(count)))

    def begun(self, cast: Cast) -> Import:
        begun = begin(cast, self.rows())
        choice = services.choice_of(begun.choice)
        return services.confirm_import(import_id=begun.pk, choice=choice, by=cast.actor("hejing"), at=NOON)

    def test_goes_on_where_it_was_when_the_worker_died(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        begun = self.begun(cast)
        taken: list[Any] = []

        def dying(**facts: Any) -> bool:
            if len(taken) == 2:
                raise KeyboardInterrupt
            taken.append(facts)
            return running_take_rows(**facts)

        running_take_rows = running.take_rows
        monkeypatch.setattr(running, "take_rows", dying)
        with pytest.raises(KeyboardInterrupt):
            run(begun)
        monkeypatch.setattr(running, "take_rows", running_take_rows)
        begun.refresh_from_db()
        assert (begun.position, begun.new, Voice.objects.count()) == (5, 4, 4)

        assert (run(begun).state, begun.new, Voice.objects.count()) == ("done", 7, 7)

    def test_stops_when_somebody_cancels_it(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        begun, take = self.begun(cast), running.take_rows

        def cancelling(**facts: Any) -> bool:
            done = take(**facts)
            services.cancel_import(import_id=begun.pk, by=cast.actor("sunli"), at=NOON)
            return done

        monkeypatch.setattr(running, "take_rows", cancelling)
        with pytest.raises(NotNow):  # by the second time, cancelling is refused
            run(begun)

        begun.refresh_from_db()
        assert (begun.state, Voice.objects.count()) == ("cancelled", 2)

    def test_leaves_a_batch_to_the_worker_that_took_over(self, cast: Cast) -> None:
        begun = self.begun(cast)
        batch = Batch(3, 2, [], [])

        assert not running.take_rows(import_id=begun.pk, batch=batch, after=99)


class TestDocument:
    def test_gives_a_voice_for_each_ticked_item_with_its_heading(self, cast: Cast) -> None:
        begun = begin(cast, LIST.encode(), "意见.txt")
        confirm(cast, begun, items=(1, 3), said_on="2014-03-20")

        found = ImportRow.objects.select_related("voice").order_by("number")
        assert [(row.voice.words, row.place, row.heading) for row in found] == [
            ("报修要跑三个窗口。", "第4行", "官僚主义"), ("开会太多，落实太少。", "第8行", "形式主义"),
        ]  # fmt: skip
        assert {row.voice.said_on for row in found} == {dt.date(2014, 3, 20)}

    def test_needs_a_ticked_item(self, cast: Cast) -> None:
        with pytest.raises(NotChosen):
            confirm(cast, begin(cast, LIST.encode(), "意见.txt"), items=())


class TestFailedRows:
    def test_come_as_a_workbook_in_the_columns_of_the_table(self, cast: Cast, tmp_path: Any) -> None:
        table = write_table(HEADER, [LAMP, ("GD009", "王五", "", "前天", "=1+1", "")], title="留言")
        done = confirm(cast, begin(cast, table, "留言.xlsx"))
        services.write_failed_rows(done, tmp_path / "f.xlsx")

        found = begin(cast, (tmp_path / "f.xlsx").read_bytes(), "f.xlsx")
        assert services.survey_of(found)["header"] == ["行号", "没有载入的原因", *HEADER]
        assert services.sample_of(services.survey_of(found))[0].cells["主要内容"] == "=1+1"
