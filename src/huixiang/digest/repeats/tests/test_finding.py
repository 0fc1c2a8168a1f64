from typing import Any

import pyarrow as pa
import pytest

from huixiang.digest.partitions import InProcess
from huixiang.digest.repeats import REPEATS, find_repeats
from huixiang.digest.repeats.finding import joined_words
from huixiang.digest.voices import VOICES, all_words

LAMP = "北门小学门口的路灯坏了半个月，晚上接孩子看不清路，请尽快派人来修好这几盏灯。"
WATER = "水厂送来的水发黄，沉一夜缸底有一层泥沙，烧开以后水面漂着白皮，孩子喝了拉肚子。"
SMOKE = "望江花园楼下的烧烤店油烟直排，深夜还在营业，窗户不敢开，老人孩子咳嗽不止，请有关部门来查处。"


def voices(*bodies: str, titles: tuple[str, ...] = (), places: tuple[str | None, ...] = ()) -> pa.Table:
    count = len(bodies)
    columns: list[Any] = [
        [f"v{row}" for row in range(count)],
        list(titles) or [""] * count,
        list(bodies),
        pa.nulls(count, pa.string()),
        pa.nulls(count, pa.timestamp("s")),
        [0] * count,
        list(places) or pa.nulls(count, pa.string()),
    ]
    return pa.table(columns, schema=VOICES)


def repeat_of(table: pa.Table) -> list[int | None]:
    found: list[int | None] = find_repeats(table)["repeat_of"].to_pylist()
    return found


class TestFindRepeats:
    def test_points_a_repost_to_the_first_voice(self) -> None:
        found = find_repeats(voices(LAMP, WATER, LAMP))

        assert found.schema == REPEATS
        assert found.to_pylist()[2] == {"repeat_of": 0, "score": 1.0, "reason": "文字相同"}
        assert found["repeat_of"].to_pylist() == [None, None, 0]

    @pytest.mark.parametrize(
        "again",
        [
            LAMP.replace("，", " ").replace("。", "!!"),
            LAMP.replace("请尽快派人来修好这几盏灯", "希望领导早点派师傅来修灯"),
            "您好！" + LAMP + "这条路每天有三百多个学生走，出了事谁负责？我们已经打过两次电话，一直没有人回。",
            LAMP[:28],
            "北門小學門口的路燈壞了半個月，晚上接孩子看不清路，請盡快派人來修好這幾盞燈。",
        ],
        ids=["other punctuation", "edited", "extended", "cut", "traditional script"],
    )
    def test_knows_it_again_when(self, again: str) -> None:
        assert repeat_of(voices(LAMP, WATER, again)) == [None, None, 0]

    def test_keeps_two_estates_apart_that_used_one_template(self) -> None:
        other = SMOKE.replace("望江花园", "春晓小区")

        assert repeat_of(voices(SMOKE, other)) == [None, None]

    def test_keeps_the_same_words_apart_when_the_places_beside_them_differ(self) -> None:
        assert repeat_of(voices(LAMP, LAMP, LAMP, places=("城关镇", "柳林镇", None))) == [None, None, 0]

    def test_says_what_was_added(self) -> None:
        again = LAMP + "这条路每天有三百多个学生走，出了事谁负责？"

        assert find_repeats(voices(LAMP, again))["reason"].to_pylist() == [
            None,
            "增补：较短一件有100%的文字相同，如「北门小学门口的路灯坏了半个月，晚上接孩子看不清路…」",
        ]

    def test_compares_title_and_body_together(self) -> None:
        assert repeat_of(voices(LAMP, WATER, "", titles=("", "", LAMP))) == [None, None, 0]

    def test_never_lets_likeness_drift(self) -> None:
        middle = LAMP[:20] + WATER[:20]

        found = repeat_of(voices(LAMP[:24], middle, WATER[:24]))

        assert found == [None, 0, None]


class TestFindRepeatsWithBadInput:
    def test_answers_an_empty_table_with_an_empty_one(self) -> None:
        assert find_repeats(VOICES.empty_table()).num_rows == 0
        assert find_repeats(VOICES.empty_table()).schema == REPEATS

    def test_finds_nothing_in_one_row(self) -> None:
        assert repeat_of(voices(LAMP)) == [None]

    def test_never_calls_texts_without_letters_repeats(self) -> None:
        assert repeat_of(voices("", "", "？！", "🙂🙂", "\x00\x07 \n", "🙂🙂")) == [None] * 6

    def test_takes_very_long_texts(self) -> None:
        long = "".join(f"第{number}户的水费单据对不上，" for number in range(4_000))

        assert repeat_of(voices(long, LAMP, long + "请核实。")) == [None, None, 0]

    def test_folds_a_hundred_thousand_equal_texts_into_one(self) -> None:
        found = repeat_of(voices(*[LAMP] * 100_000))

        assert found == [None] + [0] * 99_999

    def test_keeps_english_and_control_characters(self) -> None:
        english = "The street lamp in front of the North Gate school has been broken for two weeks."

        assert repeat_of(voices(english, "\x1b[31m" + english.upper(), WATER)) == [None, 0, None]


class TestJoinedWords:
    def test_are_the_words_of_each_voice_but_for_spaces_around(self) -> None:
        titles = ("路灯坏了", "路灯坏了", "", "路灯", "停水", "　停水 ")
        table = voices("路灯坏了半个月", "请来修", "没有题目", "", "停电", "停水三天", titles=titles)

        assert [text.strip() for text in joined_words(table).to_pylist()] == [text.strip() for text in all_words(table)]


class TestPartitions:
    def test_do_not_change_the_answer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        table = voices(*[text[cut:] for cut in range(12) for text in (LAMP, WATER, SMOKE)])
        whole = find_repeats(table)
        for name in ("TEXTS_AT_ONCE", "ENTRIES_AT_ONCE", "PAIRS_AT_ONCE"):
            monkeypatch.setattr(f"huixiang.digest.repeats.finding.{name}", 5)

        assert find_repeats(table, runner=InProcess()).equals(whole)
