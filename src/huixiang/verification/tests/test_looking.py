"""Runs of the rules over what the real services left: what they find, again, no more, and whom they ask."""

from __future__ import annotations

import datetime as dt

from huixiang.journal.models import JournalEntry
from huixiang.ledger import services as ledger
from huixiang.ledger.states import EvidenceKind
from huixiang.ledger.testing import make_assigned, make_claimed, make_evidence, make_measure
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import services as sorting
from huixiang.sorting.models import Problem
from huixiang.sorting.states import ProblemState
from huixiang.verification import services
from huixiang.verification.formalism.states import FindingState
from huixiang.verification.models import Finding, FindingRun

DAY = dt.timedelta(days=1)
LATER = NOON + 40 * DAY


def look(cast: Cast, at: dt.datetime = LATER) -> services.Tally:
    return services.look_everywhere(organisation_id=cast.organisation.pk, now=lambda: at)


def rules_of(problem: Problem) -> set[str]:
    return set(Finding.objects.filter(problem=problem).values_list("rule", flat=True))


class SixWays:
    """王磊 of the roads unit tries to close on paper; every step is one that the services allow."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.handler = cast.actor("wanglei")

    def at_the_last_moment(self) -> Problem:
        problem = make_assigned(self.cast, due_on=dt.date(2026, 3, 13))
        return self._claim(problem, "三盏路灯3月13日由市政道路股换好。", at=NOON + 11 * DAY)

    def with_paper(self) -> Problem:
        problem = make_assigned(self.cast)
        for kind in (EvidenceKind.PAPER, EvidenceKind.MEETING, EvidenceKind.PAPER):
            make_evidence(self.cast, problem, kind=kind)
        return self._claim(problem, "市政道路股3月2日开会部署，方案已印发。")

    def with_an_empty_reply(self) -> Problem:
        return self._claim(make_assigned(self.cast), "已转相关部门处理，请耐心等待。")

    def with_a_later_deadline(self) -> Problem:
        problem = make_assigned(self.cast, due_on=dt.date(2026, 3, 6))
        return make_assigned(
            self.cast, problem, due_on=dt.date(2026, 4, 6), at=NOON + 10 * DAY, reason="材料没到，重新定期。"
        )

    def as_a_question(self) -> Problem:
        problem = make_assigned(self.cast, nature="complaint")
        return make_assigned(self.cast, problem, nature="consult", reason="按咨询答复。", at=NOON + DAY)

    def with_the_same_note(self) -> Problem:
        problem = make_assigned(self.cast)
        for day in range(3):
            ledger.note_progress(problem_id=problem.pk, words="持续跟进中。", by=self.handler, at=NOON + day * DAY)
        return problem

    def _claim(self, problem: Problem, words: str, at: dt.datetime = NOON) -> Problem:
        make_measure(self.cast, problem)
        make_evidence(self.cast, problem)
        ledger.claim_completion(problem_id=problem.pk, words=words, by=self.handler, at=at)
        return problem


class TestSixWaysToCloseOnPaper:
    def test_become_a_finding_each(self, cast: Cast) -> None:
        ways = SixWays(cast)
        tried = {
            "last_tenth": ways.at_the_last_moment(), "paper_evidence": ways.with_paper(),
            "empty_reply": ways.with_an_empty_reply(), "due_after_due": ways.with_a_later_deadline(),
            "softened_nature": ways.as_a_question(), "repeated_notes": ways.with_the_same_note(),
        }  # fmt: skip

        tally = look(cast)

        assert {rule: rules_of(problem) for rule, problem in tried.items()} == {rule: {rule} for rule in tried}
        assert (tally.problems, tally.found) == (6, 6)

    def test_are_not_found_where_work_was_done(self, cast: Cast) -> None:
        problem = make_assigned(cast)
        make_measure(cast, problem)
        make_evidence(cast, problem)
        words = "3月3日市政道路股换了三盏灯头，当晚亮了。"
        ledger.claim_completion(problem_id=problem.pk, words=words, by=cast.actor("wanglei"), at=NOON + DAY)

        look(cast)

        assert not Finding.objects.exists()


class TestLookingAgain:
    def test_finds_nothing_twice(self, cast: Cast) -> None:
        SixWays(cast).with_the_same_note()
        look(cast)

        again = services.look_everywhere(organisation_id=cast.organisation.pk, now=lambda: LATER, whole=True)

        assert (again.problems, again.found) == (1, 0)
        assert Finding.objects.count() == 1

    def test_looks_at_what_changed_only(self, cast: Cast) -> None:
        SixWays(cast).with_the_same_note()
        look(cast)

        assert look(cast, LATER + DAY).problems == 0
        assert FindingRun.objects.filter(whole=True).count() == 1

    def test_keeps_what_no_longer_holds_as_overtaken(self, cast: Cast) -> None:
        problem = SixWays(cast).with_the_same_note()
        look(cast)
        services.set_threshold(
            rule="repeated_notes", name="times", value=4, since=LATER.date(), reason="三条太少。",
            by=cast.actor("gaoyuan"), at=LATER,
        )  # fmt: skip

        services.look_at_problem(problem_id=problem.pk, at=LATER)

        finding = Finding.objects.get()
        assert (finding.state, finding.limits) == (FindingState.OVERTAKEN, {"times": 3})
        assert finding.overtaken_at == LATER

    def test_opens_again_what_holds_again(self, cast: Cast) -> None:
        problem = SixWays(cast).with_the_same_note()
        look(cast)
        Finding.objects.update(state=FindingState.OVERTAKEN, overtaken_at=LATER)

        services.look_at_problem(problem_id=problem.pk, at=LATER)

        assert Finding.objects.get().state == FindingState.OPEN

    def test_leaves_a_decision_alone(self, cast: Cast) -> None:
        problem = SixWays(cast).with_the_same_note()
        look(cast)
        finding = Finding.objects.get()
        services.review_finding(
            finding_id=finding.pk, upheld=True, words="三条一样，没有新事。", by=cast.actor("gaoyuan"), at=LATER
        )
        Finding.objects.update(measured={"times": 99})

        services.look_at_problem(problem_id=problem.pk, at=LATER)

        assert Finding.objects.get().measured == {"times": 99}

    def test_writes_it_into_the_life_of_the_problem(self, cast: Cast) -> None:
        problem = SixWays(cast).with_the_same_note()

        look(cast)

        entry = JournalEntry.objects.get(action="verification.finding.found")
        assert (entry.subject, entry.actor_role) == (f"problem:{problem.pk}", "system")
        assert entry.after == {"rule": "repeated_notes"}


class TestUnits:
    def test_are_found_with_one_measure_for_five_problems(self, cast: Cast) -> None:
        for _ in range(5):
            make_measure(cast, make_assigned(cast), words="提高认识，加强管理。")

        look(cast)

        finding = Finding.objects.get(rule="same_measure")
        assert (finding.unit, finding.problem, finding.measured["problems"]) == (cast.roads, None, 5)
        assert len(finding.records) == 5

    def test_are_found_once_a_month(self, cast: Cast) -> None:
        for _ in range(5):
            make_measure(cast, make_assigned(cast), words="提高认识，加强管理。")
        look(cast)

        look(cast, LATER + DAY)
        look(cast, LATER + 30 * DAY)

        assert Finding.objects.filter(rule="same_measure").count() == 2

    def test_are_found_when_four_problems_get_the_same_reply(self, cast: Cast) -> None:
        for _ in range(4):
            make_claimed(cast)

        look(cast)

        copied = Finding.objects.filter(rule="copied_reply")
        assert [one.measured for one in copied] == [{"copies": 3}] * 4


class TestOrdinaryWork:
    def test_that_never_left_its_unit_is_no_ping_pong_and_a_redo_no_edited_deadline(self, cast: Cast) -> None:
        claim = make_claimed(cast, make_assigned(cast))
        sorting.move_problem(sorting.lock_problem(claim.problem_id), ProblemState.DISPUTED, at=NOON + 20 * DAY)

        look(cast)

        assert not rules_of(claim.problem) & {"blind_return", "passed_around", "due_after_due"}
