"""What of the work on a problem stays behind when it is merged."""

from __future__ import annotations

from huixiang.ledger.merging import work_left_behind
from huixiang.ledger.testing import make_assigned, make_measure
from huixiang.people.testing import Cast
from huixiang.sorting.testing import make_problem


class TestWorkLeftBehind:
    def test_names_the_measures(self, cast: Cast) -> None:
        problem, into = make_assigned(cast), make_problem(cast)
        make_measure(cast, problem)

        said = work_left_behind(problem, into)

        assert len(said) == 1
        assert f"第 {problem.number} 号问题的 1 条措施留在原处" in said[0]

    def test_is_nothing_where_nothing_was_planned(self, cast: Cast) -> None:
        assert work_left_behind(make_problem(cast), make_problem(cast)) == []

    def test_is_nothing_without_another_problem(self, cast: Cast) -> None:
        assert work_left_behind(make_problem(cast), None) == []
