"""Learning takes what people confirmed and says plainly when that is too little."""

import pickle
from collections.abc import Sequence

import pytest

from huixiang.digest.classes.classifying import SUGGESTIONS, Classifier, classify
from huixiang.digest.classes.model import Model
from huixiang.digest.classes.tests.spoken import AT, spoken
from huixiang.digest.classes.training import train
from huixiang.digest.errors import DigestError
from huixiang.digest.voices import VOICES
from huixiang.digest.words import spaced


@pytest.fixture(scope="module")
def model() -> Model:
    texts, labels = spoken()
    return train(texts, labels, taxonomy="后勤", seed=1, at=AT)


def refusal(texts: Sequence[str], labels: Sequence[str | None]) -> str:
    with pytest.raises(DigestError) as caught:
        train(texts, labels, taxonomy="后勤", seed=1, at=AT)
    return caught.value.code


class TestTrain:
    def test_learns_what_a_new_text_is_about(self, model: Model) -> None:
        found = classify(model, ["饭菜凉了", "电梯卡在五楼", "等公交车太久"], surest=0)
        assert found["label"].to_pylist() == ["食堂", "电梯", "公交"]

    def test_takes_words_cut_before(self) -> None:
        texts, labels = spoken()
        words = spaced([" ".join(text) for text in texts])
        found = classify(train(words, labels, taxonomy="后勤", seed=1, at=AT), spaced(["饭 菜", "电 梯"]), surest=0)
        assert found["label"].to_pylist() == ["食堂", "电梯"]

    def test_leaves_out_a_label_that_occurs_once_and_says_so(self) -> None:
        texts, labels = spoken()
        taxonomy = train([*texts, "路灯不亮"], [*labels, "照明"], taxonomy="后勤", seed=1, at=AT).taxonomies[0]
        assert taxonomy.classes == ("公交", "电梯", "食堂")
        assert taxonomy.left_out == ("照明",)

    def test_learns_two_labels_of_one_text(self) -> None:
        texts, labels = spoken()
        both = [*texts, "食堂门口的电梯坏了", "去食堂的电梯太慢"]
        model = train(both, [*labels, "食堂、电梯", "电梯;食堂"], taxonomy="后勤", seed=1, at=AT)
        found = classify(model, ["食堂门口的电梯"], surest=0, also=0.1)
        assert set(found["labels"][0].as_py()) >= {"食堂", "电梯"}

    def test_refuses_what_cannot_be_learnt_from(self) -> None:
        assert refusal([], []) == "no_labels"
        assert refusal(["食堂太贵", "电梯坏了"], [None, ""]) == "no_labels"
        assert refusal(["食堂太贵", "电梯坏了"], ["食堂"]) == "uneven"
        assert refusal(["食堂太贵", "食堂太远"], ["食堂", "食堂"]) == "one_label"
        assert refusal(["食堂太贵", "电梯坏了"], ["食堂", "电梯"]) == "rare_labels"
        assert refusal(["", "。", "", "！"], ["食堂", "电梯", "食堂", "电梯"]) == "no_words"

    def test_survives_equal_texts_with_unequal_labels(self) -> None:
        model = train(["食堂太贵"] * 4, ["食堂", "电梯"] * 2, taxonomy="后勤", seed=1, at=AT)
        assert classify(model, ["食堂太贵"], surest=0)["confidence"].to_pylist() == pytest.approx([0.5], abs=0.01)


class TestClassify:
    def test_names_the_words_that_decided(self, model: Model) -> None:
        found = classify(model, ["今天电梯又坏了，维修没有人来"], surest=0)
        assert found["words"].to_pylist()[0][:2] == ["电梯", "维修"]

    def test_is_silent_below_the_surest(self, model: Model) -> None:
        found = classify(model, ["图书馆的座位不够", ""], surest=0.9)
        assert found["label"].to_pylist() == [None, None]
        assert found["labels"].to_pylist() == [[], []]

    def test_suggests_nothing_without_a_word_that_decided(self, model: Model) -> None:
        found = classify(model, ["图书馆"], surest=0)
        assert (found["label"].to_pylist(), found["words"].to_pylist()) == ([None], [[]])

    def test_says_nothing_of_a_text_without_words(self, model: Model) -> None:
        found = classify(model, ["", "。。。", "2019"], surest=0)
        assert found["label"].to_pylist() == [None, None, None]
        assert found["words"].to_pylist() == [[], [], []]

    def test_takes_no_texts(self, model: Model) -> None:
        found = classify(model, [])
        assert (found.num_rows, found.schema) == (0, SUGGESTIONS)

    def test_gives_chances_that_sum_to_no_more_than_one(self, model: Model) -> None:
        found = classify(model, ["食堂的电梯坏了，公交车也没有"], surest=0)
        first, second = found["confidence"][0].as_py(), found["second_confidence"][0].as_py()
        assert 1 >= first >= second > 0
        assert first + second <= 1 + 1e-6

    def test_puts_a_second_taxonomy_beside_the_first(self, model: Model) -> None:
        texts, labels = spoken()
        moods = ["急" if name == "电梯" else "缓" for name in labels]
        both = model.beside(train(texts, moods, taxonomy="缓急", seed=1, at=AT))
        found = classify(both, ["电梯坏了"], surest=0)
        assert (found["label"].to_pylist(), found["缓急:label"].to_pylist()) == (["电梯"], ["急"])

    def test_runs_as_a_stage_that_can_be_sent_away(self, model: Model) -> None:
        row = {"id": "1", "title": "电梯坏了", "body": "电梯坏了，没有人维修", "likes": 0}
        stage = pickle.loads(pickle.dumps(Classifier(model, surest=0)))  # noqa: S301 -- what a process pool does
        assert stage(VOICES.empty_table().from_pylist([row], schema=VOICES))["label"].to_pylist() == ["电梯"]
