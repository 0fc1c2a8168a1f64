"""One run of the backup: archives are made, proven, noted, and those that lived long enough go."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping
from pathlib import Path

from huixiang.kernel import clock
from huixiang.ops.backup.arguments import Options
from huixiang.ops.backup.belonging import Extent
from huixiang.ops.backup.erasures import carry_lists
from huixiang.ops.backup.keys import public_key_of
from huixiang.ops.backup.making import House, Made, make_archives
from huixiang.ops.backup.progress import Progress, shown_progress
from huixiang.ops.backup.refusals import BackupRefused
from huixiang.ops.backup.restoring import prove, sweep_throwaways
from huixiang.ops.backup.shelf import archives_in, held, lasting_is_due, outlived
from huixiang.transparency.backups import BackupRun, note_run

NOT_PROVEN = 3


def run_backup(options: Options, data_dir: Path, environment: Mapping[str, str]) -> int:
    """Make what is due and prove it; returns the exit code. What became of it is noted for page and doctor.

    :raises BackupRefused: nothing was made, and that is noted too.
    """
    at = clock.now()
    folder = options.folder or data_dir
    house = _house(data_dir, environment)
    try:
        with held(folder), shown_progress() as progress:
            sweep_throwaways(data_dir)
            carry_lists(data_dir, folder)
            due = options.lasting or lasting_is_due(archives_in(folder), at=at)
            extents = [Extent.WHOLE, *([Extent.LASTING] if due else [])]
            made = make_archives(house, folder, extents, at=at, progress=progress)
            well = [_settle(each, house, options, progress) for each in made]
            if options.verify and all(well):
                _let_go(folder, at)
            return 0 if all(well) else NOT_PROVEN
    except BackupRefused as refused:
        note_run(data_dir, BackupRun(at, trouble=str(refused).partition("\n")[0]))
        raise


def _house(data_dir: Path, environment: Mapping[str, str]) -> House:
    recipient = public_key_of(data_dir)
    if recipient is None:
        raise BackupRefused(
            "还没有备份密钥。先做一把：huixiang backup-key 文件（文件放在 U 盘上）。",
            "There is no key of backups yet. Draw one first: huixiang backup-key FILE (on a stick).",
        )
    return House(data_dir, environment, recipient)


def _settle(made: Made, house: House, options: Options, progress: Progress) -> bool:
    if not options.verify:
        note_run(house.data_dir, BackupRun(made.at, made.path.name, made.size))
        progress.say(f"{made.path}  {made.size:,} bytes；没有验证 · not verified")
        return True
    try:
        restored = prove(made.path, made.key, near=house.data_dir, environment=house.environment, progress=progress)
        trouble = "；".join(restored.troubles[:3])
    except BackupRefused as refused:
        restored, trouble = None, str(refused).partition("\n")[0]
    except KeyboardInterrupt:
        note_run(house.data_dir, BackupRun(made.at, made.path.name, made.size, trouble="验证被打断了 · interrupted"))
        raise
    leaves = restored.leaves if restored else {}
    note_run(house.data_dir, BackupRun(made.at, made.path.name, made.size, not trouble, trouble, leaves))
    progress.say(f"{made.path}  {made.size:,} bytes；{_verdict(trouble, sum(leaves.values()))}")
    return not trouble


def _verdict(trouble: str, leaves: int) -> str:
    if trouble:
        return f"验证没有通过 · not proven: {trouble}"
    return f"已在另一个数据库里恢复并核对 {leaves} 条 · restored elsewhere and audited"


def _let_go(folder: Path, at: dt.datetime) -> None:
    for archive in outlived(archives_in(folder), at=at):
        archive.path.unlink(missing_ok=True)
        print(f"到期删除 · outlived: {archive.path.name}", file=sys.stderr)
