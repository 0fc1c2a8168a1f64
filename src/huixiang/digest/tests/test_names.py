"""Names are found where words show them, and words that only look like names stay."""

import pytest

from huixiang.digest.masking import propose_masks


def names(text: str, *roster: str) -> list[str]:
    return [text[mask.start : mask.end] for mask in propose_masks(text, names=roster) if mask.kind == "name"]


class TestFindNames:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("承包人马某某拖欠工钱", ["马某某"]),
            ("反映人：司徒明明，男", ["司徒明明"]),
            ("欧阳科长不在", ["欧阳"]),
            ("业主陈芳。", ["陈芳"]),
        ],
    )
    def test_finds(self, text: str, found: list[str]) -> None:
        assert names(text) == found

    @pytest.mark.parametrize(
        "text",
        [
            "平江县长寿镇的桥断了",
            "城关镇长期停水",
            "被小区业主公摊",
            "业主代表在现场",
            "收取业主费用的去向",
            "申请人：高新区管委会",
            "白云山庄主任科员",
        ],
    )
    def test_leaves_alone(self, text: str) -> None:
        assert names(text) == []

    def test_takes_the_longer_of_two_names_on_the_roster(self) -> None:
        assert names("周明华来过", "周明", "周明华") == ["周明华"]

    def test_takes_names_of_any_length_on_the_roster(self) -> None:
        assert names("买买提·吐尔逊和欧阳建国说了", "买买提·吐尔逊", "欧阳建国") == ["买买提·吐尔逊", "欧阳建国"]
