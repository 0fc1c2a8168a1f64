from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening import services
from huixiang.listening.models import Attachment, Import, ImportRow, ImportSource, Voice
from huixiang.listening.services.imports import typing_off
from huixiang.listening.tests.test_imports import LAMP, LIST, WATER, begin, confirm, csv
from huixiang.people.testing import NOON, Cast

SignIn = Callable[[str], Client]


@pytest.fixture
def desk(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in("hejing")


def drop(client: Client, content: bytes, name: str = "12345.csv") -> Any:
    return client.post("/desk/imports/", {"file": SimpleUploadedFile(name, content)})


def text(page: Any) -> str:
    words: str = page.content.decode()
    return words


class TestDropping:
    def test_leads_to_the_preview(self, desk: Client) -> None:
        page = desk.get(drop(desk, csv(LAMP, WATER, encoding="gb18030")).url)

        assert "读到 2 行" in text(page)
        assert "桂花路的路灯坏了三盏。" in text(page)
        assert "2024-05-06 08:30" in text(page)
        assert not Voice.objects.exists()

    @pytest.mark.parametrize(("name", "content"), [("a.exe", b"MZ"), ("a.csv", b""), ("", b"")])
    def test_says_what_is_wrong_with_the_file(self, desk: Client, name: str, content: bytes) -> None:
        page = drop(desk, content, name) if name else desk.post("/desk/imports/", {})

        assert page.status_code == 422
        assert not Import.objects.exists()

    def test_says_that_the_very_file_came_before(self, cast: Cast, desk: Client) -> None:
        first = confirm(cast, begin(cast, csv(LAMP)))
        page = desk.get(drop(desk, csv(LAMP)).url)

        assert f"/desk/imports/{first.pk}/" in text(page)
        assert "同一个文件" in text(page)

    def test_tells_a_locked_workbook_in_plain_words(self, desk: Client) -> None:
        page = desk.get(drop(desk, b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx").url)

        assert "文件有密码" in text(page)

    def test_is_not_for_units(self, sign_in: SignIn) -> None:
        assert sign_in("wanglei").get("/desk/imports/").status_code == 403


class TestPreview:
    def test_shows_other_columns_when_asked_and_writes_nothing(self, cast: Cast, desk: Client) -> None:
        begun = begin(cast, csv(LAMP))
        sent = {"column-0": "title", "act": "preview", "channel": "hotline", "lane": "confidential"}
        page = desk.post(f"/desk/imports/{begun.pk}/", sent)

        assert page.status_code == 200
        assert "GD001" in text(page)
        assert 'value="hotline" selected' in text(page)
        assert not ImportSource.objects.exists()

    @pytest.mark.parametrize(
        ("table", "told"),
        [
            ("主要内容\n桂花路的路灯坏了三盏。\n", True),
            ("主要内容,来电时间\n桂花路的路灯坏了三盏。,2026-03-01\n", False),
        ],
        ids=["without a day", "with one"],
    )
    def test_says_which_day_will_stand_there(self, desk: Client, table: str, told: bool) -> None:
        page = desk.get(drop(desk, table.encode()).url).content.decode()

        assert ("没有一列写着时间" in page) is told

    def test_refuses_two_columns_for_one_thing(self, cast: Cast, desk: Client) -> None:
        begun = begin(cast, csv(LAMP))
        sent = {"column-0": "body", "column-4": "body", "act": "confirm", "channel": "import", "lane": "open"}
        page = desk.post(f"/desk/imports/{begun.pk}/", sent)

        assert page.status_code == 422
        assert "有两列都选成了“原话”" in text(page)

    def test_refuses_a_table_without_words(self, cast: Cast, desk: Client) -> None:
        begun = begin(cast, csv(LAMP))
        sent = {"column-0": "id", "act": "confirm", "channel": "import", "lane": "open"}
        page = desk.post(f"/desk/imports/{begun.pk}/", sent)

        assert page.status_code == 422
        assert "请指出哪一列是原话" in text(page)

    def test_starts_the_import_when_confirmed(self, cast: Cast, desk: Client) -> None:
        begun = begin(cast, csv(LAMP))
        sent = {"column-4": "body", "column-0": "id", "act": "confirm", "channel": "hotline", "lane": "open"}
        page = desk.post(f"/desk/imports/{begun.pk}/", sent, follow=True)

        assert "正在载入" in text(page)
        assert 'hx-trigger="every 1s"' in text(page)
        services.run_import(organisation_id=current_organisation_id(), import_id=begun.pk)
        assert Voice.objects.get().channel == "hotline"
        assert "hx-trigger" not in text(desk.get(f"/desk/imports/{begun.pk}/"))


class TestDocument:
    def test_shows_its_tree_with_tick_boxes(self, cast: Cast, desk: Client) -> None:
        begun = begin(cast, LIST.encode(), "意见.txt")
        page = desk.get(f"/desk/imports/{begun.pk}/")

        assert text(page).count('type="checkbox" name="item"') == 3
        assert "一、官僚主义方面" in text(page)

    def test_takes_the_ticked_ones(self, cast: Cast, desk: Client) -> None:
        begun = begin(cast, LIST.encode(), "意见.txt")
        sent = {"item": ["2"], "said_on": "2014-03-20", "channel": "meeting", "lane": "open", "act": "confirm"}
        desk.post(f"/desk/imports/{begun.pk}/", sent)
        services.run_import(organisation_id=current_organisation_id(), import_id=begun.pk)

        assert [row.voice.words for row in ImportRow.objects.select_related("voice")] == ["电话没人接。"]

    def test_keeps_the_ticks_when_something_is_wrong(self, cast: Cast, desk: Client) -> None:
        begun = begin(cast, LIST.encode(), "意见.txt")
        sent = {"item": ["2"], "said_on": "2999-01-01", "channel": "meeting", "lane": "open", "act": "confirm"}
        page = desk.post(f"/desk/imports/{begun.pk}/", sent)

        assert page.status_code == 422
        assert text(page).count(" checked>") == 2  # the item, and the lane


class TestResult:
    def test_offers_the_failed_rows_as_a_workbook(self, cast: Cast, desk: Client) -> None:
        done = confirm(cast, begin(cast, csv(LAMP, ("GD009", "", "", "前天", "水管裂了", ""))))
        page = desk.get(f"/desk/imports/{done.pk}/")
        file = desk.get(f"/desk/imports/{done.pk}/failed.xlsx")

        assert "看不懂时间“前天”" in text(page)
        assert file.content[:2] == b"PK"

    def test_can_be_taken_back_and_stopped_by_a_press(self, cast: Cast, desk: Client) -> None:
        done = confirm(cast, begin(cast, csv(LAMP)))
        waiting = begin(cast, csv(WATER))
        desk.post(f"/desk/imports/{done.pk}/withdraw")
        desk.post(f"/desk/imports/{waiting.pk}/cancel")

        assert {row.state for row in Import.objects.all()} == {"leaving", "cancelled"}


class TestList:
    def test_costs_the_same_for_many(self, cast: Cast, desk: Client) -> None:
        for number in range(3):
            begin(cast, csv((f"GD{number}", *LAMP[1:])))
        desk.get("/desk/imports/")
        counts = []
        for more in (0, 27):
            for row in list(Import.objects.all()[:1]) * more:
                Import.objects.create(
                    name=row.name, kind=row.kind, state=row.state, digest=row.digest, size=1, by=row.by, at=NOON
                )
            with CaptureQueriesContext(connection) as asked:
                desk.get("/desk/imports/")
            counts.append(len(asked))

        assert counts[0] == counts[1]


def scan() -> bytes:
    output = BytesIO()
    pages = [Image.new("RGB", (300, 400), colour) for colour in ("white", "grey")]
    pages[0].save(output, format="PDF", save_all=True, append_images=pages[1:])
    return output.getvalue()


class TestTypingOff:
    @pytest.fixture
    def scanned(self, cast: Cast, desk: Client) -> Import:
        begun = begin(cast, scan(), "表格.pdf")
        assert "对着图片录入" in text(desk.get(f"/desk/imports/{begun.pk}/"))
        desk.post(f"/desk/imports/{begun.pk}/typing")
        begun.refresh_from_db()
        return begun

    def sent(self, **changes: str) -> dict[str, str]:
        return {
            "words": "食堂太贵了", "said_on": "2014-03-20", "channel": "box", "lane": "open", "act": "next",
            **changes,
        }  # fmt: skip

    def test_shows_picture_and_fields_of_each_page(self, desk: Client, scanned: Import) -> None:
        page = desk.get(f"/desk/imports/{scanned.pk}/type?page=2")
        picture = desk.get(f"/desk/imports/{scanned.pk}/page/2")

        assert "第 2 页，共 2 页" in text(page)
        assert picture["Content-Type"] == "image/jpeg"
        assert desk.get(f"/desk/imports/{scanned.pk}/page/3").status_code == 404

    def test_keeps_each_voice_with_the_picture_and_goes_on(self, desk: Client, scanned: Import) -> None:
        answer: Any = desk.post(f"/desk/imports/{scanned.pk}/type?page=1", self.sent())

        voice = Voice.objects.get()
        assert answer.url.endswith("type?page=2&typed=1")
        assert (voice.words, voice.channel) == ("食堂太贵了", "box")
        assert Attachment.objects.get(voice=voice).name == "表格-1.jpg"
        assert ImportRow.objects.get(voice=voice).place == "第 1 页"

    def test_ends_as_an_import_that_can_be_taken_back(self, desk: Client, scanned: Import) -> None:
        desk.post(f"/desk/imports/{scanned.pk}/type?page=1", self.sent(act="more"))
        desk.post(f"/desk/imports/{scanned.pk}/type?page=1", self.sent(words="宿舍漏水"))
        desk.post(f"/desk/imports/{scanned.pk}/typed")

        scanned.refresh_from_db()
        assert (scanned.state, scanned.new) == ("done", 2)
        assert "撤回整次导入" in text(desk.get(f"/desk/imports/{scanned.pk}/"))

    def test_keeps_what_was_typed_when_something_is_wrong(self, desk: Client, scanned: Import) -> None:
        page = desk.post(f"/desk/imports/{scanned.pk}/type?page=1", self.sent(said_on="2999-01-01"))

        assert page.status_code == 422
        assert "食堂太贵了" in text(page)
        assert not Voice.objects.exists()

    def test_takes_a_photo_as_one_page(self, cast: Cast, desk: Client) -> None:
        output = BytesIO()
        Image.new("RGB", (60, 80), "white").save(output, format="JPEG")
        begun = begin(cast, output.getvalue(), "IMG_1.jpg")

        assert "对着图片录入" in text(desk.get(f"/desk/imports/{begun.pk}/"))
        assert desk.get(f"/desk/imports/{begun.pk}/page/1").status_code == 200

    def test_says_so_when_no_machine_can_read_pictures_here(
        self, desk: Client, scanned: Import, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(typing_off, "can_recognise", lambda: False)
        page = desk.post(f"/desk/imports/{scanned.pk}/type?page=1", self.sent(act="read"))

        assert page.status_code == 409
        assert "没有安装" in text(page)
        assert "食堂太贵了" in text(page)
        assert not Voice.objects.exists()
