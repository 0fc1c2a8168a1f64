"""Puts finished files in their place: all of them or none, and never anybody else's away."""

import errno
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from huixiang.ops.digesting.refusals import BadChoice, CannotWrite

REASONS: Final = {
    errno.ENOSPC: "disk_full", errno.EDQUOT: "disk_full", errno.EFBIG: "disk_full",
    errno.EACCES: "closed", errno.EPERM: "closed", errno.EROFS: "closed",
}  # fmt: skip


@contextmanager
def whole_folder(target: Path, ours: Collection[str]) -> Iterator[Path]:
    """Give an empty folder to write into; at the end it becomes ``target``, or nothing of it stays.

    A target that holds only files named in ``ours`` (patterns such as *.csv) is replaced as a whole; in one that holds
    others too, each of our files is replaced on its own.

    :raises CannotWrite: the disk is full or the place is closed to us; what was there is as before.
    :raises BadChoice: the target is a file.
    """
    if target.exists() and not target.is_dir():
        raise BadChoice(option="--out", value=target)
    with _told_plainly(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", suffix=".part", dir=target.parent))
        try:
            made.chmod(0o777 & ~_umask())
            yield made
            _settle(made, target, ours)
        finally:
            shutil.rmtree(made, ignore_errors=True)


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Give a path to write one file to; at the end it becomes ``target``, or nothing of it stays.

    :raises CannotWrite: the disk is full or the place is closed to us; what was there is as before.
    :raises BadChoice: the target is a folder.
    """
    if target.is_dir():
        raise BadChoice(option="--out", value=target)
    with _told_plainly(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", suffix=".part", dir=target.parent))
        try:
            made = folder / target.name
            yield made
            made.replace(target)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _settle(made: Path, target: Path, ours: Collection[str]) -> None:
    if not target.exists():
        made.rename(target)
    elif all(_is_ours(entry, ours) for entry in target.iterdir()):
        before = made.with_name(f"{made.name}.before")
        target.rename(before)
        try:
            made.rename(target)
        except BaseException:
            before.rename(target)
            raise
        shutil.rmtree(before, ignore_errors=True)
    else:
        for file in sorted(made.iterdir()):
            file.replace(target / file.name)


def _is_ours(entry: Path, ours: Collection[str]) -> bool:
    return entry.is_file() and any(fnmatchcase(entry.name, pattern) for pattern in ours)


@contextmanager
def _told_plainly(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWrite(path=target, why=REASONS.get(error.errno or 0, error.strerror or str(error))) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
