"""What points at a person is proposed; what only looks like it stays."""

from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st

from huixiang.digest.marks import Mask, MaskKind
from huixiang.digest.masking import WORDS, apply_masks, propose_masks
from huixiang.digest.tests.personal import NAMES, LabelledLine, labelled_lines

LINES = labelled_lines()


def kinds(text: str) -> list[tuple[str, str]]:
    return [(str(mask.kind), text[mask.start : mask.end]) for mask in propose_masks(text, names=NAMES)]


def score(lines: Sequence[LabelledLine]) -> tuple[float, float]:
    """Recall and precision over exact spans with their kinds."""
    wanted = {(line.text, *span) for line in lines for span in line.spans}
    found = {
        (line.text, mask.start, mask.end, mask.kind) for line in lines for mask in propose_masks(line.text, names=NAMES)
    }
    assert found, "nothing was proposed at all"
    return len(wanted & found) / len(wanted), len(wanted & found) / len(found)


class TestProposeMasks:
    def test_finds_almost_all_and_little_else(self) -> None:
        recall, precision = score(LINES)

        assert len(LINES) >= 300
        assert recall >= 0.98
        assert precision >= 0.95

    @pytest.mark.parametrize(
        ("text", "place", "kind"),
        [
            ("电话13800138000。", "13800138000", "phone"),
            ("１３８００１３８０００", "１３８００１３８０００", "phone"),
            ("138 0013 8000", "138 0013 8000", "phone"),
            ("1 3 8 0 0 1 3 8 0 0 0", "1 3 8 0 0 1 3 8 0 0 0", "phone"),
            ("打一三八零零一三八零零零找我", "一三八零零一三八零零零", "phone"),
            ("138\u200b0013\u200b8000", "138\u200b0013\u200b8000", "phone"),
            ("+86-138-0013-8000", "+86-138-0013-8000", "phone"),
            ("座机0571-88886666转8012", "0571-88886666转8012", "landline"),
            ("(010)62345678", "(010)62345678", "landline"),
            ("身份证11010519491231002X", "11010519491231002X", "id_card"),
            ("卡号6222 0212 3456 7890 123", "6222 0212 3456 7890 123", "bank_card"),
            ("车牌京A·12345", "京A·12345", "plate"),
            ("浙AD12345堵门", "浙AD12345", "plate"),
            ("发到zhang.san@example.com.cn吧", "zhang.san@example.com.cn", "email"),
            ("加微信：wx_zhang-88", "wx_zhang-88", "wechat_qq"),
            ("QQ号是123456789", "123456789", "wechat_qq"),
            ("财务科张科长不办", "张", "name"),
            ("王某某收钱", "王某某", "name"),
            ("我叫欧阳小明，住3号", "欧阳小明", "name"),
            ("联系人：王 伟", "王 伟", "name"),
            ("周明他们说", "周明", "name"),
            ("住3号楼2单元501室", "3号楼2单元501室", "address"),
        ],
    )
    def test_sees_through_the_ways_of_writing(self, text: str, place: str, kind: str) -> None:
        assert kinds(text) == [(kind, place)]

    @pytest.mark.parametrize(
        "text",
        [
            "拨打12345没人接，12315也没有",
            "一共13800000000元",
            "订单号：20240506138001380001",
            "运单号13800138000",
            "国发〔2024〕12号文件",
            "2024-05-06 08:30:00 到 2024年5月7日",
            "统一社会信用代码91330100123456789X",
            "由于老师不够，允许同学请假",
            "每周主任例会，对方经理没来，工程队长不管",
            "任何同志都要提高老师待遇",
            "汇总施工情况，办公室主任签字",
            "负责人高度重视，联系人不明",
            "安装Windows10和更新HTML5",
            "微信支付20元，微信群里说了",
            "三号楼电梯坏了2024次，3号楼、12栋都有",
            "1、2、3、4、5、6、7、8、9、10、11、12",
            "欠薪1234567.89元，面积138.5平方米",
            "客服400-820-8820",
        ],
    )
    def test_leaves_alone(self, text: str) -> None:
        assert kinds(text) == []

    @pytest.mark.parametrize(
        ("text", "certain"),
        [
            ("11010519491231002X", True),
            ("110105194912310021", False),
            ("4111111111111111", True),
            ("4111111111111112", False),
        ],
    )
    def test_is_certain_only_if_the_check_digit_holds(self, text: str, certain: bool) -> None:
        assert [mask.certain for mask in propose_masks(text)] == [certain]

    @given(st.text(alphabet="1380一三八零张李老师科长京A·@.qx微信号: -()+86年元\u200b１某", max_size=60))
    def test_gives_places_in_order_that_never_overlap(self, text: str) -> None:
        masks = propose_masks(text, names=["张三", "李四"])

        ends = [place for mask in masks for place in (mask.start, mask.end)]
        assert ends == sorted(ends)
        assert all(0 <= mask.start < mask.end <= len(text) for mask in masks)

    @pytest.mark.parametrize(
        "piece",
        ["1", "1 ", "一", "138 ", "a", "a.", "a@", "京A", "0571", "微信", "张", "姓名:", "\u200b1", "1-", "1单元"],
    )
    def test_comes_back_from_hostile_text(self, piece: str) -> None:
        # How long it takes is measured in bench/; a pattern that exploded would not come back at all.
        text = piece * (200_000 // len(piece))

        masks = propose_masks(text, names=NAMES)

        assert all(mask.end <= len(text) for mask in masks)


class TestApplyMasks:
    def test_names_what_was_there(self) -> None:
        text = "我叫周小明，电话13800138000"

        assert apply_masks(text, propose_masks(text)) == "我叫［姓名］，电话［电话］"

    def test_takes_other_words(self) -> None:
        words = {**WORDS, MaskKind.NAME: "[name]"}

        assert apply_masks("周明", [Mask(0, 2, MaskKind.NAME, certain=True)], words) == "[name]"

    @given(st.text(alphabet="1380一三八零张李老师科长京A·@.qx微信号: -年元\u200b１某", max_size=60))
    def test_changes_nothing_outside_the_places(self, text: str) -> None:
        masks = propose_masks(text)
        marked = apply_masks(text, masks, dict.fromkeys(MaskKind, "\ue000"))

        outside = [char for place, char in enumerate(text) if not any(m.start <= place < m.end for m in masks)]
        assert [char for char in marked if char != "\ue000"] == outside
        assert marked.count("\ue000") == len(masks)

    @pytest.mark.parametrize(("start", "end"), [(0, 9), (2, 2), (-1, 2)])
    def test_refuses_places_outside_the_text(self, start: int, end: int) -> None:
        with pytest.raises(ValueError, match="mask"):
            apply_masks("周明", [Mask(start, end, MaskKind.NAME, certain=True)])
