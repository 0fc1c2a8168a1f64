"""The places of many texts at once: the same as one by one, whatever stands around the words."""

import pytest
from hypothesis import given, settings, strategies as st

from huixiang.digest.kernel.native import loaded
from huixiang.digest.place_words import BEFORE, ENDINGS, NOT_NAMES
from huixiang.digest.places import places_of
from huixiang.digest.placing import AT_ONCE, places_in

words = [word for kind in ENDINGS.values() for word in kind.split()] + BEFORE.split() + NOT_NAMES.split()
signs = [*"一二三十AB7Z9²②٣\n。，和的江水城路村市县区站组队", "地铁", "轻轨", "A7县市", "B市", "望江", "𠀀", "\ud800"]
texts = st.lists(st.one_of(st.sampled_from(words), st.sampled_from(signs)), max_size=14).map("".join)


@pytest.mark.skipif(loaded() is None, reason="no library was built here")
class TestPlacesIn:
    @given(st.lists(texts, max_size=20))
    @settings(max_examples=500, deadline=None)
    def test_finds_what_is_found_one_by_one(self, said: list[str]) -> None:
        assert places_in(said) == list(map(places_of, said))

    def test_finds_the_same_in_a_hostile_text(self) -> None:
        said = ["路" * 20_000, "A1\n市B12县市", "和城" * 5_000]

        assert places_in(said) == list(map(places_of, said))

    def test_keeps_the_order_of_very_many_texts(self) -> None:
        said = [f"望江{'一二三四五'[number % 5]}村的路灯" for number in range(2 * AT_ONCE + 1)]

        assert [found[0].name for found in places_in(said)] == [text[:4] for text in said]


def test_names_the_same_kinds_of_places() -> None:
    said = ["投诉B3区望江新城小区夜间施工", "", "桥头村三组何时修路"]

    assert [[place.kind for place in found] for found in places_in(said)] == [["district", "estate"], [], ["community"]]
