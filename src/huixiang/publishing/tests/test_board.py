from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huixiang.kernel import clock
from huixiang.ledger.testing import make_assigned, make_claimed
from huixiang.people.testing import NOON, Cast
from huixiang.publishing import queries
from huixiang.publishing.pages.board import story_of
from huixiang.publishing.queries import BoardAsk
from huixiang.publishing.states import BoardGroup
from huixiang.publishing.testing import make_problem, make_public
from huixiang.sorting import services as sorting
from huixiang.verification.testing import make_confirmed, make_silent, say

TODAY = dt.date(2026, 3, 2)
LATER = NOON + dt.timedelta(days=60)


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    queries.forget_counts()
    monkeypatch.setattr(clock, "now", lambda: NOON)


def numbers(group: BoardGroup, today: dt.date = TODAY) -> set[int]:
    return {problem.number for problem in queries.board_rows(BoardAsk(group=group), today=today)}


class TestGroups:
    def test_hold_each_problem_where_it_belongs(self, cast: Cast) -> None:
        listed = make_problem(cast)
        late = make_assigned(cast, due_on=dt.date(2026, 3, 6))
        claimed = make_claimed(cast).problem
        confirmed, silent = make_confirmed(cast).problem, make_silent(cast).problem
        day = dt.date(2026, 3, 9)

        assert numbers(BoardGroup.OVERDUE, day) == {late.number}
        assert numbers(BoardGroup.UNSOLVED, day) == {listed.number, late.number, claimed.number}
        assert numbers(BoardGroup.CLAIMED, day) == {claimed.number}
        assert numbers(BoardGroup.CONFIRMED, day) == {confirmed.number}
        assert numbers(BoardGroup.SILENT, day) == {silent.number}

    def test_keep_a_disputed_problem_among_the_reopened(self, cast: Cast) -> None:
        claim = make_claimed(cast)
        say(cast, claim, solved=False)

        assert numbers(BoardGroup.REOPENED) == numbers(BoardGroup.UNSOLVED) == {claim.problem.number}

    def test_leave_out_merged_problems(self, cast: Cast) -> None:
        one, other = make_problem(cast), make_problem(cast)
        sorting.merge_problems(problem_id=one.pk, into_id=other.pk, by=cast.actor("hejing"), at=NOON)

        assert numbers(BoardGroup.ALL) == {other.number}

    def test_count_exactly_their_rows(self, cast: Cast) -> None:
        make_problem(cast)
        make_confirmed(cast)
        make_assigned(cast)

        counts = queries.board_counts(BoardAsk(), at=NOON, today=TODAY)

        assert counts.of == {group: len(numbers(group)) for group in BoardGroup}
        assert counts.as_of == NOON

    def test_keep_counts_for_half_a_minute(self, cast: Cast) -> None:
        queries.board_counts(BoardAsk(), at=NOON, today=TODAY)
        make_problem(cast)

        kept = queries.board_counts(BoardAsk(), at=NOON + dt.timedelta(seconds=29), today=TODAY)
        fresh = queries.board_counts(BoardAsk(), at=NOON + dt.timedelta(seconds=30), today=TODAY)

        assert (kept.of[BoardGroup.ALL], fresh.of[BoardGroup.ALL]) == (0, 1)


