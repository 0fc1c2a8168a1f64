"""What a text adds to another."""

from huixiang.digest.adding import LONGEST, Piece, added_to

BASE = "桂花路的路灯坏了三盏，晚上老人不敢出门。"


def added(text: str) -> list[str]:
    return [piece.text for piece in added_to(BASE, text) if piece.added]


class TestAddedTo:
    def test_marks_what_only_the_second_says(self) -> None:
        assert added("桂花路的路灯坏了，孩子放学摔跤。") == ["孩子放学摔跤"]

    def test_takes_another_order_for_the_same(self) -> None:
        assert added("老人晚上不敢出门，桂花路的路灯坏了三盏。") == []

    def test_marks_a_text_about_something_else_as_a_whole(self) -> None:
        assert added_to("垃圾", "电梯停运") == (Piece("电梯停运", added=True),)

    def test_loses_no_character(self) -> None:
        text = "  桂花路\n路灯坏了！！ABC 12 号楼的李大妈😀说…… "

        assert "".join(piece.text for piece in added_to(BASE, text)) == text

    def test_of_an_empty_text_is_nothing(self) -> None:
        assert added_to(BASE, "") == ()

    def test_compares_so_many_characters_at_most(self) -> None:
        pieces = added_to(BASE, "路灯。" * (LONGEST // 3 + 1) + "电梯停运")

        assert not any(piece.added for piece in pieces)
