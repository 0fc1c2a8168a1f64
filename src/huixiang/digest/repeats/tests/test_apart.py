import pytest

from huixiang.digest.repeats.apart import apart, named_apart, placed


class TestApart:
    @pytest.mark.parametrize(
        ("ours", "theirs"),
        [
            ("望江花园楼下油烟扰民", "春晓小区楼下油烟扰民"),
            ("望江花园的业主常去人民广场，望江花园停水", "春晓小区的业主常去人民广场，春晓小区停水"),
            ("A7县城西镇的水发黄", "A3区城东镇的水发黄"),
        ],
        ids=["two estates", "two estates that name one square", "two districts"],
    )
    def test_is_true_of(self, ours: str, theirs: str) -> None:
        assert apart(*placed([ours, theirs]))
        assert apart(*placed([theirs, ours]))

    @pytest.mark.parametrize(
        ("ours", "theirs"),
        [
            ("望江花园楼下油烟扰民", "望江花园一期楼下油烟扰民"),
            ("望江花园楼下油烟扰民", "楼下油烟扰民"),
            ("望江花园停水", "春晓小区隔壁的望江花园停水"),
            ("城东中小学放学太早", "城西中小学放学太早"),
            ("路灯坏了", "路灯坏了"),
        ],
        ids=["one estate", "no place on one side", "one names both", "schools in general", "no place at all"],
    )
    def test_is_false_of(self, ours: str, theirs: str) -> None:
        assert not apart(*placed([ours, theirs]))


class TestNamedApart:
    def test_takes_a_part_for_the_same_place(self) -> None:
        assert not named_apart("城关镇", "城关镇北门社区")
        assert not named_apart(None, "城关镇")
        assert named_apart("城关镇", "柳林镇")
