"""Plans: made, filled, approved as versions that stay, kept in step; parts of helping units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, NotFound, Overtaken, Refusal
from huixiang.ledger import queries, services
from huixiang.ledger.models import CoUnit, Plan, PlanItem, PlanResult, PlanVersion
from huixiang.ledger.plan_lines import What, changes, digest_of, from_plain
from huixiang.ledger.states import PlanKind
from huixiang.ledger.testing import make_assigned, make_evidence, make_measure, make_working
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.testing import make_problem

DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db


def make_plan(cast: Cast, *, kind: PlanKind = PlanKind.RECTIFICATION, by: str = "liufang", **facts: object) -> Plan:
    head: dict[str, object] = {"title": "整改方案", "since": NOON.date(), "until": NOON.date() + 90 * DAY}
    return services.make_plan(kind=kind, unit=cast.top, by=cast.actor(by), at=NOON, **(head | facts))  # type: ignore[arg-type]


def approve(cast: Cast, plan: Plan, words: str = "领导小组第3次会议通过") -> PlanVersion:
    seen = digest_of(queries.lines_now(plan))
    return services.approve_plan(plan_id=plan.pk, words=words, seen=seen, by=cast.actor("gaoyuan"), at=NOON)


def take(cast: Cast, plan: Plan, *problems: int, by: str = "liufang") -> int:
    return services.take_into_plan(plan_id=plan.pk, problem_ids=problems, by=cast.actor(by), at=NOON)


def last_action() -> str:
    return JournalEntry.objects.latest("id").action


class TestPlan:
    def test_is_made_with_its_head(self, cast: Cast) -> None:
        plan = make_plan(
            cast, basis="市委通知", programme="供水巡查", target_on=NOON.date() + DAY, kind=PlanKind.SPECIAL
        )

        assert (plan.kind, plan.basis, plan.programme) == ("special", "市委通知", "供水巡查")
        assert last_action() == "ledger.plan.made"

    @pytest.mark.parametrize(
        ("facts", "refusal"),
        [
            ({"by": "wanglei"}, NotAllowed),
            ({"title": "  "}, services.WordsMissing),
            ({"until": NOON.date() - DAY}, services.PlanImpossible),
            ({"kind": PlanKind.SPECIAL, "programme": "供水巡查"}, services.PlanImpossible),
            ({"kind": PlanKind.SPECIAL, "target_on": NOON.date()}, services.PlanImpossible),
        ],
    )
    def test_is_refused(self, cast: Cast, facts: dict[str, object], refusal: type[Refusal]) -> None:
        with pytest.raises(refusal):
            make_plan(cast, **facts)  # type: ignore[arg-type]

        assert not Plan.objects.exists()

    def test_takes_problems_in_once(self, cast: Cast) -> None:
        plan, problem = make_plan(cast), make_assigned(cast)

        assert take(cast, plan, problem.pk) == 1
        assert last_action() == "ledger.plan.extended"
        with pytest.raises(services.NothingPlanned):
            take(cast, plan, problem.pk)
        assert PlanItem.objects.count() == 1

    def test_takes_in_nothing_of_which_one_is_unknown(self, cast: Cast) -> None:
        plan, problem = make_plan(cast), make_assigned(cast)

        with pytest.raises(NotFound):
            take(cast, plan, problem.pk, 999_999)
        with pytest.raises(NotAllowed):
            take(cast, plan, problem.pk, by="hejing")
        assert not PlanItem.objects.exists()

    def test_lets_a_problem_go_and_takes_it_in_again(self, cast: Cast) -> None:
        plan, problem = make_plan(cast), make_assigned(cast)
        take(cast, plan, problem.pk)
        leave = {"plan_id": plan.pk, "what": "problem", "thing_id": problem.pk, "at": NOON}

        services.leave_out_of_plan(**leave, by=cast.actor("liufang"))  # type: ignore[arg-type]

        assert queries.lines_now(plan) == []
        assert last_action() == "ledger.plan.shortened"
        with pytest.raises(NotFound):
            services.leave_out_of_plan(**leave, by=cast.actor("liufang"))  # type: ignore[arg-type]
        assert take(cast, plan, problem.pk) == 1


class TestVersion:
    def test_stays_as_it_was_approved_and_the_plan_says_what_changed(self, cast: Cast) -> None:
        plan, problem = make_plan(cast), make_assigned(cast)
        measure = make_measure(cast, problem)
        take(cast, plan, problem.pk)
        version = approve(cast, plan)
        services.drop_measure(measure_id=measure.pk, words="改为整杆更换", by=cast.actor("wanglei"), at=NOON)
        later = make_assigned(cast, title="桂花路井盖松动")
        take(cast, plan, later.pk)

        version.refresh_from_db()
        found = changes(from_plain(version.lines), queries.lines_now(plan))
        assert [(each.what, each.line.number) for each in found] == [
            (What.MEASURE_DROPPED, problem.number),
            (What.ADDED, later.number),
        ]

    def test_is_numbered_and_names_who_decided(self, cast: Cast) -> None:
        plan = make_plan(cast)
        take(cast, plan, make_assigned(cast).pk)
        first = approve(cast, plan)
        take(cast, plan, make_assigned(cast, title="井盖松动").pk)
        second = approve(cast, plan, "第4次会议")

        assert [(each.number, each.words) for each in (first, second)] == [
            (1, "领导小组第3次会议通过"),
            (2, "第4次会议"),
        ]
        assert last_action() == "ledger.plan.approved"

    def test_is_refused_for_an_empty_plan_without_words_or_twice(self, cast: Cast) -> None:
        plan = make_plan(cast)
        with pytest.raises(services.NothingPlanned):
            approve(cast, plan)
        take(cast, plan, make_working(cast).pk)
        with pytest.raises(services.WordsMissing):
            approve(cast, plan, " ")
        approve(cast, plan)
        with pytest.raises(services.NothingPlanned):
            approve(cast, plan)
        assert PlanVersion.objects.count() == 1

    def test_is_refused_when_the_ledger_moved_since_it_was_read(self, cast: Cast) -> None:
        plan, problem = make_plan(cast), make_assigned(cast)
        take(cast, plan, problem.pk)
        seen = digest_of(queries.lines_now(plan))
        make_measure(cast, problem)

        with pytest.raises(Overtaken):
            services.approve_plan(plan_id=plan.pk, words="通过", seen=seen, by=cast.actor("gaoyuan"), at=NOON)
        assert not PlanVersion.objects.exists()

    def test_is_not_approved_by_a_unit(self, cast: Cast) -> None:
        plan = make_plan(cast)
        with pytest.raises(NotAllowed):
            services.approve_plan(plan_id=plan.pk, words="通过", seen="", by=cast.actor("zhouming"), at=NOON)


class TestResult:
    def test_is_noted(self, cast: Cast) -> None:
        facts = {"plan_id": make_plan(cast).pk, "seen_on": NOON.date(), "words": "三口井恢复供水"}
        services.note_result(**facts, by=cast.actor("liufang"), at=NOON)  # type: ignore[arg-type]

        assert PlanResult.objects.get().words == "三口井恢复供水"
        assert last_action() == "ledger.plan.result"

    def test_of_a_day_to_come_or_by_a_unit_is_refused(self, cast: Cast) -> None:
        plan = make_plan(cast)
        for by, day in (("liufang", NOON.date() + DAY), ("wanglei", NOON.date())):
            with pytest.raises(Refusal):
                services.note_result(plan_id=plan.pk, seen_on=day, words="好", by=cast.actor(by), at=NOON)
        assert not PlanResult.objects.exists()


class TestChosenProblems:
    def test_are_those_of_the_numbers(self, cast: Cast) -> None:
        numbers = [make_problem(cast, title=f"第{at}件").number for at in range(5)]
        chosen = queries.Chosen(numbers=f"{numbers[0]}、{numbers[2]}-{numbers[3]}")

        found = queries.problems_chosen(cast.actor("liufang"), chosen)
        assert [each.number for each in found] == [numbers[0], numbers[2], numbers[3]]

    def test_are_those_of_a_unit_and_a_period(self, cast: Cast) -> None:
        problem = make_assigned(cast)
        make_problem(cast, title="没有单位")
        office = cast.actor("liufang")

        assert list(queries.problems_chosen(office, queries.Chosen(unit=cast.roads))) == [problem]
        late = queries.Chosen(unit=cast.roads, since=NOON.date() + DAY)
        assert not queries.problems_chosen(office, late)

    def test_are_not_shown_to_another_unit(self, cast: Cast) -> None:
        plan, problem = make_plan(cast), make_assigned(cast)
        take(cast, plan, problem.pk)
        lines = queries.lines_now(plan)

        assert queries.seen_lines(cast.actor("hanbing"), lines) == []
        assert queries.seen_lines(cast.actor("wanglei"), lines) == lines


class TestPart:
    def make(self, cast: Cast) -> CoUnit:
        problem = make_assigned(cast, co_units=(cast.water,))
        make_measure(cast, problem)
        make_evidence(cast, problem)
        return CoUnit.objects.get(problem=problem)

    def finish(self, cast: Cast, part: CoUnit, by: str = "hanbing", words: str = "水管接好了，已通水") -> CoUnit:
        return services.finish_part(
            problem_id=part.problem_id, part_id=part.pk, words=words, by=cast.actor(by), at=NOON
        )

    def claim(self, cast: Cast, part: CoUnit) -> object:
        return services.claim_completion(
            problem_id=part.problem_id, words="路面和水管都好了", by=cast.actor("wanglei"), at=NOON
        )

    def test_keeps_the_problem_open_until_its_unit_finished_it(self, cast: Cast) -> None:
        part = self.make(cast)
        with pytest.raises(services.PartsUnfinished, match="供排水股"):
            self.claim(cast, part)
        part.problem.refresh_from_db()
        assert part.problem.state == "working"

        self.finish(cast, part)
        assert last_action() == "ledger.part.finished"
        self.claim(cast, part)
        part.problem.refresh_from_db()
        assert part.problem.state == "claimed"

    @pytest.mark.parametrize(
        ("by", "words", "refusal"),
        [("wanglei", "好了", NotAllowed), ("liufang", "好了", NotAllowed), ("hanbing", " ", services.WordsMissing)],
    )
    def test_is_finished_by_that_unit_alone(self, cast: Cast, by: str, words: str, refusal: type[Refusal]) -> None:
        part = self.make(cast)
        with pytest.raises(refusal):
            self.finish(cast, part, by, words)
        part.refresh_from_db()
        assert part.finished_at is None

    def test_is_opened_again_with_a_reason(self, cast: Cast) -> None:
        part = self.finish(cast, self.make(cast))
        again: Callable[[], CoUnit] = lambda: services.reopen_part(  # noqa: E731 - said twice below
            problem_id=part.problem_id, part_id=part.pk, words="阀门又漏", by=cast.actor("hanbing"), at=NOON
        )

        assert again().finished_at is None
        assert last_action() == "ledger.part.reopened"
        with pytest.raises(Overtaken):
            again()
