"""What a voice says for itself does not depend on who stands beside it."""

import pyarrow as pa
import pytest

from huixiang.digest.classes.classifying import SUGGESTIONS
from huixiang.digest.classes.tests.spoken import AT, spoken
from huixiang.digest.classes.training import train
from huixiang.digest.partitions import split_rows
from huixiang.digest.reading import Reader, in_order
from huixiang.digest.tests.heard import voices_of
from huixiang.digest.words import segment

TEXTS, LABELS = spoken()


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(train(TEXTS, LABELS, taxonomy="后勤", seed=1, at=AT), 0.5, ("林晓",))


class TestReader:
    def test_suggests_and_counts_what_is_personal(self, reader: Reader) -> None:
        found = reader(voices_of(["三号楼的电梯又坏了，林晓说电话打13812345678没人接", "食堂的饭菜太贵了"]))

        assert found["label"].to_pylist() == ["电梯", "食堂"]
        assert found["masks"].to_pylist() == [2, 0]

    @pytest.mark.parametrize("rows", [1, 4, 29])
    def test_says_the_same_to_the_last_bit_however_the_table_is_cut(self, reader: Reader, rows: int) -> None:
        voices = voices_of([text + other for text, other in zip(TEXTS, reversed(TEXTS), strict=True)])

        assert pa.concat_tables(map(reader, split_rows(voices, rows))) == reader(voices)

    def test_suggests_nothing_without_a_model(self) -> None:
        found = Reader(None, 0.5, ())(voices_of(["食堂太贵"]))

        assert found.drop_columns(["masks"]).schema == SUGGESTIONS
        assert found["label"].to_pylist() == [None]
        assert found["labels"].to_pylist() == [[]]


class TestInOrder:
    def test_numbers_terms_by_their_characters_and_keeps_every_text(self) -> None:
        words = segment(["水太脏", "灯坏了", ""])

        ordered = in_order(words)

        assert list(ordered.terms) == sorted(words.terms)
        assert [ordered.of(row) for row in range(3)] == [words.of(row) for row in range(3)]

    def test_takes_no_texts(self) -> None:
        assert len(in_order(segment([]))) == 0
