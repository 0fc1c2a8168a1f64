"""A disk of a house's own, which can be filled to its last block and can lose its power. Linux, root and loop devices.

The disk is an ext4 file system in a file. Its power is cut with the ioctl the file system's own tests use
(EXT4_IOC_SHUTDOWN, not flushing its journal): what was not forced to the disk is gone, as after a real loss of power;
mounting it again replays the journal. What the drive itself promises and does not keep is not simulated.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from huixiang.kernel.durable import sync_folder

SHUTDOWN: Final = (2 << 30) | (4 << 16) | (ord("X") << 8) | 125
"""EXT4_IOC_SHUTDOWN, that is _IOR('X', 125, __u32), of linux/ext4.h."""
WITHOUT_FLUSHING: Final = 2
PATIENCE_SECONDS: Final = 60


class NoDisk(RuntimeError):
    """This machine lets us mount nothing: no root, or no loop devices."""


@dataclass(frozen=True, slots=True)
class Disk:
    """A mounted file system in a file."""

    image: Path
    folder: Path

    def fill(self) -> None:
        """Leave not one free block to anybody but root."""
        ballast = os.open(self.folder / "ballast", os.O_CREAT | os.O_WRONLY, 0o600)
        try:
            found = os.fstatvfs(ballast)
            if found.f_bavail:
                os.posix_fallocate(ballast, 0, found.f_bavail * found.f_frsize)
        finally:
            os.close(ballast)

    def empty(self) -> None:
        """Give the room back, for good: a cut of power soon after must not bring the ballast back."""
        (self.folder / "ballast").unlink()
        sync_folder(self.folder)

    def cut_power(self) -> None:
        """From this moment nothing reaches the disk, and what had not reached it is lost."""
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(descriptor, SHUTDOWN, struct.pack("I", WITHOUT_FLUSHING))
        finally:
            os.close(descriptor)

    def start_again(self) -> None:
        """Mount the disk as it was left, once everybody let go of it.

        :raises NoDisk: somebody holds it for more than a minute, or it does not mount any more.
        """
        until = time.monotonic() + PATIENCE_SECONDS
        while subprocess.run(["umount", str(self.folder)], capture_output=True, check=False).returncode:
            if time.monotonic() > until:
                raise NoDisk(f"{self.folder} is still in use")
            time.sleep(0.1)
        self.mount()

    def mount(self) -> None:
        """Mount it.

        :raises NoDisk: it cannot be mounted.
        """
        done = subprocess.run(
            ["mount", "-o", "loop", str(self.image), str(self.folder)], capture_output=True, check=False
        )
        if done.returncode:
            raise NoDisk(done.stderr.decode(errors="replace").strip())


@contextmanager
def disk_of(size: int) -> Iterator[Disk]:
    """A fresh disk of ``size`` bytes, of which only what is written takes room; removed afterwards.

    :raises NoDisk: this machine allows none.
    """
    home = Path(tempfile.mkdtemp(prefix="hx-disk-"))
    home.chmod(0o755)  # PostgreSQL runs under another account when we are root
    disk = Disk(home / "image", home / "disk")
    disk.folder.mkdir()
    try:
        with disk.image.open("wb") as file:
            file.truncate(size)
        made = subprocess.run(["mkfs.ext4", "-q", str(disk.image)], capture_output=True, check=False)
        if made.returncode:
            raise NoDisk(made.stderr.decode(errors="replace").strip())
        disk.mount()
        disk.folder.chmod(0o755)
        yield disk
    finally:
        subprocess.run(["umount", str(disk.folder)], capture_output=True, check=False)
        shutil.rmtree(home, ignore_errors=True)
