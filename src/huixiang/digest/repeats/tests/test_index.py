import json
import os
from pathlib import Path

import pyarrow as pa
import pytest

from huixiang.digest.repeats import Rules
from huixiang.digest.repeats.index import AlreadyKept, RepeatIndex
from huixiang.digest.repeats.segments import NotKept, NotReadable
from huixiang.digest.repeats.tests.test_finding import LAMP, SMOKE, WATER, voices


def named(table: pa.Table, start: int) -> pa.Table:
    ids = pa.array([f"v{start + row}" for row in range(len(table))], pa.string())
    return table.set_column(0, table.schema.field("id"), ids)


def numbered(start: int, *bodies: str) -> pa.Table:
    return named(voices(*bodies), start)


def opened(folder: Path, *batches: pa.Table) -> RepeatIndex:
    index = RepeatIndex.open(folder)
    for batch in batches:
        index.add(batch)
    return index


class TestAdd:
    def test_knows_a_voice_of_an_earlier_day_again(self, tmp_path: Path) -> None:
        opened(tmp_path, numbered(0, LAMP, WATER))

        found = RepeatIndex.open(tmp_path).add(numbered(2, SMOKE, LAMP + "已经打过两次电话，一直没有人来看过。"))

        assert found["id"].to_pylist() == ["v2", "v3"]
        assert found["repeat_of"].to_pylist() == [None, "v0"]
        assert found["reason"].to_pylist()[1].startswith("增补：较短一件有100%的文字相同")

    def test_points_to_the_first_of_a_family_not_to_a_later_repeat(self, tmp_path: Path) -> None:
        index = opened(tmp_path, numbered(0, LAMP), numbered(1, "您好！" + LAMP))

        assert index.add(numbered(2, "您好！" + LAMP))["repeat_of"].to_pylist() == ["v0"]

    def test_compares_the_new_ones_with_each_other(self, tmp_path: Path) -> None:
        index = opened(tmp_path, numbered(0, WATER))

        assert index.add(numbered(1, LAMP, LAMP, "", "🙂"))["repeat_of"].to_pylist() == [None, "v1", None, None]

    def test_keeps_two_estates_apart(self, tmp_path: Path) -> None:
        index = opened(tmp_path, numbered(0, SMOKE))

        assert index.add(numbered(1, SMOKE.replace("望江花园", "春晓小区")))["repeat_of"].to_pylist() == [None]

    def test_keeps_places_given_beside_the_words_apart(self, tmp_path: Path) -> None:
        index = opened(tmp_path, named(voices(LAMP, places=("城关镇",)), 0))

        found = index.add(named(voices(LAMP, LAMP, places=("柳林镇", "城关镇")), 1))

        assert found["repeat_of"].to_pylist() == [None, "v0"]

    def test_adds_nothing(self, tmp_path: Path) -> None:
        index = opened(tmp_path, numbered(0, LAMP), numbered(1))

        assert len(index) == 1

    def test_finds_the_same_however_the_voices_come(self, tmp_path: Path) -> None:
        bodies = [text[cut:] for cut in range(8) for text in (LAMP, WATER, SMOKE)]
        whole = RepeatIndex.open(tmp_path / "whole").add(numbered(0, *bodies))
        index = RepeatIndex.open(tmp_path / "one by one")

        found = [index.add(numbered(row, body)) for row, body in enumerate(bodies)]

        assert pa.concat_tables(found)["repeat_of"].to_pylist() == whole["repeat_of"].to_pylist()
        assert whole["repeat_of"].to_pylist()[:3] == [None] * 3
        assert whole["repeat_of"].null_count == 3

    @pytest.mark.parametrize("batch", [numbered(0, SMOKE), numbered(5, SMOKE, LAMP).slice(0, 1)])
    def test_refuses_an_id_it_has_and_adds_nothing(self, tmp_path: Path, batch: pa.Table) -> None:
        index = opened(tmp_path, numbered(0, LAMP), numbered(5, WATER))

        with pytest.raises(AlreadyKept, match="is in the index already"):
            index.add(batch)
        assert len(RepeatIndex.open(tmp_path)) == 2


