"""A scheme speaks before anybody labels; labels are learnt on top of it."""

from pathlib import Path

import pytest

from huixiang.digest.classes.classifying import classify
from huixiang.digest.classes.model import Model
from huixiang.digest.classes.schemes import FOUR_WINDS, PUBLIC_AFFAIRS, Heading, Scheme, shipped
from huixiang.digest.classes.starting import scheme_start
from huixiang.digest.classes.storing import load, save
from huixiang.digest.classes.tests.spoken import AT, CLASSES, spoken
from huixiang.digest.errors import DigestError

SCHEME = Scheme(
    "后勤", (Heading("食堂", ("饭菜", "窗口")), Heading("电梯", ("维修",)), Heading("公交", ("乘客", "司机")))
)


def labels_of(model: Model, texts: list[str]) -> list[str | None]:
    found: list[str | None] = classify(model, texts, surest=0)["label"].to_pylist()
    return found


class TestSchemeStart:
    def test_suggests_by_keywords_without_any_text(self) -> None:
        model = scheme_start(SCHEME, [], seed=1, at=AT)
        assert labels_of(model, ["饭菜凉了", "电梯又坏了", "司机急刹车"]) == list(CLASSES)

    def test_is_silent_where_no_keyword_is(self) -> None:
        model = scheme_start(SCHEME, [], seed=1, at=AT)
        assert classify(model, ["图书馆座位太少"], surest=0.5)["label"].to_pylist() == [None]

    def test_learns_the_company_of_keywords_from_unlabelled_texts(self) -> None:
        model = scheme_start(SCHEME, spoken()[0], seed=1, at=AT)
        assert labels_of(model, ["按钮失灵，年检过期", "站台没有雨棚"]) == ["电梯", "公交"]

    def test_agrees_with_most_labels_it_never_saw(self) -> None:
        texts, labels = spoken()
        found = labels_of(scheme_start(SCHEME, texts, seed=1, at=AT), texts)
        assert sum(map(str.__eq__, labels, map(str, found))) >= 28

    def test_keeps_keywords_that_no_text_has(self) -> None:
        texts = [text for text in spoken()[0] if "乘客" not in text]
        assert labels_of(scheme_start(SCHEME, texts, seed=1, at=AT), ["乘客"]) == ["公交"]

    def test_lets_a_few_labels_guide_the_keywords(self) -> None:
        texts, _ = spoken()
        pool = [*texts, *["宿舍热水太少"] * 3, *["宿舍热水不热"] * 3]
        told = [*[None] * 30, *["食堂"] * 6]
        assert labels_of(scheme_start(SCHEME, pool, told, seed=1, at=AT), ["热水不热"]) == ["食堂"]

    def test_learns_many_labels_on_top_of_the_scheme(self) -> None:
        texts, labels = spoken()
        swapped = ["公交" if name == "电梯" else name for name in labels]
        model = scheme_start(SCHEME, texts * 6, swapped * 6, seed=1, at=AT)
        assert labels_of(model, ["电梯又坏了", "饭菜凉了"]) == ["公交", "食堂"]

    def test_names_labels_outside_the_scheme(self) -> None:
        model = scheme_start(SCHEME, ["食堂太贵", "路灯不亮"], ["食堂", "照明"], seed=1, at=AT)
        assert model.taxonomies[0].left_out == ("照明",)

    def test_gives_the_same_model_for_the_same_seed(self) -> None:
        texts, labels = spoken()
        one, two = (scheme_start(SCHEME, texts * 6, labels * 6, seed=3, at=AT) for _ in range(2))
        assert one.taxonomies[0].weights.tobytes() == two.taxonomies[0].weights.tobytes()

    def test_refuses_a_scheme_of_one_heading_and_uneven_columns(self) -> None:
        with pytest.raises(DigestError, match="at least two headings"):
            scheme_start(SCHEME.only(["食堂"]), [], seed=1, at=AT)
        with pytest.raises(DigestError, match="2 texts but 1 labels"):
            scheme_start(SCHEME, ["食堂", "电梯"], ["食堂"], seed=1, at=AT)


class TestShippedSchemes:
    def test_tell_the_four_winds_apart(self) -> None:
        model = scheme_start(shipped(FOUR_WINDS), [], seed=1, at=AT)
        voices = [
            "开会太多，材料重复报送",
            "窗口态度差，来回跑了五趟",
            "上班时间打牌，迟到早退没人管",
            "办公室豪华装修，公款吃喝",
        ]
        assert labels_of(model, voices) == ["形式主义", "官僚主义", "享乐主义", "奢靡之风"]

    def test_tell_public_affairs_apart(self) -> None:
        model = scheme_start(shipped(PUBLIC_AFFAIRS), [], seed=1, at=AT)
        voices = ["小区物业不修电梯", "老师有偿补课", "化工厂夜里偷排污水", "医院误诊不给说法", "老板拖欠农民工工资"]
        assert labels_of(model, voices) == ["城乡建设", "教育文体", "环境保护", "卫生计生", "劳动和社会保障"]

    def test_can_be_kept_like_any_model(self, tmp_path: Path) -> None:
        model = scheme_start(shipped(FOUR_WINDS), [], seed=1, at=AT)
        save(model, tmp_path)
        assert labels_of(load(tmp_path), ["铺张浪费"]) == ["奢靡之风"]
