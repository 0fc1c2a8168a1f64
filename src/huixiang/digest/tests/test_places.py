"""Names found in texts of our own, and what counts as the same place."""

import pytest

from huixiang.digest.places import Place, core_of, places_agree, places_of


def names(text: str) -> list[tuple[str, str]]:
    return [(place.name, place.kind) for place in places_of(text)]


class TestPlacesOf:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("投诉B3区望江新城小区夜间施工", [("B3区", "district"), ("望江新城小区", "estate")]),
            ("B市柳岸街道桥头村三组何时修路", [("B市", "region"), ("柳岸街道", "town"), ("桥头村三组", "community")]),
            ("位于清河路与朝阳大道交叉口的路灯不亮", [("清河路", "road"), ("朝阳大道", "road")]),
            ("请问地铁6号线柳岸站何时开通", [("地铁6号线柳岸站", "line")]),
            ("建议增加326路公交班次", [("326路公交", "line")]),
            ("B9县市金穗驾校不退学费", [("B9县市", "district"), ("金穗驾校", "school")]),
            ("我们小区的道路在公园旁边", []),
            ("桥头村小学的操场", [("桥头村小学", "school")]),
            ("", []),
        ],
        ids=["estate", "group of a village", "roads", "station", "bus", "county-level city", "none", "within", "empty"],
    )
    def test_finds(self, text: str, found: list[tuple[str, str]]) -> None:
        assert names(text) == found

    def test_gives_the_span_in_the_text_as_written(self) -> None:
        assert places_of("反映丽景花园停水") == (Place("丽景花园", "estate", 2, 6),)

    def test_keeps_names_short_in_a_hostile_text(self) -> None:
        assert max(place.end - place.start for place in places_of("路" * 100_000)) <= 24


class TestPlacesAgree:
    @pytest.mark.parametrize(
        ("a", "b", "verdict"),
        [
            ("望江新城小区噪音", "望江小区太吵", True),
            ("望江新城小区噪音", "柳岸新城小区噪音", False),
            ("万科望江花园漏水", "万科柳岸花园漏水", False),
            ("望江花园漏水", "清河路漏水", None),
            ("B3区停水", "B7县停水", False),
            ("B市停水", "B3区停水", None),
            ("停水了", "望江花园停水", None),
        ],
        ids=["abbreviated", "same ending", "same builder", "other kinds", "districts", "region", "no place"],
    )
    def test_compares(self, a: str, b: str, verdict: bool | None) -> None:
        assert places_agree(places_of(a), places_of(b)) is verdict


def test_a_name_keeps_two_characters_of_its_own() -> None:
    assert core_of("万科望江花园二期") == "望江"
    assert core_of("新城国际") == "新城"