class TestSegments:
    def test_stay_few(self, tmp_path: Path) -> None:
        index = opened(tmp_path, *(numbered(row, f"第{row}号路灯坏了") for row in range(33)))

        assert [rows for _, rows in index.manifest.segments] == [32, 1]
        assert len(list(tmp_path.glob("segment-*"))) == 2

    def test_become_one_when_tidied(self, tmp_path: Path) -> None:
        index = opened(tmp_path, numbered(0, LAMP, SMOKE), numbered(2, WATER))
        index.tidy()

        assert [rows for _, rows in index.manifest.segments] == [3]
        assert index.add(numbered(3, WATER, LAMP))["repeat_of"].to_pylist() == ["v2", "v0"]


class TestOpen:
    def test_builds_the_index_anew_under_other_rules(self, tmp_path: Path) -> None:
        opened(tmp_path, numbered(0, LAMP, LAMP[:25]))
        strict = RepeatIndex.open(tmp_path, rules=Rules(least=0.99))

        assert strict.manifest.mark == Rules(least=0.99).mark()
        assert strict.segments[0].voices["first"].to_pylist() == [0, 1]
        assert strict.add(numbered(2, LAMP))["repeat_of"].to_pylist() == ["v0"]

    def test_refuses_an_index_of_a_newer_version(self, tmp_path: Path) -> None:
        opened(tmp_path, numbered(0, LAMP))
        manifest = json.loads((tmp_path / "index.json").read_text())
        (tmp_path / "index.json").write_text(json.dumps(manifest | {"format": 2}))

        with pytest.raises(NotReadable, match="newer version"):
            RepeatIndex.open(tmp_path)

    @pytest.mark.parametrize("name", ["index.json", "segment-00000001/voices.arrow", "segment-00000001/keys.npy"])
    def test_refuses_a_damaged_file(self, tmp_path: Path, name: str) -> None:
        opened(tmp_path, numbered(0, LAMP))
        (tmp_path / name).write_bytes(b"half")

        with pytest.raises(NotReadable, match="is damaged"):
            RepeatIndex.open(tmp_path)


class TestFullDisk:
    @pytest.mark.parametrize("call", ["fsync", "replace"])
    def test_leaves_the_index_as_it_was(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
        index = opened(tmp_path, numbered(0, LAMP))

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr(os if call == "fsync" else Path, call, full)
            with pytest.raises(NotKept, match="No space left on device"):
                index.add(numbered(1, WATER))

        assert len(RepeatIndex.open(tmp_path)) == 1
        assert RepeatIndex.open(tmp_path).add(numbered(1, LAMP))["repeat_of"].to_pylist() == ["v0"]
        assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == [".lock"]


class TestForget:
    def test_leaves_no_word_in_any_file(self, tmp_path: Path) -> None:
        index = opened(tmp_path, numbered(0, LAMP, WATER), numbered(2, SMOKE))

        assert index.forget(["v0", "v9"]) == 1

        stored = b"".join(path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file())
        assert LAMP.encode() not in stored
        assert WATER.encode() in stored

    def test_of_what_is_gone_already_changes_nothing(self, tmp_path: Path) -> None:
        index = opened(tmp_path, numbered(0, LAMP, WATER))
        index.forget(["v0"])
        before = sorted(path.name for path in tmp_path.iterdir())

        assert index.forget(["v0"]) == 0
        assert sorted(path.name for path in tmp_path.iterdir()) == before

    def test_of_the_first_of_a_family_begins_it_anew(self, tmp_path: Path) -> None:
        index = opened(tmp_path, numbered(0, LAMP, WATER), numbered(2, LAMP))
        index.forget(["v0"])

        found = index.add(numbered(3, LAMP, WATER))
        later = index.add(numbered(5, LAMP))

        assert len(index) == 6
        assert (found["repeat_of"].to_pylist(), later["repeat_of"].to_pylist()) == ([None, "v1"], ["v3"])
