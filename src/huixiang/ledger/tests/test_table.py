"""The ledger as a table: conditions, columns, order, kept views, acts over many problems, and the file of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huixiang.folio.tables import read_table
from huixiang.journal.models import JournalEntry
from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed, NotFound
from huixiang.ledger import queries, services
from huixiang.ledger.models import DeadlineChange, LedgerView
from huixiang.ledger.queries import TableFilter
from huixiang.ledger.services import TooMany, ViewNameTaken, act_together
from huixiang.ledger.testing import make_assigned, make_claimed, make_measure
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.models import Problem
from huixiang.sorting.testing import make_problem

SignIn = Callable[[str], Client]
LATER = dt.date(2026, 12, 1)
SOON = clock.now().date() + dt.timedelta(days=60)


def numbers(cast: Cast, chosen: TableFilter, order: str = "number") -> list[int]:
    """The numbers of the rows, as the office sees them."""
    rows = queries.table_rows(cast.actor("liufang"), chosen)
    return [problem.number for problem in rows.order_by(*queries.SORTS[order])]


def keep(cast: Cast, who: str = "liufang", name: str = "到期的", **facts: bool) -> LedgerView:
    """A kept view."""
    facts = {"shared": False, "first": False} | facts
    return services.keep_ledger_view(name=name, query="sort=due", by=cast.actor(who), at=NOON, **facts)


def extend(cast: Cast) -> Callable[[Problem], object]:
    """Extend a problem's deadline, as the office."""
    office = cast.actor("liufang")
    return lambda problem: services.extend_deadline(
        problem_id=problem.pk, due_on=LATER, reason="等材料。", by=office, at=NOON
    )


class TestRows:
    def test_narrow_by_day_leader_and_reopening(self, cast: Cast) -> None:
        early = make_assigned(cast, limit_working_days=3)
        late = make_assigned(cast, limit_working_days=30)
        Problem.objects.filter(pk=late.pk).update(reopened_count=1)

        assert numbers(cast, TableFilter(due_to=early.due_on)) == [early.number]
        assert numbers(cast, TableFilter(due_from=late.due_on)) == [late.number]
        assert numbers(cast, TableFilter(leader=cast.people["zhouming"])) == [late.number, early.number]
        assert numbers(cast, TableFilter(reopened=True)) == [late.number]

    def test_come_by_deadline_with_those_without_one_last(self, cast: Cast) -> None:
        listed = make_problem(cast)
        late = make_assigned(cast, limit_working_days=30)
        early = make_assigned(cast, limit_working_days=3)

        assert numbers(cast, TableFilter(), "due") == [early.number, late.number, listed.number]

    def test_are_counted_up_to_one_more_than_asked(self, cast: Cast) -> None:
        for _each in range(3):
            make_problem(cast)
        rows = queries.table_rows(cast.actor("liufang"), TableFilter())

        assert (queries.counted(rows), queries.counted(rows, most=1)) == (3, 2)

    def test_tell_measures_and_helping_units(self, cast: Cast) -> None:
        problem = make_assigned(cast, co_units=(cast.water,))
        services.finish_measure(measure_id=make_measure(cast, problem).pk, by=cast.actor("wanglei"), at=NOON)
        make_measure(cast, problem)

        found = queries.beside([problem])

        assert found.measures == {problem.pk: (1, 2)}
        assert list(found.helping[problem.pk]) == [cast.water.label]


class TestKeepView:
    def test_keeps_it_with_a_journal_entry(self, cast: Cast) -> None:
        view = keep(cast, first=True)

        assert queries.first_view(cast.actor("liufang")) == view
        assert JournalEntry.objects.filter(action="ledger.view.kept").count() == 1

    def test_is_seen_by_others_only_when_shared(self, cast: Cast) -> None:
        keep(cast)
        shared = keep(cast, name="大家的", shared=True)

        assert list(queries.ledger_views(cast.actor("wanglei"))) == [shared]

    @pytest.mark.parametrize("name", [" ", "长" * 41, "到期的"])
    def test_refuses_no_name_a_long_one_and_one_in_use(self, cast: Cast, name: str) -> None:
        keep(cast)

        with pytest.raises(ViewNameTaken):
            keep(cast, name=name)
        assert LedgerView.objects.count() == 1

    def test_is_shared_by_the_office_alone(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed, match="办公室"):
            keep(cast, "wanglei", shared=True)
        assert not LedgerView.objects.exists()

    def test_has_one_that_opens_first(self, cast: Cast) -> None:
        before = keep(cast, first=True)
        now = keep(cast, name="新的", first=True)
        before.refresh_from_db()

        assert (before.first, now.first) == (False, True)

    def test_can_be_renamed_and_dropped_by_its_owner_alone(self, cast: Cast) -> None:
        view, at = keep(cast, shared=True), NOON
        with pytest.raises(NotFound):
            services.drop_ledger_view(view_id=view.pk, by=cast.actor("wanglei"), at=at)
        services.rename_ledger_view(view_id=view.pk, name="改名", first=False, by=cast.actor("liufang"), at=at)
        view.refresh_from_db()
        services.drop_ledger_view(view_id=view.pk, by=cast.actor("liufang"), at=at)

        assert view.name == "改名"
        assert not LedgerView.objects.exists()


