"""The whole run: the same bytes wherever it runs and however it is cut, and nothing it cannot take."""

from collections.abc import Iterator

import pyarrow as pa
import pytest

from huixiang.digest.classes.model import Model
from huixiang.digest.classes.tests.spoken import AT, spoken
from huixiang.digest.classes.training import train
from huixiang.digest.pipeline import Settings, digest
from huixiang.digest.pools import Pool
from huixiang.digest.tests.heard import heard, octets, voices_of

SIZES = {  # how many of something a partition holds, for each row that the test asks for
    "huixiang.digest.pipeline.ROWS_AT_ONCE": 1,
    "huixiang.digest.repeats.finding.TEXTS_AT_ONCE": 1,
    "huixiang.digest.repeats.finding.ENTRIES_AT_ONCE": 40,
    "huixiang.digest.repeats.finding.PAIRS_AT_ONCE": 20,
}
LAMP = "北门小学门口的路灯坏了半个月，晚上接孩子看不清路，请尽快派人来修好这几盏灯。"
ODD = {
    "empty": "",
    "blank": " \t\n\u3000",
    "long": "三号楼电梯又坏了，老人上不去。" * 4_000,
    "control": "路灯\x00坏了\x07\x1b[31m\x7f",
    "separators": "路灯\x1e坏了\x1f\u2028换行\u2029段落",
    "emoji": "😡🏚️👨‍👩‍👧‍👦💡🔥",
    "mixed": "電梯坏了 the lift is broken 엘리베이터 лифт ﾘﾌﾄ",
    "one sign": "灯",
    "digits": "13812345678" * 50,
}


@pytest.fixture(scope="module")
def settings() -> Settings:
    texts, labels = spoken()
    model: Model = train(texts, labels, taxonomy="后勤", seed=1, at=AT)
    return Settings(model=model, names=("林晓",))


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(3) as pool:
        yield pool


class TestDigest:
    def test_finds_repeats_matters_classes_and_personal_data(self, settings: Settings) -> None:
        found = digest(heard(), settings)

        assert found.voices["id"].to_pylist() == heard()["id"].to_pylist()
        assert found.voices["repeat_of"].to_pylist()[144:147] == ["v0", "v4", "v8"]
        assert sum(found.voices["masks"].to_pylist()) == 36
        assert found.voices.column_names[:6] == ["id", "repeat_of", "matter", "reason", "label", "confidence"]
        assert set(found.matters["matter"].to_pylist()) == set(found.voices["matter"].drop_null().to_pylist())

    def test_suggests_no_class_without_a_model(self) -> None:
        found = digest(heard().slice(0, 5))

        assert found.voices["label"].null_count == 5
        assert found.voices["confidence"].to_pylist() == [0] * 5

    def test_says_how_far_it_is(self, settings: Settings) -> None:
        said: list[tuple[str, int, int]] = []

        digest(heard(), settings, progress=lambda *word: said.append(word))

        assert ("read", 180, 180) in said
        assert all(0 <= done <= of for _, done, of in said)


class TestDeterminism:
    @pytest.mark.parametrize("rows", [7, 61])
    def test_holds_however_the_table_is_cut(
        self, settings: Settings, rows: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = octets(digest(heard(), settings))
        for size, each in SIZES.items():
            monkeypatch.setattr(size, rows * each)

        assert octets(digest(heard(), settings)) == whole

    def test_holds_in_several_processes(self, settings: Settings, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = octets(digest(heard(), settings))
        for size, each in SIZES.items():
            monkeypatch.setattr(size, 50 * each)

        assert octets(digest(heard(), settings, runner=pool)) == whole


class TestBadInput:
    def test_leaves_other_voices_as_they_were(self, settings: Settings) -> None:
        plain = digest(heard(), settings)

        found = digest(pa.concat_tables([heard(), voices_of(list(ODD.values()))]), settings)

        assert found.voices["repeat_of"][:180] == plain.voices["repeat_of"]

    @pytest.mark.parametrize("name", ODD)
    def test_takes_alone_and_many_times(self, name: str, settings: Settings) -> None:
        for count in (1, 3):
            found = digest(voices_of([ODD[name]] * count), settings)

            assert len(found.voices) == count

    def test_puts_one_text_many_times_into_one_family(self, settings: Settings) -> None:
        found = digest(voices_of([LAMP] * 2_000), settings)

        assert found.voices["repeat_of"].to_pylist() == [None, *["v0"] * 1_999]
        assert found.voices["label"].unique().to_pylist() == found.voices["label"].slice(0, 1).to_pylist()
        assert found.matters["voices"].to_pylist() == [2_000]

    def test_gives_empty_tables_for_no_rows(self, settings: Settings) -> None:
        found = digest(heard().slice(0, 0), settings)

        assert found.voices.num_rows == 0
        assert found.matters.num_rows == 0
        assert found.voices.schema == digest(heard(), settings).voices.schema

    def test_names_the_column_that_is_missing(self, settings: Settings) -> None:
        with pytest.raises(KeyError, match="body"):
            digest(heard().drop_columns(["body"]), settings)
