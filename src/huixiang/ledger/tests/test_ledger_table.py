"""The problem list as a table: filters, order, columns, saved views, one move over many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huixiang.journal.models import JournalEntry
from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed, NotFound
from huixiang.ledger.models import DeadlineChange, LedgerView
from huixiang.ledger.services import looking, many
from huixiang.ledger.services.leading import WrongUnit
from huixiang.ledger.testing import make_assigned, make_claimed
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.models import Problem
from huixiang.sorting.testing import make_problem

SignIn = Callable[[str], Client]
LIST = "/desk/problems/"
DUE = clock.now().date() + dt.timedelta(days=60)
LATER = clock.now().date() + dt.timedelta(days=90)
ALL_COLUMNS = ("state", "unit", "helping", "leader", "place", "kind", "measures", "due", "days")


def listed(client: Client, query: str) -> list[str]:
    """The titles in the list, in order."""
    table = client.get(f"{LIST}?{query}").context["table"]
    return [str(line.cells[0][1].text).partition(" ")[2] for line in table.lines]


def two(cast: Cast) -> None:
    """路灯 with the roads unit, a complaint due in 30 days; 水管 lies with nobody."""
    due = NOON.date() + dt.timedelta(days=30)
    make_assigned(cast, title="路灯坏了", due_on=due, nature="complaint")
    make_problem(cast, title="水管漏水", voices=2)


class TestTheTable:
    @pytest.mark.parametrize(
        ("query", "found"),
        [("kind=complaint", ["路灯坏了"]), ("kind=praise", []), ("suspended=on", []), ("where=没有的地方", []),
         ("due_from=2020-01-01", ["路灯坏了"]), ("due_to=2020-01-01", []), ("due_to=nonsense&sort=number",
         ["路灯坏了", "水管漏水"]), ("sort=due", ["路灯坏了", "水管漏水"]), ("sort=-due", ["水管漏水", "路灯坏了"]),
         ("sort=-voices", ["水管漏水", "路灯坏了"]), ("sort=-number", ["水管漏水", "路灯坏了"])],
    )  # fmt: skip
    def test_filters_and_sorts(self, cast: Cast, sign_in: SignIn, query: str, found: list[str]) -> None:
        two(cast)

        assert listed(sign_in("liufang"), query) == found

    def test_says_how_many_and_counts_less_far_one_by_one(
        self, cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        two(cast)
        client = sign_in("liufang")
        assert client.get(LIST).context["total"] == "共 2 个问题"

        monkeypatch.setattr("huixiang.ledger.queries.ledger.COUNTED_ONE_BY_ONE", 0)

        assert client.get(LIST).context["total"] == "共 2 个问题"
        assert "0" in client.get(f"{LIST}?kind=complaint").context["total"]
        assert "0" in client.get(f"{LIST}?q=路灯").context["total"]

    def test_filters_by_leader(self, cast: Cast, sign_in: SignIn) -> None:
        two(cast)

        assert listed(sign_in("liufang"), f"leader={cast.people['zhouming'].pk}") == ["路灯坏了"]

    @pytest.mark.parametrize("sort", ["due", "-due", "number", "-voices", "opened", "-act"])
    def test_pages_through_all_rows_once(self, cast: Cast, sign_in: SignIn, sort: str) -> None:
        for n in range(52):
            make_problem(cast, title=f"坑洼{n}")
        client = sign_in("liufang")

        page = client.get(f"{LIST}?sort={sort}").context["page"]
        rest = listed(client, f"sort={sort}&at={page.older}")

        assert (len(page.items), len(rest)) == (50, 2)
        assert not {problem.title for problem in page.items} & set(rest)

    def test_says_how_many_match(self, cast: Cast, sign_in: SignIn) -> None:
        two(cast)

        assert "共 2 个问题" in sign_in("liufang").get(f"{LIST}?sort=-act").content.decode()

    def test_costs_the_same_at_3_and_30_problems_with_every_column(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("liufang")
        looking.choose_columns(columns=ALL_COLUMNS, by=cast.actor("liufang"), at=NOON)
        client.get(LIST)
        for _n in range(3):
            make_assigned(cast, co_units=(cast.water,))
        with CaptureQueriesContext(connection) as few:
            client.get(LIST)
        for _n in range(27):
            make_assigned(cast, co_units=(cast.water,))
        with CaptureQueriesContext(connection) as many:
            client.get(LIST)

        assert len(many) == len(few)

    def test_folds_rarer_conditions_away_until_one_is_set(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("liufang")

        assert '<details class="ledger-more">' in client.get("/desk/problems/").content.decode()
        narrowed = client.get("/desk/problems/?due_from=2026-03-01").content.decode()
        assert '<details class="ledger-more" open>' in narrowed


class TestColumns:
    def test_are_kept_per_person(self, cast: Cast, sign_in: SignIn) -> None:
        two(cast)
        client = sign_in("liufang")

        answer = client.post(f"{LIST}columns/?sort=due", {"columns": ["leader", "kind"]})

        assert (answer.status_code, answer["Location"]) == (302, f"{LIST}?sort=due")
        heads = [str(head.column.label) for head in client.get(LIST).context["table"].heads]
        assert heads == ["问题", "责任领导", "诉求性质"]
        assert len(sign_in("hejing").get(LIST).context["table"].heads) == 7

    def test_refuse_what_is_no_column(self, cast: Cast, sign_in: SignIn) -> None:
        assert sign_in("liufang").post(f"{LIST}columns/", {"columns": ["password"]}).status_code == 422


class TestViews:
    def keep(self, cast: Cast, name: str = "快到期", *, who: str = "liufang", shared: bool = False) -> LedgerView:
        return looking.save_ledger_view(
            name=name, query={"state": "assigned"}, columns=["due"], by=cast.actor(who), at=NOON, shared=shared
        )

    def test_keep_filter_order_and_columns(self, cast: Cast, sign_in: SignIn) -> None:
        two(cast)
        client = sign_in("liufang")

        answer = client.post(f"{LIST}views/?state=assigned&sort=due&at=x", {"name": "快到期", "shared": "on"})

        view = LedgerView.objects.get()
        assert (view.query, view.shared) == ({"state": "assigned", "sort": "due"}, True)
        assert answer["Location"] == f"{LIST}?state=assigned&sort=due&view={view.pk}"
        assert JournalEntry.objects.filter(action="ledger.view.saved").count() == 1

    def test_open_the_list_when_so_chosen(self, cast: Cast, sign_in: SignIn) -> None:
        client, view = sign_in("liufang"), self.keep(cast)

        client.post(f"{LIST}views/{view.pk}/", {"name": "我的", "opens": "on"})

        assert client.get(LIST)["Location"] == f"{LIST}?state=assigned&view={view.pk}"
        assert client.get(f"{LIST}?sort=-act").status_code == 200

    def test_refuse_a_name_twice_and_nothing_is_written(self, cast: Cast, sign_in: SignIn) -> None:
        self.keep(cast)

        answer = sign_in("liufang").post(f"{LIST}views/", {"name": "快到期"})

        assert answer.status_code == 422
        assert LedgerView.objects.count() == 1

    def test_are_shared_by_the_office_alone(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            self.keep(cast, who="wanglei", shared=True)

        assert not LedgerView.objects.exists()

    def test_of_others_are_neither_changed_nor_removed(self, cast: Cast, sign_in: SignIn) -> None:
        view = self.keep(cast, who="wanglei")

        with pytest.raises(NotFound):
            looking.remove_ledger_view(view_id=view.pk, by=cast.actor("liufang"), at=NOON)
        assert sign_in("liufang").get(f"{LIST}views/{view.pk}/").status_code == 404

    def test_go_after_a_question(self, cast: Cast, sign_in: SignIn) -> None:
        client, view = sign_in("liufang"), self.keep(cast)

        assert client.get(f"{LIST}views/{view.pk}/remove/").status_code == 200
        client.post(f"{LIST}views/{view.pk}/remove/")

        assert not LedgerView.objects.exists()


class TestManyAtOnce:
    def send(self, client: Client, numbers: list[int], **more: str) -> object:
        facts = {"what": "extend", "due_on": LATER.isoformat(), "reason": "等材料。", "chosen": numbers, **more}
        return client.post(f"{LIST}together/", facts)

    def seven(self, cast: Cast) -> list[int]:
        """Four problems whose deadline can move, and three that nobody works on."""
        return [make_assigned(cast, due_on=DUE).number for _ in range(4)] + [
            make_problem(cast, title=f"没人管{n}").number for n in range(3)
        ]

    def test_names_the_three_that_cannot_and_moves_none(self, cast: Cast, sign_in: SignIn) -> None:
        answer = self.send(sign_in("liufang"), self.seven(cast))

        html = answer.content.decode()  # type: ignore[attr-defined]
        assert answer.status_code == 409  # type: ignore[attr-defined]
        assert all(f"没人管{n}" in html for n in range(3))
        assert not DeadlineChange.objects.filter(extends=True).exists()
        assert not JournalEntry.objects.filter(action="ledger.problems.moved").exists()

    def test_moves_the_rest_when_told(self, cast: Cast, sign_in: SignIn) -> None:
        answer = self.send(sign_in("liufang"), self.seven(cast), leave_out="on")

        assert answer.status_code == 200  # type: ignore[attr-defined]
        assert Problem.objects.filter(due_on=LATER).count() == 4
        assert JournalEntry.objects.filter(action="ledger.deadline.extended").count() == 4
        entry = JournalEntry.objects.get(action="ledger.problems.moved")
        assert (entry.after["moved"], len(entry.after["left_out"])) == (4, 3)

    def test_asks_for_what_is_missing(self, cast: Cast, sign_in: SignIn) -> None:
        assert self.send(sign_in("liufang"), self.seven(cast), reason="").status_code == 422  # type: ignore[attr-defined]

    def test_shows_first_what_would_happen_to_all_that_match(self, cast: Cast, sign_in: SignIn) -> None:
        self.seven(cast)

        answer = sign_in("liufang").get(f"{LIST}together/?what=extend&everything=on&query=state%3Dassigned")

        assert len(answer.context["preview"].reached) == 4

    def test_is_refused_with_nothing_chosen_and_to_units(self, cast: Cast, sign_in: SignIn) -> None:
        assert sign_in("liufang").get(f"{LIST}together/?what=extend").status_code == 409
        assert sign_in("liufang").get(f"{LIST}together/?what=nonsense").status_code == 404
        assert sign_in("wanglei").get(f"{LIST}together/?what=extend").status_code == 403

    def test_refuses_more_than_500(self, cast: Cast) -> None:
        with pytest.raises(many.TooMany):
            many.require_some(501)


class TestSetLeader:
    def test_keeps_unit_and_deadline_and_leaves_a_trace(self, cast: Cast) -> None:
        problem = make_assigned(cast)

        many.set_leader(problem_id=problem.pk, leader=cast.people["zhouming"], by=cast.actor("liufang"), at=NOON)

        assert JournalEntry.objects.filter(action="ledger.leader.set").count() == 1

    def test_refuses_who_does_not_lead_the_unit(self, cast: Cast) -> None:
        problem = make_assigned(cast)

        with pytest.raises(WrongUnit):
            many.set_leader(problem_id=problem.pk, leader=cast.people["wanglei"], by=cast.actor("liufang"), at=NOON)

    def test_refuses_a_unit_and_a_problem_without_one(self, cast: Cast) -> None:
        claim, free = make_claimed(cast), make_problem(cast)

        for number, who in ((claim.problem_id, "wanglei"), (free.pk, "liufang")):
            with pytest.raises(NotAllowed):
                many.set_leader(problem_id=number, leader=cast.people["zhouming"], by=cast.actor(who), at=NOON)
