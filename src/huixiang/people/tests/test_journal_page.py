from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huixiang.journal import pages, services as journal, words
from huixiang.people.testing import NOON, Cast

SignIn = Callable[[str], Client]
PAGE = "journal:entries"


def record(cast: Cast, n: int, *, action: str = "people.unit.renamed") -> None:
    for _ in range(n):
        journal.record(
            action, about=f"unit:{cast.roads.pk}", by=cast.actor("admin"), at=NOON,
            before={"name": "旧名"}, after={"name": "新名"},
        )  # fmt: skip


class TestJournalPage:
    @pytest.mark.parametrize("username", ["liufang", "gaoyuan", "shenping", "admin"])
    def test_is_read_by_office_supervisor_auditor_and_administrator(self, username: str, sign_in: SignIn) -> None:
        text = sign_in(username).get(reverse(PAGE)).content.decode()

        assert len(re.findall("<h1>", text)) == 1
        assert "<title>履历 ·" in text
        assert '<html lang="zh-hans"' in text

    @pytest.mark.parametrize("username", ["hejing", "zhouming", "chentao", "xujie"])
    def test_is_refused_to_others(self, username: str, sign_in: SignIn) -> None:
        assert sign_in(username).get(reverse(PAGE)).status_code == 403

    def test_asks_an_outsider_to_sign_in(self, cast: Cast) -> None:
        assert Client().get(reverse(PAGE)).status_code == 302

    def test_tells_an_act_in_words_with_names(self, cast: Cast, sign_in: SignIn) -> None:
        record(cast, 1)

        text = sign_in("shenping").get(reverse(PAGE)).content.decode()

        assert "给单位改了名" in text
        assert "名称：旧名 → 新名" in text
        assert "市政道路股" in text

    def test_links_only_to_pages_the_reader_may_open(self, cast: Cast, sign_in: SignIn) -> None:
        record(cast, 1)
        link = f'<a href="/desk/units/{cast.roads.pk}/">市政道路股</a>'

        assert link in sign_in("admin").get(reverse(PAGE)).content.decode()
        assert link not in sign_in("shenping").get(reverse(PAGE)).content.decode()

    def test_shows_the_dotted_name_of_an_act_without_words(self, cast: Cast, sign_in: SignIn) -> None:
        record(cast, 1, action="polls.ballot.counted")

        assert "polls.ballot.counted" in sign_in("shenping").get(reverse(PAGE)).content.decode()

    @pytest.mark.parametrize(
        ("asked", "shown"),
        [
            ({"action": "people.unit.renamed"}, True),
            ({"action": "people.unit.closed"}, False),
            ({"actor": "管理"}, True),
            ({"actor": "何静"}, False),
            ({"since": "2026-03-02", "until": "2026-03-02"}, True),
            ({"until": "2026-03-01"}, False),
            ({"since": "2026-03-03"}, False),
        ],
    )
    def test_can_be_narrowed(self, asked: dict[str, str], shown: bool, cast: Cast, sign_in: SignIn) -> None:
        record(cast, 1)

        text = sign_in("shenping").get(reverse(PAGE), asked).content.decode()

        assert ("名称：旧名 → 新名" in text) is shown

    @pytest.mark.parametrize("asked", [{"since": "gestern"}, {"until": "9999-12-31"}, {"actor": "a\0"}])
    def test_answers_a_wrong_filter_with_422(self, asked: dict[str, str], sign_in: SignIn) -> None:
        assert sign_in("shenping").get(reverse(PAGE), asked).status_code == 422

    def test_is_paged_with_the_newest_first(self, cast: Cast, sign_in: SignIn) -> None:
        record(cast, 60)
        client = sign_in("shenping")
        first = client.get(reverse(PAGE))

        second = client.get(reverse(PAGE), {"at": first.context["page"].older})

        assert len(first.context["lines"]) == 50
        assert first.context["page"].items[-1].pk == second.context["page"].items[0].pk + 1

    def test_costs_the_same_with_3_and_30_entries(self, cast: Cast, sign_in: SignIn) -> None:
        client, counts = sign_in("shenping"), []
        client.get(reverse(PAGE))
        for more in (3, 27):
            record(cast, more)
            with CaptureQueriesContext(connection) as made:
                client.get(reverse(PAGE))
            counts.append(len(made))

        assert counts[0] == counts[1]


class TestChanges:
    def told(self, cast: Cast, before: journal.Facts, after: journal.Facts) -> tuple[str, ...]:
        about = f"problem:{2**40}"
        by = cast.actor("liufang")
        entry = journal.record("x.y.z", about=about, by=by, at=NOON, before=before, after=after)
        return pages.lines([entry], reader=by)[0].changes

    def test_are_told_in_words_and_names(self, cast: Cast) -> None:
        after = {"state": "assigned", "unit": cast.roads.pk, "co_units": [cast.roads.pk], "role": "clerk"}

        assert self.told(cast, {"state": "signed", "unit": None}, after) == (
            "状态：领导已签，等核查 → 已交办，还没动手", "单位：市政道路股", "配合单位：市政道路股", "角色：受理员",
        )  # fmt: skip

    def test_leave_out_what_says_nothing(self, cast: Cast) -> None:
        after: journal.Facts = {"file": False, "unit": None, "co_units": [], "deadline": 7, "claim": 3, "files": 0}

        assert self.told(cast, {}, after) == ()

    def test_keep_a_no_that_says_something(self, cast: Cast) -> None:
        assert self.told(cast, {}, {"solved": False}) == ("是否解决：否",)


class TestWords:
    def test_of_an_action_come_from_its_capability(self) -> None:
        words.register_words({"test.thing.happened": "办了一件事"})

        assert words.action_words("test.thing.happened") == "办了一件事"
        assert words.action_words("test.thing.unknown") == "test.thing.unknown"