class TestActTogether:
    def test_writes_nothing_when_one_is_refused(self, cast: Cast) -> None:
        may, may_not = make_assigned(cast), make_problem(cast)
        days = DeadlineChange.objects.count()

        found = act_together(
            problems=[may, may_not], act=extend(cast), name="extend", by=cast.actor("liufang"), at=NOON
        )

        assert (found.done, [one.problem for one in found.refused], found.written) == (1, [may_not], False)
        assert found.refused[0].why == "现在没有在走的期限。"
        assert DeadlineChange.objects.count() == days

    def test_does_the_rest_when_asked_to(self, cast: Cast) -> None:
        may, may_not, office = make_assigned(cast), make_problem(cast), cast.actor("liufang")

        found = act_together(problems=[may, may_not], act=extend(cast), name="extend", by=office, at=NOON, rest=True)

        may.refresh_from_db()
        entry = JournalEntry.objects.get(action="ledger.problems.moved_together")
        assert (found.written, may.due_on) == (True, LATER)
        assert entry.after == {"act": "extend", "done": 1, "refused": [may_not.number]}

    def test_takes_back_what_it_only_looked_at(self, cast: Cast) -> None:
        problem = make_assigned(cast)
        entries = JournalEntry.objects.count()

        found = act_together(
            problems=[problem], act=extend(cast), name="extend", by=cast.actor("liufang"), at=NOON, look=True
        )

        assert (found.done, found.written) == (1, False)
        assert JournalEntry.objects.count() == entries

    def test_refuses_more_than_can_be_looked_through(self, cast: Cast) -> None:
        problems = [Problem(pk=pk) for pk in range(501)]

        with pytest.raises(TooMany, match="500"):
            act_together(problems=problems, act=print, name="extend", by=cast.actor("liufang"), at=NOON)


class TestPages:
    def test_shows_the_chosen_columns_and_keeps_them_in_the_headings(self, cast: Cast, sign_in: SignIn) -> None:
        make_assigned(cast)

        shown = sign_in("liufang").get("/desk/problems/?column=leader&column=due&state=assigned").content.decode()

        assert 'data-label="责任领导"' in shown
        assert 'data-label="声音"' not in shown
        assert 'href="?column=due&amp;column=leader&amp;state=assigned&amp;sort=due"' in shown

    def test_opens_the_first_view_by_itself(self, cast: Cast, sign_in: SignIn) -> None:
        keep(cast, first=True)

        response = sign_in("liufang").get("/desk/problems/")

        assert response.headers["Location"] == "/desk/problems/?sort=due"

    def test_names_the_refused_ones_and_does_the_rest(self, cast: Cast, sign_in: SignIn) -> None:
        may, may_not, office = make_assigned(cast, at=clock.now()), make_problem(cast), sign_in("liufang")
        sent = {"what": "extend", "chosen": [may.number, may_not.number], "due_on": SOON.isoformat(), "reason": "等。"}

        looked = office.post("/desk/problems/together/", sent)
        done = office.post("/desk/problems/together/", sent | {"sure": "rest"})

        assert f"{may_not.number} {may_not.title}</a>：现在没有在走的期限。" in looked.content.decode()
        assert (looked.status_code, done.status_code) == (200, 302)

    def test_answers_bad_input_with_what_was_typed(self, cast: Cast, sign_in: SignIn) -> None:
        problem, office = make_claimed(cast).problem, sign_in("liufang")
        sent = {"what": "extend", "chosen": [problem.number], "due_on": "明天", "reason": "等材料。"}

        response = office.post("/desk/problems/together/", sent)

        assert response.status_code == 422
        assert "等材料。" in response.content.decode()

    def test_moves_all_that_match(self, cast: Cast, sign_in: SignIn) -> None:
        problems = [make_assigned(cast, at=clock.now()) for _each in range(3)]
        sent = {
            "what": "extend",
            "all": "1",
            "query": "state=assigned",
            "due_on": SOON.isoformat(),
            "reason": "等材料。",
        }

        sign_in("liufang").post("/desk/problems/together/", sent | {"sure": "all"})

        days = Problem.objects.filter(pk__in=[each.pk for each in problems]).values_list("due_on", flat=True)
        assert set(days) == {SOON}

    def test_gives_a_file_of_just_what_is_shown(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_assigned(cast)
        make_problem(cast)

        response = sign_in("liufang").get("/desk/problems/file?state=assigned&column=leader&column=due")

        table = read_table(response.content, name="a.xlsx")
        assert [row.cells for row in table.rows] == [
            {
                "序号": str(problem.number),
                "问题": problem.title,
                "责任领导": "周明",
                "期限": str(problem.due_on),
            }
        ]

    def test_costs_the_same_for_more_rows(self, cast: Cast, sign_in: SignIn) -> None:
        client, counts = sign_in("liufang"), []
        client.get("/desk/problems/?own=1")
        for more in (3, 27):
            for _each in range(more):
                make_problem(cast)
            with CaptureQueriesContext(connection) as asked:
                client.get("/desk/problems/?column=helping&column=measures&column=suspended")
            counts.append(len(asked))

        assert counts[0] == counts[1]
