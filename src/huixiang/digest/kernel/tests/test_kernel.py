"""Both paths of the kernel, on whatever Unicode holds: the same results, bit for bit."""

from pathlib import Path
from types import ModuleType

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st

from huixiang.digest.kernel import GramSets, Texts, native, pure, texts_of
from huixiang.digest.kernel.building import FLAGS, NotBuilt, build
from huixiang.digest.kernel.folds import fold_table, traditional
from huixiang.digest.kernel.native import Refused, loaded

needs_library = pytest.mark.skipif(loaded() is None, reason="no library was built here")

anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
# Few different characters, so that texts share grams and repeat their own.
close = st.text("甲乙丙丁aA1，。 \x00", max_size=400)
lists = st.lists(st.one_of(anything, close), max_size=12)


def laid_out(texts: list[str]) -> Texts:
    return texts_of(pa.array(texts, pa.string()))


def all_pairs(count: int) -> tuple[np.ndarray, np.ndarray]:
    left, right = np.divmod(np.arange(count * count), max(count, 1))
    return left, right


def same(ours: object, theirs: object) -> bool:
    slots: tuple[str, ...] = ours.__slots__  # type: ignore[attr-defined]
    return all(
        getattr(ours, slot).dtype == getattr(theirs, slot).dtype
        and np.array_equal(getattr(ours, slot), getattr(theirs, slot))
        for slot in slots
    )


@needs_library
class TestBothPaths:
    @given(lists)
    @settings(max_examples=200, deadline=None)
    def test_give_the_same_sketches(self, texts: list[str]) -> None:
        assert same(native.sketch(laid_out(texts)), pure.sketch(laid_out(texts)))

    @given(lists)
    @settings(max_examples=200, deadline=None)
    def test_give_the_same_gram_sets_and_share_the_same(self, texts: list[str]) -> None:
        ours, theirs = native.gram_sets(laid_out(texts)), pure.gram_sets(laid_out(texts))
        pairs = all_pairs(len(texts))

        assert same(ours, theirs)
        assert native.shared(ours, *pairs).tolist() == pure.shared(ours, *pairs).tolist()

    @given(st.lists(st.one_of(anything, close), max_size=5))
    @settings(max_examples=100, deadline=None)
    def test_find_the_same_longest_runs(self, texts: list[str]) -> None:
        pairs = all_pairs(len(texts))

        assert (
            native.longest_runs(laid_out(texts), *pairs).tolist() == pure.longest_runs(laid_out(texts), *pairs).tolist()
        )

    @given(st.dictionaries(st.tuples(st.integers(0, 9), st.integers(0, 9)), st.sampled_from([0, 0.5, 0.75, 1.0])))
    @settings(max_examples=200, deadline=None)
    def test_join_the_same_families(self, known: dict[tuple[int, int], float]) -> None:
        order = sorted((right, left, score) for (left, right), score in known.items() if left < right)
        rights, lefts, scores = (np.array([row[place] for row in order]) for place in range(3))
        arguments = (lefts.astype(np.int64), rights.astype(np.int64), scores.astype(np.float32), 10)

        assert same(native.families(*arguments), pure.families(*arguments))

    def test_agree_on_a_text_of_sixty_thousand_characters(self) -> None:
        texts = laid_out(["".join(f"第{number}户的水费" for number in range(8_000)), "第77户", ""])
        zero, one = np.array([0, 1]), np.array([1, 0])

        assert same(native.sketch(texts), pure.sketch(texts))
        assert same(native.gram_sets(texts), pure.gram_sets(texts))
        assert native.shared(native.gram_sets(texts), zero, one).tolist() == [2, 2]
        assert native.longest_runs(texts, zero, one).tolist() == pure.longest_runs(texts, zero, one).tolist()

    def test_cut_an_arrow_slice_at_the_same_places(self) -> None:
        texts = texts_of(pa.array(["路灯坏了", None, "水管漏水", "路灯"], pa.string()).slice(1, 3))

        assert len(texts) == 3
        assert same(native.sketch(texts), pure.sketch(texts))