class TestBoardPage:
    def test_shows_public_words_in_both_languages(self, cast: Cast, client: Client) -> None:
        make_public(cast, title="桂花路路灯不亮")

        chinese = client.get("/").content.decode()
        english = client.get("/", headers={"Accept-Language": "en"}).content.decode()

        assert "桂花路路灯不亮" in chinese
        assert "人反映" in chinese
        assert "raised by 1 person" in english

    def test_says_how_long_words_wait_and_hides_them(self, cast: Cast, client: Client) -> None:
        make_problem(cast, title="张三家的路灯", at=NOON - dt.timedelta(days=5))

        page = client.get("/").content.decode()

        assert "正文待审核，已等 5 天" in page
        assert "张三" not in page

    def test_counts_no_days_on_the_day_itself(self, cast: Cast) -> None:
        closed = make_confirmed(cast).problem
        closed.refresh_from_db()

        story = story_of(make_problem(cast), today=TODAY)

        assert (story.age, story.waiting) == ("今天列入", "正文待审核，今天才列入")
        assert story_of(closed, today=closed.opened_on).age == "当天销号"

    def test_finds_public_words_only(self, cast: Cast, client: Client) -> None:
        problem = make_problem(cast, statement="电话13800138000，路灯不亮")
        make_public(cast, problem, words="电话［电话］，路灯不亮")

        found = client.get("/", {"q": "路灯不亮"}).content.decode()
        hidden = client.get("/", {"q": "13800138000"}).content.decode()

        assert f"/p/{problem.number}" in found
        assert f"/p/{problem.number}" not in hidden

    @pytest.mark.parametrize(
        "query",
        ["?state=nonsense", "?unit=none&place=none", "?q=%00%EF%BC%81%F0%A0%AE%B7", "?at=xx", "?q=" + "x" * 5000],
    )
    def test_takes_any_address(self, cast: Cast, client: Client, query: str) -> None:
        make_public(cast)

        assert client.get("/" + query).status_code == 200

    def test_costs_the_same_for_3_and_30_rows(self, cast: Cast, client: Client) -> None:
        client.get("/p/0")  # finds whose house it is, which is kept
        counts = []
        for more in (3, 27):
            for _ in range(more):
                make_public(cast, make_assigned(cast))
            queries.forget_counts()
            with CaptureQueriesContext(connection) as captured:
                page = client.get("/")
            counts.append(len(captured))

        assert page.content.decode().count('class="story"') == 30
        assert counts[0] == counts[1] <= 8

    def test_pages_on_with_a_link(self, cast: Cast, client: Client) -> None:
        for _ in range(31):
            make_problem(cast)

        first = client.get("/")
        second = client.get("/", {"at": first.context["page"].older})

        assert second.content.decode().count('class="story"') == 1

    def test_sets_no_cookie(self, cast: Cast, client: Client) -> None:
        make_public(cast)

        assert not client.get("/").cookies


class TestUnitPage:
    def test_of_an_impossible_code_is_no_page(self, cast: Cast) -> None:
        assert Client().get("/u/roads%00x").status_code == 404

    def test_lists_the_unit_and_those_below(self, cast: Cast, client: Client) -> None:
        problem = make_assigned(cast)

        own, top, other = (client.get(f"/u/{code}").content.decode() for code in ("roads", "top", "water"))

        link = f'href="/p/{problem.number}"'
        assert (link in own, link in top, link in other) == (True, True, False)

    def test_is_unknown_for_another_code(self, cast: Cast, client: Client) -> None:
        assert client.get("/u/nowhere").status_code == 404


class TestSimilar:
    def test_finds_published_open_problems(self, cast: Cast, client: Client) -> None:
        make_public(cast, words="桂花路三盏路灯不亮，晚上行人看不清路。")

        page = client.post("/say/similar", {"words": "桂花路的路灯不亮，晚上看不清"}, headers={"HX-Request": "true"})

        assert "桂花路路灯不亮" in page.content.decode()
        assert not page.cookies

    def test_never_finds_unpublished_words(self, cast: Cast, client: Client) -> None:
        make_problem(cast, title="桂花路路灯不亮")

        page = client.post("/say/similar", {"words": "桂花路路灯不亮"}, headers={"HX-Request": "true"})

        assert not page.content.decode().strip()

    @pytest.mark.parametrize("words", ["", "a", "！！", "𠮷\0", "字" * 5000])
    def test_takes_any_words(self, cast: Cast, client: Client, words: str) -> None:
        assert client.post("/say/similar", {"words": words}).status_code == 200


class TestFeed:
    def test_tells_what_has_approved_words_and_the_day_of_its_last_act(self, cast: Cast) -> None:
        public, waiting = make_public(cast), make_problem(cast)

        answer = Client().get("/board.atom")

        text = answer.content.decode()
        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert f"<id>http://testserver/p/{public.number}</id>" in text
        assert f"/p/{waiting.number}<" not in text
        assert "T00:00:00+08:00</updated>" in text

    def test_follows_the_filters_of_the_board(self, cast: Cast) -> None:
        make_public(cast)

        assert "<entry>" in Client().get("/board.atom", {"state": "unsolved"}).content.decode()
        assert "<entry>" not in Client().get("/board.atom", {"state": "confirmed"}).content.decode()
        assert 'href="/board.atom?state=confirmed"' in Client().get("/", {"state": "confirmed"}).content.decode()
