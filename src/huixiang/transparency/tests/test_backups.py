"""The administrator's page of backups says what is proven, what is late and what to do; it gives no archive out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from huixiang.transparency.backups import FILE, BackupRun, last_proven, note_run, runs_of

SignIn = Callable[[str], Client]
NAME = "huixiang-20261128T023000Z-whole.hxb"


@pytest.fixture
def data_dir(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def page(sign_in: SignIn) -> str:
    return sign_in("admin").get("/desk/backups/").content.decode()


class TestPage:
    def test_without_any_backup_says_what_to_do(self, sign_in: SignIn, data_dir: Path) -> None:
        text = page(sign_in)

        assert "还没有验证过的备份" in text
        assert "huixiang backup-key" in text
        assert "HX_BACKUP_DIR" in text

    def test_shows_the_proven_backup_and_the_entries_of_its_own_log(self, sign_in: SignIn, data_dir: Path) -> None:
        leaves = {"qinghe": 1234, "linshan": 77}
        note_run(data_dir, BackupRun(timezone.now(), NAME, 9_000_000, proven=True, leaves=leaves))

        text = page(sign_in)

        assert NAME in text
        assert "1234" in text
        assert "linshan" not in text
        assert "77" not in text
        assert f'href="{NAME}' not in text

    def test_says_when_the_last_one_is_old_and_why_newer_ones_failed(self, sign_in: SignIn, data_dir: Path) -> None:
        note_run(data_dir, BackupRun(timezone.now() - dt.timedelta(days=4), NAME, 1, proven=True))
        note_run(data_dir, BackupRun(timezone.now(), trouble="磁盘满了：/backup 写不下。"))

        text = page(sign_in)

        assert "两天多没有新的备份" in text
        assert "磁盘满了：/backup 写不下。" in text

    def test_is_for_administrators(self, sign_in: SignIn, data_dir: Path) -> None:
        assert sign_in("chentao").get("/desk/backups/").status_code == 403
        assert Client().get("/desk/backups/").status_code == 302


class TestRuns:
    def test_are_kept_newest_first_and_the_oldest_go(self, tmp_path: Path) -> None:
        at = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)
        for number in range(62):
            note_run(tmp_path, BackupRun(at + dt.timedelta(days=number), str(number), proven=number == 5))

        runs = runs_of(tmp_path)

        assert (len(runs), runs[0].name, runs[-1].name) == (60, "61", "2")
        proven = last_proven(runs)
        assert proven is not None
        assert proven.name == "5"

    @pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"at": "x"}]'])
    def test_that_cannot_be_read_are_none(self, tmp_path: Path, text: str) -> None:
        (tmp_path / FILE).write_text(text)

        assert runs_of(tmp_path) == []
