from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from huixiang.folio.tables import read_table, write_table
from huixiang.journal.models import JournalEntry
from huixiang.people.models import Invitation, RoleGrant, User
from huixiang.people.roster import HEADER
from huixiang.people.testing import PASSWORD, Cast
from huixiang.people.tests.pagecheck import check_page

SignIn = Callable[[str], Client]
ROWS = (
    ("林晓", "linxiao", "市政道路股", "科员", "单位经办人", "lin@example.org"),
    ("赵强", "ZhaoQiang", "water", "", "checker", ""),
    ("何静二", "hejing", "roads", "", "", ""),
    ("", "noname", "roads", "", "", ""),
    ("钱多", "qianduo", "不存在的股", "", "", ""),
    ("孙一", "sunyi", "roads", "", "皇帝", ""),
    ("李二", "lier", "roads", "", "", "not-an-address"),
    ("林晓晓", "linxiao", "roads", "", "", ""),
)


def sheet(rows: tuple[tuple[str, ...], ...] = ROWS, header: tuple[str, ...] = HEADER) -> SimpleUploadedFile:
    return SimpleUploadedFile("roster.xlsx", write_table(header, rows, title="花名册"))


class TestRoster:
    def test_keeps_the_right_rows_and_gives_a_reason_for_each_other(self, cast: Cast, sign_in: SignIn) -> None:
        text = check_page(sign_in("admin").post(reverse("people:roster"), {"file": sheet()}))

        assert "新加了 2 个人" in text
        assert "1 个人原来就有" in text
        assert "5 行没有导入" in text
        for reason in ("都要填", "不存在的股", "皇帝", "邮箱", "前面的行"):
            assert reason in text
        lin = User.objects.get(username="linxiao")
        assert RoleGrant.objects.get(user=lin).role == "unit_handler"
        assert User.objects.get(username="zhaoqiang").memberships.get().unit == cast.water

    def test_taken_in_twice_changes_nothing(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("admin")
        client.post(reverse("people:roster"), {"file": sheet(ROWS[:2])})
        entries = JournalEntry.objects.count()

        text = check_page(client.post(reverse("people:roster"), {"file": sheet(ROWS[:2])}))

        assert "2 个人原来就有" in text
        assert JournalEntry.objects.count() == entries

    def test_gives_the_failed_rows_back_as_a_file_that_can_be_taken_in(self, sign_in: SignIn) -> None:
        client = sign_in("admin")
        text = client.post(reverse("people:roster"), {"file": sheet()}).context["failed_rows"]

        response = client.post(reverse("people:roster_failed"), {"rows": text})

        table = read_table(response.content, name="failed.xlsx")
        assert table.header == (*HEADER, "原因")
        assert [row.cells["账号"] for row in table.rows] == ["noname", "qianduo", "sunyi", "lier", "linxiao"]

    @pytest.mark.parametrize("rows", ["", "[", "[1]", "{}", "[[]]", "[[1,[2]]]"])
    def test_answers_broken_rows_with_an_empty_file(self, rows: str, sign_in: SignIn) -> None:
        assert sign_in("admin").post(reverse("people:roster_failed"), {"rows": rows}).status_code == 200

    def test_is_read_from_csv_with_english_columns(self, cast: Cast, sign_in: SignIn) -> None:
        lines = "Name,Username,Unit,Role\nLin Xiao,linxiao,roads,Unit handler\n"
        file = SimpleUploadedFile("roster.csv", lines.encode())

        check_page(sign_in("admin").post(reverse("people:roster"), {"file": file}))

        assert User.objects.get(username="linxiao").grants.get().role == "unit_handler"

    @pytest.mark.parametrize(
        ("name", "content"),
        [("roster.xlsx", b"not a sheet"), ("roster.exe", b"MZ"), ("roster.csv", b"\xff\xfe\x00"), ("roster.csv", b"")],
        ids=["no sheet", "a program", "no text", "empty"],
    )
    def test_that_cannot_be_read_is_refused_in_words(self, name: str, content: bytes, sign_in: SignIn) -> None:
        check_page(
            sign_in("admin").post(reverse("people:roster"), {"file": SimpleUploadedFile(name, content)}), status=422
        )

    def test_without_the_needed_columns_is_refused_in_words(self, sign_in: SignIn) -> None:
        file = sheet((("林晓", "a@example.org"),), ("姓名", "邮箱"))

        text = check_page(sign_in("admin").post(reverse("people:roster"), {"file": file}), status=422)

        assert "文件里没有这一列：账号、单位。" in text

    def test_sample_can_be_taken_in(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("admin")
        sample = client.get(reverse("people:roster_sample")).content

        text = check_page(client.post(reverse("people:roster"), {"file": SimpleUploadedFile("a.xlsx", sample)}))

        assert "新加了 2 个人" in text


class TestInvitationsOfARoster:
    def test_are_made_at_once_and_work(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("admin")
        file = SimpleUploadedFile("roster.csv", "姓名,账号,单位\n林晓,linxiao,roads\n钱多,qianduo,roads\n".encode())
        added = client.post(reverse("people:roster"), {"file": file}).context["result"].added

        text = check_page(client.post(reverse("people:members_invite"), {"user": [user.pk for user in added]}))

        links = re.findall(r"http://testserver(/invitation/[^/\s<]+/)</p>", text)
        assert len(links) == 2
        assert all("钱多" in page or "林晓" in page for page in (check_page(Client().get(link)) for link in links))

    def test_are_made_for_nobody_who_has_a_password(self, cast: Cast, sign_in: SignIn) -> None:
        user = cast.people["zhouming"]
        user.set_password(PASSWORD)
        user.save()

        text = check_page(sign_in("admin").post(reverse("people:members_invite"), {"user": [user.pk, "x", "99"]}))

        assert "没有人在等链接" in text
        assert not Invitation.objects.exists()
