import pytest

from huixiang.digest.alarms import FEARED, SENSITIVE, URGENT, alarms_of, strongest
from huixiang.digest.naming import names_of


class TestAlarms:
    @pytest.mark.parametrize(
        ("text", "group"),
        [
            ("三号楼着火了", "fire"), ("楼道里有煤气的味道，怕是漏气", "gas"), ("小区停水三天了", "cut_off"),
            ("老人被困在家里", "person_in_danger"), ("井盖不见了", "open_danger"), ("举报村长贪污", "accusation"),
            ("孩子在学校被打", "minors"), ("我不想活了", "self_harm"), ("准备集体上访", "group_action"),
        ],
    )  # fmt: skip
    def test_are_found_by_their_words(self, text: str, group: str) -> None:
        found = alarms_of(text)

        assert group in {alarm.group for alarm in found}
        assert all(text[alarm.start : alarm.end] for alarm in found)

    @pytest.mark.parametrize("text", ["消防通道堵了，万一着火怎么办", "存在火灾隐患", "学校做了火灾应急演练"])
    def test_count_little_when_only_feared(self, text: str) -> None:
        assert strongest(alarms_of(text), URGENT) == FEARED

    @pytest.mark.parametrize("text", ["", "希望安装路灯", "公交车太少", "谢谢你们的工作"])
    def test_are_not_found_in_plain_words(self, text: str) -> None:
        assert alarms_of(text) == ()

    def test_are_surer_when_it_is_now(self) -> None:
        assert strongest(alarms_of("现在楼上着火了"), URGENT) > strongest(alarms_of("楼上着火了"), URGENT)
        assert strongest(alarms_of("楼上着火了"), SENSITIVE) == 0


class TestNames:
    def test_finds_the_longest_and_none_inside_another(self) -> None:
        names = names_of({"1": "桂花路", "2": "桂花路小学", "3": "北门"})

        found = [(one.key, one.start, one.end) for one in names.found_in("桂花路小学在北门桂花路")]

        assert found == [("2", 0, 5), ("3", 6, 8), ("1", 8, 11)]
