"""The group view: what each voice adds, and what a change brings with it before it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huixiang.people.testing import NOON, Cast
from huixiang.sorting import queries, services
from huixiang.sorting.models import Problem
from huixiang.sorting.pages.changes import changes_of
from huixiang.sorting.states import ProblemState
from huixiang.sorting.testing import make_item, make_matter, make_problem

SignIn = Callable[[str], Client]
FIRST, MORE = "桂花路的路灯坏了三盏，晚上老人不敢出门。", "桂花路的路灯坏了，孩子放学摔跤。"


def problem_of(cast: Cast, *words: str, title: str = "桂花路路灯") -> Problem:
    ids = [make_item(each).pk for each in words]
    return services.open_problem(title=title, statement="灯不亮。", voice_ids=ids, by=cast.actor("hejing"), at=NOON)


def assigned(cast: Cast) -> Problem:
    """A problem that stands with the roads."""
    problem = make_problem(cast)
    problem.state, problem.unit, problem.due_on = ProblemState.ASSIGNED.value, cast.roads, NOON.date()
    problem.save()
    return problem


class TestDifferences:
    def test_of_a_voice_are_marked_on_the_page(self, cast: Cast, sign_in: SignIn) -> None:
        problem = problem_of(cast, FIRST, MORE)

        page = sign_in("hejing").get(f"/desk/inbox/group/{problem.number}/").content.decode()

        assert '<mark class="added">孩子放学摔跤</mark>' in page
        assert page.count("其他的都和这一件对照") == 1

    def test_can_be_seen_against_another_voice(self, cast: Cast, sign_in: SignIn) -> None:
        problem = problem_of(cast, FIRST, MORE)
        other = queries.voices_of(problem).get(words=MORE)

        page = sign_in("hejing").get(f"/desk/inbox/group/{problem.number}/?against={other.pk}").content.decode()

        assert '<mark class="added">三盏，晚上老人不敢出门</mark>' in page

    def test_are_seen_against_the_voice_that_stands_for_the_hot_issue(self, cast: Cast) -> None:
        matter, by = make_matter(), cast.actor("hejing")
        ids = [member.voice_id for member in queries.members_of(matter)]
        act = services.make_problem_of_matter(
            matter_id=matter.pk, title="路灯", statement="不亮", voice_ids=ids[1:] + ids[:1], by=by, at=NOON
        )

        assert queries.base_of(Problem.objects.get(pk=act.facts["problem"])) == matter.representative

    def test_cost_as_many_queries_for_30_voices_as_for_3(self, cast: Cast, sign_in: SignIn) -> None:
        client, counts = sign_in("hejing"), []
        for voices in (3, 30):
            problem = make_problem(cast, voices=voices)
            client.get(f"/desk/inbox/group/{problem.number}/")
            with CaptureQueriesContext(connection) as captured:
                client.get(f"/desk/inbox/group/{problem.number}/")
            counts.append(len(captured))

        assert counts[0] == counts[1]


class TestChanges:
    def test_of_a_merge_name_units_and_deadlines_that_differ(self, cast: Cast) -> None:
        problem, into = problem_of(cast, FIRST), assigned(cast)

        said = " ".join(changes_of("merge", problem, queries.voice_ids_of(problem), into=into))

        assert "改由市政道路股办理这些原声，原来是还没有单位" in said
        assert "保留编号和履历" in said

    def test_count_a_voice_once_that_feeds_both(self, cast: Cast) -> None:
        problem, into = problem_of(cast, FIRST, MORE), make_problem(cast)
        ids = queries.voice_ids_of(problem)
        services.join_voices(problem_id=into.pk, voice_ids=ids[:1], by=cast.actor("hejing"), at=NOON)
        into.refresh_from_db()

        said = changes_of("merge", problem, ids, into=into)

        assert said[0] == f"第 {into.number} 号问题将有 3 条原声。"
        assert "1 条原声已经同属两边" in said[1]

    def test_say_that_speakers_are_asked_at_once_while_a_claim_stands(self, cast: Cast) -> None:
        problem, into = problem_of(cast, FIRST), assigned(cast)
        into.state = ProblemState.CLAIMED.value

        said = " ".join(changes_of("move", problem, queries.voice_ids_of(problem), into=into))

        assert "马上会问" in said

    @pytest.mark.parametrize(("what", "words"), [("leave", "等人处理"), ("split", "还没有单位和期限")])
    def test_of_a_smaller_change_are_said_too(self, cast: Cast, what: str, words: str) -> None:
        problem = problem_of(cast, FIRST)

        assert words in changes_of(what, problem, [], into=None)[0]

    def test_stand_on_the_page_before_anything_is_done(self, cast: Cast, sign_in: SignIn) -> None:
        problem, into = problem_of(cast, FIRST), make_problem(cast)

        page = sign_in("hejing").get(f"/desk/inbox/group/{problem.number}/regroup/?what=merge&problem={into.number}")

        assert f"第 {into.number} 号问题将有 2 条原声" in page.content.decode()
        problem.refresh_from_db()
        assert problem.state == ProblemState.LISTED


class TestHistory:
    def test_of_a_problem_names_what_came_from_others_and_can_be_undone(self, cast: Cast, sign_in: SignIn) -> None:
        problem, into, by = problem_of(cast, FIRST), make_problem(cast), cast.actor("hejing")
        later = NOON + dt.timedelta(minutes=5)
        act = services.merge_problems(problem_id=problem.pk, into_id=into.pk, by=by, at=later)

        page = sign_in("hejing").get(f"/desk/inbox/group/{into.number}/").content.decode()

        assert f"/desk/inbox/undo/{act.pk}/" in page


class TestMay:
    def test_not_be_merged_into_what_takes_no_voices_and_the_preview_says_so(self, cast: Cast, sign_in: SignIn) -> None:
        problem, into = problem_of(cast, FIRST), make_problem(cast)
        services.merge_problems(problem_id=into.pk, into_id=assigned(cast).pk, by=cast.actor("hejing"), at=NOON)

        page = sign_in("hejing").get(f"/desk/inbox/group/{problem.number}/regroup/?what=merge&problem={into.number}")

        assert "不能再并入原声" in page.content.decode()
        assert "button-primary" not in page.content.decode()
