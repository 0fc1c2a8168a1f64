"""A running house is backed up and brought back elsewhere with the real commands; what goes wrong leaves nothing."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from nacl.public import PrivateKey

from huixiang.ops.backup.keys import secret_text
from tests.journeys.house import House, surroundings

pytestmark = pytest.mark.journey
OTHER_KEY = secret_text(PrivateKey(bytes(range(32))))


@dataclass
class BackedUp:
    """A house, the folder of its archives, its private key, and another machine to restore it on."""

    house: House
    place: Path
    said: list[str] = field(default_factory=list)
    made: str = ""

    @property
    def shelf(self) -> Path:
        return self.place / "shelf"

    @property
    def key(self) -> Path:
        return self.place / "stick.key"

    @property
    def elsewhere(self) -> Path:
        return self.place / "elsewhere"

    @property
    def archive(self) -> Path:
        return min(self.shelf.glob("*-whole.hxb"))

    def run(self, *words: str, at: Path | None = None, before: Callable[[], None] | None = None) -> tuple[int, str]:
        """Run a command of ours, at this house or with another data folder; its exit code and what it said."""
        command = [sys.executable, "-m", "huixiang.ops.cli", *words]
        around = surroundings(at or self.house.data_dir, self.house.port)
        done = subprocess.run(command, env=around, capture_output=True, text=True, check=False, preexec_fn=before)
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def backed_up(house: House) -> Iterator[BackedUp]:
    place = Path(tempfile.mkdtemp(prefix="hx-backup-"))
    place.chmod(0o755)  # root hands the database to another account, which must be able to enter
    made = BackedUp(house, place)
    made.said = json.loads(house.play("seed_backup.py", "say"))
    assert made.run("backup-key", str(made.key))[0] == 0
    code, made.made = made.run("backup", "--to", str(made.shelf))
    assert code == 0, made.made
    yield made
    made.run("stop", at=made.elsewhere)
    shutil.rmtree(place, ignore_errors=True)


def mirror_of(backed_up: BackedUp) -> Path:
    """A copy of the house's log as somebody outside keeps it."""
    key = backed_up.run("witness", "keys")[1].split()[1]
    folder = backed_up.place / "mirror"
    code, said = backed_up.run("monitor", f"{backed_up.house.origin}/log", "--key", key, "--dir", str(folder))
    assert code == 0, said
    return folder


def no_file_longer_than_a_page() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


class TestBackup:
    def test_is_proven_and_leaves_nothing_but_its_archives(self, backed_up: BackedUp) -> None:
        names = sorted(path.name.partition("Z-")[2] for path in backed_up.shelf.glob("*.hxb"))

        assert names == ["lasting.hxb", "whole.hxb"]
        assert backed_up.made.count("restored elsewhere and audited") == 2
        assert list(backed_up.house.data_dir.glob(".proof-*")) == []

    def test_holds_no_word_in_clear(self, backed_up: BackedUp) -> None:
        raw = backed_up.archive.read_bytes()

        assert "护栏".encode() not in raw
        assert (backed_up.house.data_dir / "keys" / "house").read_bytes().strip() not in raw

    def test_without_room_says_so_and_leaves_no_half_file(self, backed_up: BackedUp) -> None:
        before = sorted(path.name for path in backed_up.shelf.iterdir())

        code, said = backed_up.run("backup", "--to", str(backed_up.shelf), before=no_file_longer_than_a_page)

        assert (code, "磁盘满了" in said) == (1, True), said
        assert sorted(path.name for path in backed_up.shelf.iterdir()) == before


class TestRestore:
    @pytest.mark.parametrize(
        ("spoil", "sentence"),
        [
            (lambda raw: raw[:-100], "不完整"),
            (lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]), "被改动过"),
            (lambda raw: raw.replace(b"backup/1", b"backup/2", 1), "升级"),
        ],
    )
    def test_of_a_spoilt_archive_leaves_nothing(
        self, backed_up: BackedUp, spoil: Callable[[bytes], bytes], sentence: str
    ) -> None:
        spoilt = backed_up.place / "spoilt.hxb"
        spoilt.write_bytes(spoil(backed_up.archive.read_bytes()))

        code, said = backed_up.run("restore", str(spoilt), "--key", str(backed_up.key), at=backed_up.elsewhere)

        assert (code, sentence in said) == (1, True), said
        assert not backed_up.elsewhere.exists() or list(backed_up.elsewhere.iterdir()) == []

    def test_with_another_key_or_over_a_house_is_refused(self, backed_up: BackedUp) -> None:
        other = backed_up.place / "other.key"
        other.write_text(OTHER_KEY)
        words = ("restore", str(backed_up.archive), "--key")

        code, said = backed_up.run(*words, str(other), at=backed_up.elsewhere)
        assert (code, "不是给这把私钥的" in said) == (1, True), said
        code, said = backed_up.run(*words, str(backed_up.key))
        assert (code, "空文件夹" in said) == (1, True), said

    def test_brings_the_house_back_and_erases_again_what_was_erased_since(self, backed_up: BackedUp) -> None:
        kept, gone = backed_up.said
        told = json.loads(backed_up.house.play("seed_backup.py", "erase", gone))
        assert told == ["［已删除］"]
        # The next backup carries the list of erasures to the shelf; the archive restored below is the older one.
        assert backed_up.run("backup", "--to", str(backed_up.shelf), "--no-verify")[0] == 0

        words = ("restore", str(backed_up.archive), "--key", str(backed_up.key), "--mirror", str(mirror_of(backed_up)))
        code, said = backed_up.run(*words, at=backed_up.elsewhere)

        assert (code, "已恢复到" in said, "已接上账本" in said) == (0, True, True), said
        there = House(backed_up.house.port, backed_up.elsewhere, backed_up.house.process, backed_up.house.log)
        seen = json.loads(there.play("seed_backup.py", "look", kept, gone))
        assert seen["words"] == {kept: "河边的护栏断了一截。", gone: "［已删除］"}
        assert seen["files"] == {kept: "河边的护栏断了一截。昨天看到的。"}
        assert seen["restored"] == [1]
