"""A disk without room: what is sent is refused in words, with all that was typed, and leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huixiang.journal.models import JournalEntry, WaitingLeaf
from huixiang.listening import throttle
from huixiang.listening.models import Attachment, Receipt, Voice
from huixiang.listening.tests.test_say import code_on, picture, send
from huixiang.people.testing import Cast

BLOCK = 4096


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte; only root may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets us mount nothing")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)  # the request that failed may hold a file open


def fill(disk: Path, *, but: int) -> None:
    """Leave room for this many blocks."""
    found = os.statvfs(disk)
    (disk / "ballast").write_bytes(b"0" * (found.f_bavail * found.f_frsize - but * BLOCK))


def rows() -> list[int]:
    return [kind.objects.count() for kind in (Voice, Receipt, Attachment, JournalEntry, WaitingLeaf)]


def files_below(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and path.name != "ballast"]


@pytest.mark.parametrize("room", [0, 1, 2], ids=["none", "for a folder", "for half a file"])
class TestUploadsWithoutRoom:
    def test_take_nothing_in_and_say_so(self, cast: Cast, disk: Path, settings: Any, room: int) -> None:
        settings.UPLOADS_DIR = disk
        fill(disk, but=room)
        throttle.submissions.forget()
        client = Client(raise_request_exception=False)
        code, before = code_on(client.get("/say")), rows()
        photo = picture() + os.urandom(2 * BLOCK)

        answer = send(client, "井盖没了", code=code, photos=SimpleUploadedFile("灯.jpg", photo))

        page = answer.content.decode()
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
        assert "没有收下：磁盘满了" in page
        assert "井盖没了" in page
        assert (rows(), files_below(disk)) == (before, [])
        # Nobody has to wait for room: without the photo the same code is taken in at once.
        assert send(client, "井盖没了", code=code).status_code == 200
        assert Voice.objects.count() == 1


class TestTheFolderOfWhatIsComing:
    def test_without_room_is_refused_in_the_same_words(self, cast: Cast, disk: Path, settings: Any) -> None:
        settings.FILE_UPLOAD_TEMP_DIR = str(disk)
        throttle.submissions.forget()
        client = Client(raise_request_exception=False)
        large = SimpleUploadedFile("灯.jpg", picture() + os.urandom(3 << 20))

        answer = send(client, "井盖没了", photos=large)

        assert answer.status_code == 503
        assert "没有收下：磁盘满了" in answer.content.decode()
        assert files_below(disk) == []
        assert not Voice.objects.exists()
