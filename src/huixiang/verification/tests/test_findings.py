"""Explaining and deciding on findings: who may, who may not, and what is written."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed
from huixiang.people.testing import NOON, Cast
from huixiang.verification import policies, queries, services
from huixiang.verification.formalism.states import FindingState
from huixiang.verification.models import Finding, RuleThreshold
from huixiang.verification.testing import make_finding

LATER = NOON + dt.timedelta(days=5)


def explain(cast: Cast, finding: Finding, who: str = "wanglei", words: str = "材料没到，没有新事。") -> Finding:
    return services.explain_finding(finding_id=finding.pk, words=words, by=cast.actor(who), at=LATER)


def review(
    cast: Cast, finding: Finding, who: str = "gaoyuan", *, upheld: bool = True, words: str = "三条一样。"
) -> Finding:
    return services.review_finding(finding_id=finding.pk, upheld=upheld, words=words, by=cast.actor(who), at=LATER)


class TestExplaining:
    @pytest.mark.parametrize("who", ["wanglei", "zhouming"])
    def test_is_for_those_of_the_unit(self, cast: Cast, who: str) -> None:
        finding = explain(cast, make_finding(cast), who)

        assert (finding.state, finding.explanation) == (FindingState.EXPLAINED, "材料没到，没有新事。")
        assert finding.explained_at == LATER
        entry = JournalEntry.objects.get(action="verification.finding.explained")
        assert entry.subject == f"problem:{finding.problem_id}"

    @pytest.mark.parametrize("who", ["hanbing", "liufang", "gaoyuan", "chentao"])
    def test_is_for_nobody_else(self, cast: Cast, who: str) -> None:
        finding = make_finding(cast)

        with pytest.raises(NotAllowed):
            explain(cast, finding, who)

        assert Finding.objects.get().explanation == ""

    def test_needs_words(self, cast: Cast) -> None:
        finding = make_finding(cast)

        with pytest.raises(services.NothingSaid):
            explain(cast, finding, words=" \0 ")

        assert Finding.objects.get().state == FindingState.OPEN

    def test_is_over_once_it_is_decided(self, cast: Cast) -> None:
        finding = make_finding(cast)
        review(cast, finding)

        with pytest.raises(NotAllowed):
            explain(cast, finding)

        assert Finding.objects.get().state == FindingState.UPHELD


class TestReviewing:
    @pytest.mark.parametrize(("upheld", "state"), [(True, "upheld"), (False, "dismissed")])
    def test_decides_with_a_reason(self, cast: Cast, upheld: bool, state: str) -> None:
        finding = review(cast, explain(cast, make_finding(cast)), upheld=upheld)

        assert (finding.state, finding.review_words) == (state, "三条一样。")
        entry = JournalEntry.objects.get(action=f"verification.finding.{state}")
        assert entry.before == {"state_of_finding": "explained"}
        assert entry.after == {"finding": finding.pk, "rule": "repeated_notes"}

    @pytest.mark.parametrize("who", ["liufang", "wanglei", "zhouming", "shenping", "chentao"])
    def test_is_for_supervisors_only(self, cast: Cast, who: str) -> None:
        finding = make_finding(cast)

        with pytest.raises(NotAllowed):
            review(cast, finding, who)

        assert Finding.objects.get().state == FindingState.OPEN

    def test_is_not_for_somebody_of_the_unit(self, cast: Cast) -> None:
        finding = make_finding(cast)
        finding.unit = cast.top

        ruling = policies.may_review(cast.actor("gaoyuan"), finding)

        assert str(ruling.reason) == "这条涉及您自己的单位，要由别人来定。"

    def test_is_not_done_twice(self, cast: Cast) -> None:
        finding = make_finding(cast)
        review(cast, finding)

        with pytest.raises(NotAllowed):
            review(cast, finding, upheld=False)

        assert Finding.objects.get().state == FindingState.UPHELD

    def test_needs_a_reason_in_the_database_too(self, cast: Cast) -> None:
        finding = make_finding(cast)

        with pytest.raises(IntegrityError), transaction.atomic():
            Finding.objects.filter(pk=finding.pk).update(state="upheld")


class TestThresholds:
    def set(self, cast: Cast, who: str = "gaoyuan", **facts: object) -> RuleThreshold:
        given = {"rule": "passed_around", "name": "hops", "value": 4.0, "since": NOON.date(), "reason": "三转是常事。"}
        return services.set_threshold(**{**given, **facts}, by=cast.actor(who), at=NOON)  # type: ignore[arg-type]

    def test_count_from_their_day_on(self, cast: Cast) -> None:
        self.set(cast, since=dt.date(2026, 4, 1))

        assert queries.limits_on(dt.date(2026, 3, 31))["passed_around"]["hops"] == 3
        assert queries.limits_on(dt.date(2026, 4, 1))["passed_around"]["hops"] == 4

    @pytest.mark.parametrize(
        "facts", [{"name": "nothing"}, {"rule": "nothing"}, {"value": -1.0}, {"since": dt.date(2026, 3, 1)}]
    )
    def test_that_cannot_be_are_refused(self, cast: Cast, facts: dict[str, object]) -> None:
        with pytest.raises(services.ThresholdImpossible):
            self.set(cast, **facts)  # type: ignore[arg-type]  # the wrong ones are wrong

        assert not RuleThreshold.objects.exists()

    @pytest.mark.parametrize("who", ["liufang", "zhouming", "admin"])
    def test_are_set_by_supervisors_only(self, cast: Cast, who: str) -> None:
        with pytest.raises(NotAllowed):
            self.set(cast, who)


class TestSeeing:
    @pytest.mark.parametrize(("who", "seen"), [("wanglei", 1), ("zhouming", 1), ("hanbing", 0), ("gaoyuan", 1)])
    def test_is_for_the_unit_and_those_above(self, cast: Cast, who: str, seen: int) -> None:
        make_finding(cast)

        assert queries.findings_seen_by(cast.actor(who)).count() == seen

    def test_counts_what_waits(self, cast: Cast) -> None:
        make_finding(cast)

        assert [queries.waiting_to_explain(cast.actor(who)) for who in ("wanglei", "hanbing", "gaoyuan")] == [1, 0, 0]
        assert [queries.waiting_to_review(cast.actor(who)) for who in ("wanglei", "gaoyuan")] == [0, 1]
