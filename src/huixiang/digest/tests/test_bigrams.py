"""Whatever a text contains can be found again by its terms."""

import re

import pytest
from hypothesis import given, strategies as st

from huixiang.digest.bigrams import Term, query_terms, terms
from huixiang.digest.normalise import normalise

HAN = st.text(alphabet="电梯坏了三号楼𠮷々〇", min_size=1, max_size=12)


class TestNormalise:
    @pytest.mark.parametrize(
        ("text", "plain"),
        [
            ("  Ａ１２３\u3000 ｗｉｆｉ\n坏了 ", "a123 wifi 坏了"),
            ("电\u200b梯\u200f\x00坏\u00ad了\ufeff", "电梯坏了"),
            ("①ﬁ½", "1fi1⁄2"),
            ("", ""),
        ],
    )
    def test_writes_it_one_way(self, text: str, plain: str) -> None:
        assert normalise(text) == plain

    @given(st.text())
    def test_changes_nothing_the_second_time(self, text: str) -> None:
        assert normalise(normalise(text)) == normalise(text)


class TestTerms:
    def test_cuts_runs_into_pairs_and_keeps_words_whole(self) -> None:
        assert terms("3号楼WiFi坏了，坏了") == ("3", "号楼", "楼", "wifi", "坏了", "了")

    def test_takes_rare_characters_for_chinese(self) -> None:
        assert terms("𠮷野家") == ("𠮷野", "野家", "家")

    @given(st.text())
    def test_holds_nothing_the_query_parser_could_mistake(self, text: str) -> None:
        for term in terms(text):
            assert not re.search(r"[\s'\"&|!()<>:*\\_\x00]", term)


class TestQueryTerms:
    def test_asks_for_pairs_whole_and_for_the_rest_by_prefix(self) -> None:
        assert query_terms("电梯坏 Wi 梯") == (
            Term("电梯", prefix=False),
            Term("梯坏", prefix=False),
            Term("wi", prefix=True),
            Term("梯", prefix=True),
        )
        assert query_terms("，。!'") == ()

    @given(HAN, HAN, HAN)
    def test_finds_every_text_that_contains_the_query(self, before: str, query: str, after: str) -> None:
        stored = terms(before + query + after)

        for term in query_terms(query):
            assert any(word == term.text or (term.prefix and word.startswith(term.text)) for word in stored)
