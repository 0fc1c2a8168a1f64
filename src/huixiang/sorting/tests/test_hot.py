"""Hot issues: which are shown to whom, and the one act that makes a problem of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed
from huixiang.listening.services import add_place
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import queries, services
from huixiang.sorting.models import Act, InboxItem, Matter, Part, Problem
from huixiang.sorting.queries import HotFilter
from huixiang.sorting.services import HeededAlready, NothingChosen
from huixiang.sorting.testing import make_item, make_matter, make_problem

SignIn = Callable[[str], Client]
DAY = NOON.date()


def voices_of(matter: Matter) -> list[UUID]:
    return [member.voice_id for member in queries.members_of(matter)]


def heed(matter: Matter, cast: Cast, **facts: Any) -> Act:
    given: dict[str, Any] = {"title": "桂花路路灯", "statement": "三盏不亮。", "voice_ids": voices_of(matter)} | facts
    return services.make_problem_of_matter(matter_id=matter.pk, by=cast.actor("hejing"), at=NOON, **given)


class TestHotIssues:
    def test_leaves_out_what_the_newest_run_no_longer_finds(self, cast: Cast) -> None:
        make_matter(gone_at=NOON)

        assert list(queries.hot_issues(HotFilter())) == []

    def test_shows_those_at_a_place_and_below_it(self, cast: Cast) -> None:
        above = add_place(name="青禾镇", code="qh", parent=None, by=cast.actor("hejing"), at=NOON)
        below = add_place(name="桂花社区", code="gh", parent=above, by=cast.actor("hejing"), at=NOON)
        near, _far = make_matter(place=below), make_matter(key="m2")

        assert list(queries.hot_issues(HotFilter(place=above.pk))) == [near]

    @pytest.mark.parametrize(
        ("since", "until", "found"),
        [(DAY, None, 1), (DAY + dt.timedelta(1), None, 0), (None, DAY, 1), (None, DAY - dt.timedelta(1), 0)],
    )
    def test_shows_those_with_a_voice_in_the_period(
        self, cast: Cast, since: dt.date | None, until: dt.date | None, found: int
    ) -> None:
        make_matter()

        assert queries.hot_issues(HotFilter(since=since, until=until)).count() == found

    def test_leaves_out_problems_when_asked(self, cast: Cast) -> None:
        make_matter(problem=make_problem(cast))

        assert list(queries.hot_issues(HotFilter(without_problem=True))) == []


class TestMakingAProblem:
    def test_makes_one_of_the_chosen_voices_and_keeps_the_link(self, cast: Cast) -> None:
        matter = make_matter()

        heed(matter, cast, voice_ids=voices_of(matter)[:2])

        matter.refresh_from_db()
        assert matter.problem is not None
        assert (matter.problem.number, matter.problem.voices_count) == (1, 2)

    def test_is_undone_as_a_whole(self, cast: Cast) -> None:
        matter = make_matter()
        act = heed(matter, cast)

        services.undo(act_id=act.pk, by=cast.actor("hejing"), at=NOON)

        matter.refresh_from_db()
        assert matter.problem is None
        assert not Problem.objects.exists()
        assert set(InboxItem.objects.values_list("state", flat=True)) == {"new"}

    def test_is_on_the_record(self, cast: Cast) -> None:
        heed(make_matter(), cast)

        actions = JournalEntry.objects.filter(subject__startswith="problem:").values_list("action", flat=True)
        assert sorted(actions) == ["sorting.matter.heeded", "sorting.problem.opened"]

    def test_refuses_a_second_problem_of_the_same(self, cast: Cast) -> None:
        matter = make_matter()
        heed(matter, cast)

        with pytest.raises(HeededAlready):
            heed(matter, cast)

        assert Problem.objects.count() == 1

    def test_refuses_without_any_voice(self, cast: Cast) -> None:
        with pytest.raises(NothingChosen):
            heed(make_matter(), cast, voice_ids=[])

        assert not Problem.objects.exists()

    def test_refuses_somebody_who_does_not_sort(self, cast: Cast) -> None:
        matter = make_matter()

        with pytest.raises(NotAllowed):
            services.make_problem_of_matter(
                matter_id=matter.pk, title="x", statement="x", voice_ids=voices_of(matter),
                by=cast.actor("wanglei"), at=NOON,
            )  # fmt: skip

        assert not Part.objects.exists()


class TestJoining:
    def test_lets_the_voices_feed_a_problem_and_undoing_frees_the_matter(self, cast: Cast) -> None:
        matter, problem, by = make_matter(), make_problem(cast), cast.actor("hejing")

        act = services.join_matter(
            matter_id=matter.pk,
            problem_id=problem.pk,
            voice_ids=voices_of(matter),
            by=by,
            at=NOON,
        )

        problem.refresh_from_db()
        assert (Matter.objects.get().problem_id, problem.voices_count) == (problem.pk, 4)
        services.undo(act_id=act.pk, by=by, at=NOON)
        problem.refresh_from_db()
        assert (Matter.objects.get().problem_id, problem.voices_count) == (None, 1)


class TestPages:
    def test_of_the_list_shows_people_place_and_whether_it_is_a_problem(self, cast: Cast, sign_in: SignIn) -> None:
        make_matter()

        page = sign_in("hejing").get("/desk/inbox/hot/").content.decode()

        assert "桂花路路灯不亮" in page
        assert "<b>2</b>" in page
        assert "还不是问题" in page

    def test_of_the_list_says_what_to_expect_when_empty(self, cast: Cast, sign_in: SignIn) -> None:
        assert "还没有热点" in sign_in("hejing").get("/desk/inbox/hot/").content.decode()

    def test_of_one_shows_each_voice_with_its_reason_and_the_representative_first(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        matter = make_matter()

        page = sign_in("hejing").get(f"/desk/inbox/hot/{matter.pk}/").content.decode()

        assert page.count("同在桂花路，都提到路灯") == 3
        assert page.index("坏了1天") < page.index("坏了2天")
        assert "重复件" in page

    def test_of_one_never_says_who_spoke(self, cast: Cast, sign_in: SignIn) -> None:
        item = make_item("路灯坏了。", speaker_name="林晓", contact="13800000000", may_contact=True)
        matter = make_matter(voices=0, representative=item.voice)
        matter.members.create(voice=item.voice, since=NOON)

        page = sign_in("hejing").get(f"/desk/inbox/hot/{matter.pk}/").content.decode()

        assert "路灯坏了。" in page
        assert "林晓" not in page

    def test_make_a_problem_with_one_press(self, cast: Cast, sign_in: SignIn) -> None:
        matter, client = make_matter(), sign_in("hejing")
        form = client.get(f"/desk/inbox/hot/{matter.pk}/problem/").content.decode()
        chosen = [f"{pk}:0" for pk in voices_of(matter)]

        response = client.post(
            f"/desk/inbox/hot/{matter.pk}/problem/", {"title": "桂花路", "statement": "不亮", "chosen": chosen}
        )

        assert form.count("checked>") == 3
        assert response["Location"].startswith("/desk/inbox/group/1/?done=")

    def test_keep_what_was_typed_when_it_is_wrong(self, cast: Cast, sign_in: SignIn) -> None:
        matter = make_matter()

        response = sign_in("hejing").post(f"/desk/inbox/hot/{matter.pk}/problem/", {"title": "", "statement": "不亮"})

        assert response.status_code == 422
        assert "不亮" in response.content.decode()

    def test_join_it_to_a_problem_that_stands(self, cast: Cast, sign_in: SignIn) -> None:
        matter, problem, client = make_matter(), make_problem(cast), sign_in("hejing")
        found = client.get(f"/desk/inbox/hot/{matter.pk}/problem/?find=1").content.decode()

        client.post(
            f"/desk/inbox/hot/{matter.pk}/problem/",
            {"problem": problem.number, "chosen": [str(pk) for pk in voices_of(matter)]},
        )

        assert f'value="{problem.number}"' in found
        assert Matter.objects.get().problem_id == problem.pk

    def test_cost_as_many_queries_for_30_as_for_3(self, cast: Cast, sign_in: SignIn) -> None:
        client, counts, place = sign_in("hejing"), [], 0
        for more in (3, 27):
            for _ in range(more):
                place += 1
                make_matter(voices=1, key=f"m{place}")
            client.get("/desk/inbox/hot/")
            with CaptureQueriesContext(connection) as captured:
                client.get("/desk/inbox/hot/")
            counts.append(len(captured))

        assert counts[0] == counts[1]

    def test_of_one_costs_as_many_queries_for_30_voices_as_for_3(self, cast: Cast, sign_in: SignIn) -> None:
        client, counts = sign_in("hejing"), []
        for voices in (3, 30):
            matter = make_matter(voices=voices, key=f"m{voices}")
            client.get(f"/desk/inbox/hot/{matter.pk}/")
            with CaptureQueriesContext(connection) as captured:
                client.get(f"/desk/inbox/hot/{matter.pk}/")
            counts.append(len(captured))

        assert counts[0] == counts[1]

    def test_open_the_voices_of_one_in_the_inbox(self, cast: Cast, sign_in: SignIn) -> None:
        matter = make_matter(voices=1)
        make_item("东门的窨井盖不见了。")

        page = sign_in("hejing").get(f"/desk/inbox/?state=all&matter={matter.pk}").content.decode()

        assert "坏了1天" in page
        assert "窨井盖" not in page
