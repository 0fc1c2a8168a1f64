"""New voices and the matters that are known."""

import pytest

from huixiang.digest.matters import NotInMatter, attach, explain
from huixiang.digest.matters.tests.voices import SAID, Row, by_id, sorted_into_matters, table

NEW: list[Row] = [
    ("n", "望江新城旁的搅拌站何时搬走", "望江新城小区附近的搅拌站粉尘噪音扰民，什么时候搬走？", "u7", 31),
    ("o", "图书馆周末能否延长开放", "希望图书馆周末开放到晚上九点，方便上班的人借书。", "u8", 31),
]


class TestAttach:
    def test_puts_a_voice_to_the_matter_it_is_like_and_leaves_others(self) -> None:
        known = sorted_into_matters(table(SAID))

        joined = attach(table(NEW), table(SAID), known)

        assert by_id(joined) == {"n": by_id(known.voices)["a"], "o": None}
        assert "相似" in joined["reason"].to_pylist()[0]

    def test_does_nothing_without_known_matters(self) -> None:
        known = sorted_into_matters(table(SAID[2:]))

        assert by_id(attach(table(NEW), table(SAID[2:]), known)) == {"n": None, "o": None}

    def test_takes_no_voice(self) -> None:
        assert len(attach(table([]), table(SAID), sorted_into_matters(table(SAID)))) == 0


class TestExplain:
    def test_names_the_matter_and_the_reason(self) -> None:
        known = sorted_into_matters(table(SAID))
        matter = known.matters["matter"].to_pylist()[0]

        told = explain(known, matter, "b")

        assert told.others == 1
        assert "搅拌站" in told.title

    def test_refuses_a_voice_of_another_matter(self) -> None:
        known = sorted_into_matters(table(SAID))

        with pytest.raises(NotInMatter):
            explain(known, known.matters["matter"].to_pylist()[0], "c")
