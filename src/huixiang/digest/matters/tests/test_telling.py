"""Titles, places and people of matters."""

import pyarrow as pa
import pytest

from huixiang.digest.bodies import bodies_of
from huixiang.digest.matters.telling import Heard, people_of, place_of, title_of
from huixiang.digest.matters.wording import count_words, telling_words
from huixiang.digest.places import places_of


def place(*titles: str, given: str | None = None) -> str | None:
    return place_of([Heard(title, "", given) for title in titles], [places_of(title) for title in titles])


class TestTitleOf:
    @pytest.mark.parametrize(
        ("title", "body", "told"),
        [
            ("投诉望江新城搅拌站扰民！！", "", "望江新城搅拌站扰民"),
            ("请问326路公交何时恢复？", "", "326路公交何时恢复"),
            ("关于柳岸花园漏水的问题", "", "柳岸花园漏水"),
            ("", "尊敬的领导您好，清河路的路灯坏了两个月。请修。", "清河路的路灯坏了两个月"),
            ("", "", "(无文字)"),
            ("投诉", "", "投诉"),
        ],
    )
    def test_gives(self, title: str, body: str, told: str) -> None:
        assert title_of(Heard(title, body, None)) == told


class TestPlaceOf:
    def test_is_the_place_most_voices_name_behind_its_district(self) -> None:
        assert place("B3区望江新城噪音", "B3区望江新城小区粉尘", "B3区清河路") == "B3区望江新城小区"

    def test_is_the_place_that_was_given(self) -> None:
        assert place("望江新城噪音", given="柳岸街道") == "柳岸街道"

    def test_is_none_without_any(self) -> None:
        assert place("噪音太大") is None


class TestPeople:
    def test_are_offices_and_roles_but_no_citizen(self) -> None:
        assert bodies_of("张三反映物业不作为，请住建局查处") == ("物业", "住建局")

    def test_come_most_named_first(self) -> None:
        texts = ["物业不修", "物业和城管都不管"]

        assert people_of(texts, [places_of(text) for text in texts]) == "物业、城管"


def test_words_are_those_of_the_matter_and_not_of_all() -> None:
    titles = ["搅拌站噪音扰民", "搅拌站粉尘扰民", "公交晚点扰民", "公交停运扰民"]
    voices = pa.table({"matter": [0, 0, 1, 1], "title": titles, "body": [""] * 4})

    words = telling_words(count_words(voices), 2)

    assert [words[0][0], words[1][0]] == ["搅拌站", "公交"]
