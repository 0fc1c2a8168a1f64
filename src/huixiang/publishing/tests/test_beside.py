"""What everybody sees of suspensions and exclusions, and the document of a supervision order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client

from huixiang.ledger.testing import make_assigned
from huixiang.ledger.testing_sides import (
    make_exclusion,
    make_supervision,
    make_supervision_answered,
    make_suspension,
    make_suspension_asked,
)
from huixiang.people.testing import Cast
from huixiang.publishing.queries import forget_counts
from huixiang.publishing.testing import make_public

SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    forget_counts()


def read(client: Client, path: str) -> str:
    """The text of a page that must load."""
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


class TestSuspensionInPublic:
    def test_says_why_and_that_it_is_late_all_the_same(self, cast: Cast) -> None:
        problem = make_assigned(cast)
        make_public(cast, problem)
        make_suspension(cast, make_suspension_asked(cast, problem))

        shown = read(Client(), f"/p/{problem.number}")
        assert ("汛期不能开挖" in shown, "超期" in shown) == (True, True)
        assert "已挂账" in read(Client(), "/")

    def test_says_nothing_before_somebody_outside_approved(self, cast: Cast) -> None:
        problem = make_suspension_asked(cast).problem
        make_public(cast, problem)

        assert "汛期不能开挖" not in read(Client(), f"/p/{problem.number}")


class TestExclusionInPublic:
    def test_is_a_count_and_hides_no_problem(self, cast: Cast) -> None:
        problem = make_exclusion(cast, granted=True).problem
        make_public(cast, problem)

        board = read(Client(), "/")
        assert ("其中 1 个不计入单位的统计" in board, f"/p/{problem.number}" in board) == (True, True)

    def test_that_was_refused_does_not_show(self, cast: Cast) -> None:
        make_exclusion(cast, granted=False)

        assert "不计入单位的统计" not in read(Client(), "/")


class TestSupervisionPaper:
    def test_bears_number_findings_answer_and_signature(self, cast: Cast, sign_in: SignIn) -> None:
        order = make_supervision_answered(cast, make_assigned(cast))

        response = sign_in("wanglei").get(f"/desk/papers/supervision/{order.pk}/")

        with zipfile.ZipFile(io.BytesIO(response.content)) as package:
            words = package.read("word/document.xml").decode()
        expected = (
            "督办〔2026〕1号",
            "桂花路路灯报修两周没有人到场",
            "三盏灯已换，派工单漏发。",
            "周明",
            "2026年3月9日",
        )
        assert [text in words for text in expected] == [True] * 5

    def test_is_not_for_other_units(self, cast: Cast, sign_in: SignIn) -> None:
        order = make_supervision(cast)

        assert sign_in("hanbing").get(f"/desk/papers/supervision/{order.pk}/").status_code == 404
