from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huixiang.kernel import clock
from huixiang.ledger import services as ledger
from huixiang.ledger.models import Evidence
from huixiang.ledger.testing import make_assigned, make_claimed, make_evidence, make_measure, make_working
from huixiang.people.testing import NOON, Cast
from huixiang.publishing import services
from huixiang.publishing.testing import make_problem, make_public
from huixiang.sorting import services as sorting
from huixiang.verification.testing import make_confirmed, say


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


def page_of(client: Client, number: int) -> str:
    return client.get(f"/p/{number}").content.decode()


class TestProblemPage:
    def test_hides_words_that_are_not_approved(self, cast: Cast, client: Client) -> None:
        problem = make_problem(cast, title="张三家的路灯", statement="电话13800138000")

        page = page_of(client, problem.number)

        assert "张三" not in page
        assert "13800138000" not in page
        assert "正文待审核" in page

    def test_names_the_leader_but_no_other_staff(self, cast: Cast, client: Client) -> None:
        problem = make_public(cast, make_working(cast))

        page = page_of(client, problem.number)

        assert "周明" in page
        assert not [name for name in ("王磊", "刘芳", "何静") if name in page]

    def test_shows_an_extension_with_its_reason_masked(self, cast: Cast, client: Client) -> None:
        problem = make_assigned(cast)
        until = dt.date(2026, 4, 10)
        reason = "等配件，联系人电话13800138000"
        ledger.extend_deadline(problem_id=problem.pk, due_on=until, reason=reason, by=cast.actor("liufang"), at=NOON)

        page = page_of(client, problem.number)

        assert "等配件" in page
        assert "13800138000" not in page

    def test_shows_measures_only_after_approval(self, cast: Cast, client: Client) -> None:
        problem = make_assigned(cast)
        measure = make_measure(cast, problem, words="请王磊换灯头")

        before = page_of(client, problem.number)
        services.publish_measure(measure_id=measure.pk, words="换灯头", by=cast.actor("liufang"), at=NOON)

        assert "这项措施的文字待审核" in before
        assert "换灯头" not in before
        assert "换灯头" in page_of(client, problem.number)

    def test_counts_those_who_spoke(self, cast: Cast, client: Client) -> None:
        claim = make_claimed(cast, voices=3)
        say(cast, claim, solved=False, words="还是黑的")

        page = page_of(client, claim.problem.number)

        assert "没有解决，重新办理" in page
        assert "还是黑的" not in page

    def test_holds_back_what_fewer_than_ten_said(self, cast: Cast, client: Client) -> None:
        claim = make_confirmed(cast, voices=9)

        page = page_of(client, claim.problem.number)

        assert "不足 10 份" in page
        assert "说解决了的约占" not in page

    def test_rounds_what_ten_or_more_said(self, cast: Cast, client: Client) -> None:
        claim = make_confirmed(cast, voices=12)

        page = page_of(client, claim.problem.number)

        assert [words in page for words in ("10 份以上", "说解决了的约占", "≥95 %", "72 %")] == [True] * 4

    def test_shows_no_share_while_somebody_may_still_answer(self, cast: Cast, client: Client) -> None:
        claim = make_claimed(cast, voices=11)
        for nth in range(10):
            say(cast, claim, solved=True, nth=nth)

        page = page_of(client, claim.problem.number)

        assert "回话的日子过了再公布" in page
        assert "说解决了的约占" not in page

    def test_points_to_the_other_when_merged(self, cast: Cast, client: Client) -> None:
        one, other = make_problem(cast), make_problem(cast)
        sorting.merge_problems(problem_id=one.pk, into_id=other.pk, by=cast.actor("hejing"), at=NOON)

        assert f'href="/p/{other.number}"' in page_of(client, one.number)

    @pytest.mark.parametrize("number", [0, 999, 2**31, 10**30])
    def test_is_unknown_for_another_number(self, cast: Cast, client: Client, number: int) -> None:
        assert client.get(f"/p/{number}").status_code == 404

    def test_costs_the_same_with_much_and_little_life(self, cast: Cast, client: Client) -> None:
        problem = make_public(cast, make_working(cast))
        services.approve_evidence(evidence_id=Evidence.objects.get().pk, by=cast.actor("liufang"), at=NOON)
        page_of(client, problem.number)
        with CaptureQueriesContext(connection) as little:
            page_of(client, problem.number)
        for _ in range(9):
            make_measure(cast, problem)
            evidence = make_evidence(cast, problem)
            services.approve_evidence(evidence_id=evidence.pk, by=cast.actor("liufang"), at=NOON)

        with CaptureQueriesContext(connection) as much:
            page_of(client, problem.number)

        assert len(little) == len(much)


class TestEvidence:
    def test_is_shown_in_words_after_approval(self, cast: Cast, client: Client) -> None:
        problem = make_working(cast)
        evidence = Evidence.objects.get()

        before = page_of(client, problem.number)
        services.approve_evidence(evidence_id=evidence.pk, by=cast.actor("liufang"), at=NOON)

        assert "还有 1 份佐证待审核" in before
        assert "当晚试亮" in page_of(client, problem.number)

    def test_without_a_file_is_unknown(self, cast: Cast, client: Client) -> None:
        problem = make_working(cast)

        assert client.get(f"/p/{problem.number}/evidence/{Evidence.objects.get().pk}").status_code == 404