@pytest.mark.parametrize("path", [pytest.param(native, marks=needs_library), pure], ids=["native", "pure"])
class TestEachPath:
    def test_compares_letters_and_digits_only(self, path: ModuleType) -> None:
        found = path.sketch(laid_out(["Ａ市，路灯 坏了！", "a市路燈\u200b坏了", "🙂 。"]))

        assert found.whole[0] == found.whole[1]
        assert found.chars.tolist() == [6, 6, 0]
        assert found.starts.tolist() == [0, 1, 2, 2]

    def test_keeps_the_sixteen_least_keys_in_order(self, path: ModuleType) -> None:
        found = path.sketch(laid_out(["".join(map(chr, range(0x4E00, 0x4E64)))]))

        assert len(found.keys) == 16
        assert (np.diff(found.keys.astype(object)) > 0).all()

    def test_shares_a_gram_that_occurs_twice_once(self, path: ModuleType) -> None:
        sets = path.gram_sets(laid_out(["路灯坏路灯坏", "路灯坏了"]))

        assert sets.sizes().tolist() == [3, 2]
        assert path.shared(sets, np.array([0]), np.array([1])).tolist() == [1]

    def test_finds_the_first_of_the_longest_runs(self, path: ModuleType) -> None:
        texts = laid_out(["甲：路灯，坏了。水管漏了", "水管漏，路灯坏"])

        found = path.longest_runs(texts, np.array([0, 1]), np.array([1, 0]))

        assert texts.octets[found[0, 0] : found[0, 1]].tobytes().decode() == "路灯，坏"
        assert found[1].tolist() == [0, 9]

    def test_answers_no_texts_with_nothing(self, path: ModuleType) -> None:
        nothing = np.zeros(0, np.int64)

        assert path.sketch(laid_out([])).starts.tolist() == [0]
        assert path.gram_sets(laid_out([])).starts.tolist() == [0]
        assert path.shared(GramSets(np.zeros(0, np.uint32), np.zeros(1, np.int64)), nothing, nothing).tolist() == []
        assert path.longest_runs(laid_out([]), nothing, nothing).tolist() == []


@needs_library
class TestLibrary:
    def test_refuses_what_is_no_utf_8(self) -> None:
        broken = Texts(np.frombuffer("路灯".encode()[:-1], np.uint8), np.array([0, 3, 5]))

        with pytest.raises(Refused, match="number 1 "):
            native.sketch(broken)

    @pytest.mark.parametrize("starts", [[0, 7], [-1, 3], [3, 0]])
    def test_refuses_a_text_that_lies_outside(self, starts: list[int]) -> None:
        with pytest.raises(Refused, match="number 0 "):
            native.gram_sets(Texts(np.frombuffer("路灯".encode(), np.uint8), np.array(starts)))

    def test_refuses_a_pair_that_lies_outside(self) -> None:
        sets = native.gram_sets(laid_out(["路灯坏了"]))

        with pytest.raises(Refused, match="number 0 "):
            native.shared(sets, np.array([0]), np.array([1]))


class TestBuild:
    @needs_library
    def test_makes_a_library_that_loads(self, tmp_path: Path) -> None:
        made = build(into=tmp_path / "grams.so")

        assert [entry.name for entry in tmp_path.iterdir()] == ["grams.so"]
        assert loaded(made) is not None

    @needs_library
    def test_is_not_taken_for_another_sources(self, tmp_path: Path) -> None:
        made = build(into=tmp_path / "grams.so", flags=(*FLAGS, "-Dhx_stamp=hx_other"))

        assert loaded(made) is None

    def test_is_not_loaded_if_it_is_no_library(self, tmp_path: Path) -> None:
        (tmp_path / "grams.so").write_text("half a file")

        assert loaded(tmp_path / "grams.so") is None

    def test_says_that_there_is_no_compiler(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CC", "no-such-compiler")

        with pytest.raises(NotBuilt, match="No C compiler was found"):
            build()


class TestFoldTable:
    def test_sends_every_character_to_one_that_stands_for_itself(self) -> None:
        table = fold_table()
        once = table[table]

        assert np.array_equal(once[table > 0], table[table > 0])

    def test_knows_the_traditional_script(self) -> None:
        assert ("學", "学") in traditional()
        assert chr(fold_table()[ord("學")]) == "学"
