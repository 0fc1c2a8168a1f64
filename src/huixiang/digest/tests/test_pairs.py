import pytest

from huixiang.digest.pairs import judge_pairs

LAMP = "北门小学门口的路灯坏了半个月。晚上接孩子看不清路，请尽快派人来修好这几盏灯。"
SMOKE = "望江花园楼下的烧烤店油烟直排。深夜还在营业，窗户不敢开，老人孩子咳嗽不止，请来查处。"


def kind(left: str, right: str) -> str:
    found: str = judge_pairs([left], [right])["kind"].to_pylist()[0]
    return found


class TestJudgePairs:
    def test_calls_an_extended_text_a_repeat(self) -> None:
        found = judge_pairs([LAMP], [LAMP + "已经打过两次电话，一直没有人来看过。"]).to_pylist()[0]

        assert found["kind"] == "repeat"
        assert found["reason"].startswith("增补：较短一件有100%的文字相同，如「北门小学门口的路灯坏了半个月")

    def test_calls_other_words_about_one_place_the_same_matter(self) -> None:
        assert kind(LAMP, "北门小学门口的路灯什么时候修？天一黑就像走山洞一样，摔了好几个人。") == "same_matter"

    def test_calls_a_template_used_for_another_estate_different(self) -> None:
        assert kind(SMOKE, SMOKE.replace("望江花园", "春晓小区")) != "repeat"

    def test_calls_unrelated_texts_different(self) -> None:
        found = judge_pairs([LAMP], [SMOKE]).to_pylist()[0]

        assert found["kind"] == "different"
        assert found["reason"] == "地点不同，相同的文字不多"

    @pytest.mark.parametrize(("left", "right"), [("", ""), ("", LAMP), ("🙂", "🙂"), ("\x00", LAMP)])
    def test_calls_empty_texts_different(self, left: str, right: str) -> None:
        assert kind(left, right) == "different"

    def test_answers_no_pairs_with_an_empty_table(self) -> None:
        assert judge_pairs([], []).num_rows == 0

    def test_refuses_sides_of_different_length(self) -> None:
        with pytest.raises(ValueError, match="2 texts on the left, 1 on the right"):
            judge_pairs(["一", "二"], ["一"])
