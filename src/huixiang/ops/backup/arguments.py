"""The words behind ``huixiang backup``, ``backup-key`` and ``restore``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for. ``file`` is the archive or the key file; ``folder`` where archives go."""

    file: Path = Path()
    key: Path | None = None
    folder: Path | None = None
    check: bool = False
    verify: bool = True
    lasting: bool = False
    replace: bool = False
    lists: Path | None = None
    mirrors: tuple[Path, ...] = ()


def backup_options(words: Sequence[str], folder: str) -> Options:
    """Read the words behind ``backup``; ``folder`` is the setting's."""
    parser = argparse.ArgumentParser(
        prog="huixiang backup", description="One encrypted file of everything, proven by restoring it elsewhere."
    )
    parser.add_argument("--to", type=Path, help="folder of the archives; else HX_BACKUP_DIR")
    parser.add_argument("--lasting", action="store_true", help="also a lasting archive now, without anybody's words")
    parser.add_argument(
        "--verify", action=argparse.BooleanOptionalAction, default=True, help="restore it elsewhere and audit it there"
    )
    parser.add_argument("--check", metavar="ARCHIVE", type=Path, help="make none: prove this one, with --key")
    parser.add_argument("--key", type=Path, help="file with the private key, for --check")
    given = parser.parse_args(words)
    chosen = given.to or (Path(folder) if folder else None)
    if given.check and not given.key:
        parser.error("--check needs --key FILE")
    if not given.check and chosen is None:
        parser.error("say where: --to FOLDER, or set HX_BACKUP_DIR")
    return Options(
        file=given.check or Path(), key=given.key, folder=chosen, check=bool(given.check), verify=given.verify,
        lasting=given.lasting,
    )  # fmt: skip


def key_options(words: Sequence[str]) -> Options:
    """Read the words behind ``backup-key``."""
    parser = argparse.ArgumentParser(
        prog="huixiang backup-key", description="Draws the key pair of backups; the private half goes into FILE."
    )
    parser.add_argument("file", type=Path, help="new file for the private key, such as on a stick")
    parser.add_argument("--replace", action="store_true", help="draw a new pair although there is one")
    given = parser.parse_args(words)
    return Options(file=given.file, replace=given.replace)


def restore_options(words: Sequence[str]) -> Options:
    """Read the words behind ``restore``."""
    parser = argparse.ArgumentParser(
        prog="huixiang restore", description="Brings a house back from an archive, into an empty data folder."
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--key", type=Path, required=True, help="file with the private key")
    parser.add_argument("--erased", type=Path, help="folder with lists of what was erased; else that of the archive")
    parser.add_argument(
        "--mirror", type=Path, action="append", default=[], help="copy of a log by huixiang monitor: entries since"
    )
    given = parser.parse_args(words)
    return Options(file=given.archive, key=given.key, lists=given.erased, mirrors=tuple(given.mirror))
