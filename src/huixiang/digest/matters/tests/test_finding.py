"""Matters in texts of our own: what is joined, what stays apart, and what survives."""

import pyarrow as pa

from huixiang.digest.matters.tests.voices import SAID, Row, by_id, sorted_into_matters, table
from huixiang.digest.voices import VOICES


class TestFindMatters:
    def test_joins_what_is_said_of_one_thing_and_leaves_the_rest_alone(self) -> None:
        matter = by_id(sorted_into_matters(table(SAID)).voices)

        assert matter["a"] == matter["b"] is not None
        assert [matter["c"], matter["d"], matter["e"]] == [None, None, None]

    def test_tells_place_span_and_people(self) -> None:
        row = sorted_into_matters(table(SAID)).matters.to_pylist()[0]

        assert row["place"] == "望江新城小区"
        assert (row["first"].day, row["last"].day) == (1, 20)
        assert (row["voices"], row["speakers"], row["trend"]) == (2, 2, [2])
        assert "搅拌" in "".join(row["words"])

    def test_says_why(self) -> None:
        reasons = dict(zip("abcde", sorted_into_matters(table(SAID)).voices["reason"].to_pylist(), strict=True))

        assert "相似" in reasons["a"]
        assert reasons["c"] is None

    def test_keeps_repeats_with_the_voice_they_repeat(self) -> None:
        again: list[Row] = [*SAID, ("f", SAID[2][1], SAID[2][2], "u9", 25)]

        found = sorted_into_matters(table(again))

        assert by_id(found.voices)["f"] == by_id(found.voices)["c"] is not None
        assert found.voices["repeat_of"].to_pylist()[5] == "c"

    def test_keeps_the_names_of_known_matters_when_voices_are_added(self) -> None:
        before = sorted_into_matters(table(SAID))
        more: list[Row] = [
            ("0", "望江新城搅拌站粉尘噪音", "望江新城旁边搅拌站的粉尘和噪音还是老样子。", "u7", 31),
            *SAID,
        ]

        after = sorted_into_matters(table(more), known=before.voices)

        assert by_id(after.voices)["a"] == by_id(before.voices)["a"]
        assert by_id(after.voices)["0"] == by_id(before.voices)["a"]

    def test_gives_the_same_bytes_twice(self) -> None:
        first, second = sorted_into_matters(table(SAID)), sorted_into_matters(table(SAID))

        assert first.voices.equals(second.voices)
        assert first.matters.equals(second.matters)


class TestFindMattersSurvives:
    def test_no_voice(self) -> None:
        assert len(sorted_into_matters(table([])).matters) == 0

    def test_one_voice(self) -> None:
        assert by_id(sorted_into_matters(table(SAID[:1])).voices) == {"a": None}

    def test_empty_and_english_texts(self) -> None:
        odd: list[Row] = [
            ("a", "", "", None, 1),
            ("b", "", "", None, 1),
            ("c", "Noise at night", "The mixer is loud.", None, 2),
        ]

        assert len(sorted_into_matters(table(odd)).voices) == 3

    def test_one_text_many_times(self) -> None:
        same: list[Row] = [(str(number), SAID[0][1], SAID[0][2], None, 1) for number in range(2000)]

        matters = sorted_into_matters(table(same)).matters

        assert (matters["voices"].to_pylist(), matters["speakers"].to_pylist()) == ([2000], [1])

    def test_no_times(self) -> None:
        voices = table(SAID).set_column(4, VOICES.field("said_at"), pa.nulls(5, pa.timestamp("s")))

        row = sorted_into_matters(voices).matters.to_pylist()[0]

        assert (row["first"], row["trend"]) == (None, [])
