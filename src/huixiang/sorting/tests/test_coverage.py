"""Places and coverage: who has been heard, and plainly who has not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from huixiang.listening.models import Place
from huixiang.listening.services import add_place
from huixiang.listening.states import ChannelKind
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import queries
from huixiang.sorting.testing import make_item, make_matter

SignIn = Callable[[str], Client]


@pytest.fixture
def town(cast: Cast) -> dict[str, Place]:
    """青禾镇 with two communities; two voices came from one of them, by two channels."""
    by = cast.actor("hejing")
    top = add_place(name="青禾镇", code="qh", parent=None, by=by, at=NOON)
    heard = add_place(name="桂花社区", code="gh", parent=top, by=by, at=NOON)
    silent = add_place(name="柳园社区", code="ly", parent=top, by=by, at=NOON)
    make_item("路灯坏了。", place=heard)
    make_item("垃圾没人清。", place=heard, channel=ChannelKind.HOTLINE, unit=cast.roads)
    return {"top": top, "heard": heard, "silent": silent}


class TestPlaces:
    def test_counts_what_lies_below_too(self, town: dict[str, Place]) -> None:
        make_matter(place=town["heard"], voices=1)

        counts = queries.place_counts(None, since=None, until=None)

        assert [(one.place.name, one.voices, one.matters, one.below) for one in counts] == [("青禾镇", 2, 1, 2)]

    def test_names_the_lowest_places_without_a_voice(self, town: dict[str, Place]) -> None:
        assert queries.silent_places(since=None, until=None) == [town["silent"]]

    def test_counts_by_month(self, town: dict[str, Place]) -> None:
        assert list(queries.voices_by_month(town["top"], since=None, until=None).values()) == [2]

    def test_page_goes_down_the_tree(self, town: dict[str, Place], sign_in: SignIn) -> None:
        client = sign_in("hejing")

        page = client.get(f"/desk/inbox/places/?place={town['top'].pk}").content.decode()

        assert "桂花社区" in page
        assert "还没有人" in page

    def test_page_counts_open_the_inbox_with_those_voices(self, town: dict[str, Place], sign_in: SignIn) -> None:
        page = sign_in("hejing").get("/desk/inbox/?state=all&place=青禾镇 桂花社区").content.decode()

        assert "路灯坏了。" in page
        assert "垃圾没人清。" in page

    def test_page_stands_an_unknown_place(self, cast: Cast, sign_in: SignIn) -> None:
        assert sign_in("hejing").get("/desk/inbox/places/?place=999").status_code == 404


class TestCoverage:
    def test_counts_each_group_by_channel(self, town: dict[str, Place]) -> None:
        covered = queries.coverage_of_places(town["top"], since=None, until=None)

        assert {pk: dict(cells) for pk, cells in covered.cells.items() if pk != town["top"].pk} == {
            town["heard"].pk: {"web": 1, "hotline": 1}
        }

    def test_counts_those_who_name_no_unit_apart(self, cast: Cast, town: dict[str, Place]) -> None:
        covered = queries.coverage_of_units(since=None, until=None)

        assert dict(covered.without) == {"web": 1}
        assert dict(covered.cells[cast.roads.pk]) == {"hotline": 1}

    def test_page_says_plainly_where_nobody_has_been_heard(self, town: dict[str, Place], sign_in: SignIn) -> None:
        page = sign_in("hejing").get(f"/desk/inbox/coverage/?below={town['top'].pk}").content.decode()

        assert "没有听到任何人" in page
        assert "青禾镇 柳园社区" in page

    @pytest.mark.parametrize("query", ["by=unit", "since=2030-01-01", "since=x&by=unit", "below=x"])
    def test_page_stands_any_address(self, town: dict[str, Place], sign_in: SignIn, query: str) -> None:
        assert sign_in("hejing").get(f"/desk/inbox/coverage/?{query}").status_code in {200, 422}

    def test_page_refuses_who_may_not_read_voices(self, cast: Cast, sign_in: SignIn) -> None:
        assert sign_in("wanglei").get("/desk/inbox/coverage/").status_code == 403


class TestSearchByInitials:
    @pytest.mark.parametrize("text", ["ghsq", "GHSQ", "gh", "qhz", "ghsq 路灯", "路灯ghsq", "szdlg 路灯", "szdl"])
    def test_finds_the_voices_of_places_and_units(self, town: dict[str, Place], cast: Cast, text: str) -> None:
        make_item("路灯也坏了。", unit=cast.roads)

        found = queries.inbox(queries.InboxFilter(text=text)).order_by("-number")[:10]

        assert "路灯" in "".join(item.voice.words for item in found)

    @pytest.mark.parametrize("text", ["lysq", "ghsq 电梯", "xx", "ghsqx"])
    def test_finds_nothing_where_nobody_spoke(self, town: dict[str, Place], text: str) -> None:
        assert queries.inbox(queries.InboxFilter(text=text)).order_by("-number")[:10] == []

    def test_still_finds_words_written_in_letters(self, cast: Cast) -> None:
        item = make_item("我家的WiFi总是断。")

        assert queries.inbox(queries.InboxFilter(text="wifi")).order_by("-number")[:10] == [item]
