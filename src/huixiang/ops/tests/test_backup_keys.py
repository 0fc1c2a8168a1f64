"""Keys of backups can be copied by hand, and never lie with the data."""

from __future__ import annotations

from pathlib import Path

import pytest
from nacl.public import PrivateKey

from huixiang.ops.backup.keys import keep_key, public_key_of, public_text, read_public, read_secret, secret_text
from huixiang.ops.backup.refusals import BackupRefused

KEY = PrivateKey(bytes(range(32)))


class TestSecret:
    def test_is_read_as_it_was_written(self) -> None:
        assert bytes(read_secret(secret_text(KEY))) == bytes(KEY)
        assert bytes(read_public(public_text(KEY.public_key))) == bytes(KEY.public_key)

    def test_is_read_from_paper(self) -> None:
        copied = "# my key\n  " + secret_text(KEY).lower().replace("-", " ") + "\n"

        assert bytes(read_secret(copied)) == bytes(KEY)

    def test_with_any_letter_wrong_is_refused(self) -> None:
        text = secret_text(KEY)
        for place in range(6, len(text)):
            if text[place] != "-":
                wrong = "B" if text[place] != "B" else "C"
                with pytest.raises(BackupRefused, match="抄错"):
                    read_secret(text[:place] + wrong + text[place + 1 :])

    def test_is_not_a_public_key(self) -> None:
        with pytest.raises(BackupRefused):
            read_secret(public_text(KEY.public_key))


class TestKeyFile:
    def test_is_for_its_owner_only_and_leaves_the_public_half_in_the_house(self, tmp_path: Path) -> None:
        house, file = tmp_path / "house", tmp_path / "stick.key"

        keep_key(KEY, data_dir=house, file=file)

        assert file.stat().st_mode & 0o777 == 0o600
        assert bytes(read_secret(file.read_text())) == bytes(KEY)
        assert public_key_of(house) == KEY.public_key
        assert secret_text(KEY) not in "".join(path.read_text() for path in house.rglob("*") if path.is_file())

    def test_is_refused_within_the_data_folder(self, tmp_path: Path) -> None:
        with pytest.raises(BackupRefused, match="数据文件夹"):
            keep_key(KEY, data_dir=tmp_path, file=tmp_path / "backup.key")
        assert list(tmp_path.iterdir()) == []

    def test_overwrites_nothing(self, tmp_path: Path) -> None:
        file = tmp_path / "stick.key"
        file.write_text("mine")

        with pytest.raises(BackupRefused, match="File exists"):
            keep_key(KEY, data_dir=tmp_path / "house", file=file)
        assert file.read_text() == "mine"
        assert public_key_of(tmp_path / "house") is None
