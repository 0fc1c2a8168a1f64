"""Names of matters that last."""

import pyarrow as pa

from huixiang.digest.matters.names import names


def known(rows: dict[str, str | None]) -> pa.Table:
    return pa.table({"id": list(rows), "matter": list(rows.values())})


class TestNames:
    def test_are_made_of_the_central_voice(self) -> None:
        assert names([["a", "b"]], None) == names([["a", "c"]], None)
        assert names([["a", "b"]], None) != names([["b", "a"]], None)

    def test_follow_the_larger_part_when_a_matter_splits(self) -> None:
        before = known({"a": "m1", "b": "m1", "c": "m1"})

        first, second = names([["a", "x"], ["b", "c"]], before)

        assert second == "m1"
        assert first != "m1"

    def test_are_the_larger_ones_when_matters_merge(self) -> None:
        assert names([["a", "b", "c"]], known({"a": "m1", "b": "m2", "c": "m2"})) == ["m2"]

    def test_do_not_take_a_name_that_is_known_already(self) -> None:
        fresh = names([["a", "b"]], None)[0]

        assert names([["a", "b"], ["c", "d"]], known({"c": fresh, "d": fresh}))[1] == fresh
        assert names([["a", "b"], ["c", "d"]], known({"c": fresh, "d": fresh}))[0] != fresh
