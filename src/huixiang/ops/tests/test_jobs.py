"""The backup of the night is made once, by whoever comes first."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from huixiang.ops.jobs import BackupFailed, back_up
from huixiang.transparency.backups import BackupRun, key_path, note_run


@pytest.fixture
def data_dir(tmp_path: Path, settings: Any) -> Path:
    """Of a house that backs up by itself; the tests' own data folder, in which the process looks, has no key."""
    settings.DATA_DIR = tmp_path
    settings.ENVIRONMENT = settings.ENVIRONMENT | {"HX_BACKUP_DIR": str(tmp_path / "backups")}
    key_path(tmp_path).parent.mkdir()
    key_path(tmp_path).touch()
    return tmp_path


class TestTheBackupOfTheNight:
    def test_is_made_when_none_was_proven_since_yesterday(self, data_dir: Path) -> None:
        note_run(data_dir, BackupRun(timezone.now() - dt.timedelta(hours=24), "a", 1, proven=True))

        with pytest.raises(BackupFailed):
            asyncio.run(back_up(0))

    def test_is_not_made_a_second_time(self, data_dir: Path) -> None:
        note_run(data_dir, BackupRun(timezone.now() - dt.timedelta(hours=1), "a", 1, proven=True))

        asyncio.run(back_up(0))
