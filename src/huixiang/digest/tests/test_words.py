"""The same text is cut the same way, whatever shape its letters have; punctuation is no word."""

import numpy as np
from hypothesis import given, strategies as st

from huixiang.digest.stop_words import STOP_WORDS
from huixiang.digest.words import cut, segment, spaced

TEXT = st.text(alphabet="三号楼电梯坏了，Ａａ1２ \u200b😀。\ud800", max_size=30)


class TestCut:
    def test_cuts_into_words_and_leaves_out_what_is_none(self) -> None:
        assert cut("小区电梯坏了，没有人维修！😀") == ["小区", "电梯", "坏", "了", "没有", "人", "维修"]

    def test_keeps_letters_and_numbers_whole_in_one_way_of_writing(self) -> None:
        assert cut("A7县WiFi 2019年") == ["a7", "县", "wifi", "2019", "年"]
        assert cut("Ａ７县ＷＩＦＩ ２０１９年") == cut("a7县wifi 2019年")

    def test_cuts_nothing_out_of_nothing(self) -> None:
        assert cut("") == cut(" \n\t") == cut("。。。") == cut("\ud800") == []

    def test_leaves_an_unknown_name_in_characters(self) -> None:
        assert cut("魑魅之城") == ["魑魅", "之", "城"]

    @given(TEXT)
    def test_gives_words_that_hold_a_letter_or_digit(self, text: str) -> None:
        assert all(any(map(str.isalnum, word)) for word in cut(text))


class TestSegment:
    def test_numbers_words_in_order_of_first_appearance(self) -> None:
        words = segment(["电梯坏了", "", "坏了电梯。"])
        assert words.terms == ("电梯", "坏", "了")
        assert words.ids.tolist() == [0, 1, 2, 1, 2, 0]
        assert words.offsets.tolist() == [0, 3, 3, 6]
        assert (str(words.ids.dtype), str(words.offsets.dtype)) == ("int32", "int64")

    @given(st.lists(TEXT, max_size=5))
    def test_says_what_cut_says(self, texts: list[str]) -> None:
        words = segment(texts)
        assert [words.of(row) for row in range(len(words))] == list(map(cut, texts))

    def test_of_no_texts_is_empty(self) -> None:
        words = segment([])
        assert (len(words), words.terms, words.ids.size) == (0, (), 0)

    def test_says_how_far_it_is(self) -> None:
        heard: list[tuple[str, int, int]] = []
        segment(["食堂", "太贵"], progress=lambda stage, done, of: heard.append((stage, done, of)))
        assert heard == [("words", 0, 2), ("words", 2, 2)]

    def test_takes_a_very_long_cell(self) -> None:
        assert segment(["我" * 60_000]).ids.size == 60_000


class TestWords:
    def test_give_the_row_of_each_word(self) -> None:
        assert segment(["食堂饭菜", "", "停水"]).rows().tolist() == [0, 0, 2]

    def test_give_some_texts_in_another_order(self) -> None:
        words = segment(["食堂饭菜", "", "停水"]).take(np.array([2, 1, 0]))
        assert [words.of(row) for row in range(3)] == [["停水"], [], ["食堂", "饭菜"]]

    def test_without_some_keep_the_order_of_the_rest(self) -> None:
        words = segment(["我们的食堂关门了"]).without(STOP_WORDS)
        assert words.of(0) == ["食堂", "关门"]
        assert words.terms == ("食堂", "关门")


class TestSpaced:
    def test_cuts_a_word_further_that_the_dictionary_does_not_have(self) -> None:
        assert spaced(["澹阳 停水"]).of(0) == cut("澹阳停水")

    def test_takes_words_as_they_were_cut(self) -> None:
        words = spaced(["投诉 物业公司 。 停水 ", ""])
        assert [words.of(0), words.of(1)] == [["投诉", "物业公司", "停水"], []]
