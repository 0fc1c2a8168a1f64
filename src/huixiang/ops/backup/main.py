"""``huixiang backup``, ``backup-key`` and ``restore``: what was asked, what came of it in plain words, the exit code.

0 done · 1 refused, nothing changed · 2 misspelt · 3 done, but the audit found something · 130 interrupted
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

import psycopg

from huixiang.ops.backup.arguments import Options, backup_options, key_options, restore_options
from huixiang.ops.backup.erasures import require_lists
from huixiang.ops.backup.keys import draw_key, keep_key, public_key_of, read_secret
from huixiang.ops.backup.progress import shown_progress
from huixiang.ops.backup.refusals import BackupRefused
from huixiang.ops.backup.restoring import Known, Restored, prove, restore
from huixiang.ops.backup.running import run_backup
from huixiang.ops.environment import read_settings
from huixiang.ops.postgres import PostgresFailed

REFUSED, FOUND, INTERRUPTED = 1, 3, 130
SHOWN: Final = 20


def backup(words: Sequence[str]) -> int:
    """Make archives, or check one that is there."""
    options = backup_options(words, _found("HX_BACKUP_DIR"))
    return _said(lambda: _check(options) if options.check else run_backup(options, _data_dir(), os.environ))


def backup_key(words: Sequence[str]) -> int:
    """Draw the key pair."""
    return _said(lambda: _draw(key_options(words)))


def restore_archive(words: Sequence[str]) -> int:
    """Restore an archive."""
    return _said(lambda: _restore(restore_options(words)))


def _draw(options: Options) -> int:
    data_dir = _data_dir()
    if public_key_of(data_dir) is not None and not options.replace:
        raise BackupRefused(
            "已经有备份密钥了。真要换新的，加 --replace；旧备份仍要用旧私钥打开，旧私钥别丢。",
            "There is a key of backups already. To draw a new one add --replace; older archives still need the old.",
        )
    keep_key(draw_key(), data_dir=data_dir, file=options.file)
    print(f"私钥在 {options.file}。请把它移到别的地方，至少存两份，一份印在纸上；没有它，备份谁也打不开。")
    print(f"The private key is in {options.file}. Keep it off this machine, twice: without it nobody opens a backup.")
    return 0


def _check(options: Options) -> int:
    key = read_secret(_text_of(options.key))
    with shown_progress() as progress:
        restored = prove(options.file, key, near=_data_dir(), environment=os.environ, progress=progress)
    return _tell(restored, f"{options.file.name} 能恢复 · can be restored")


def _restore(options: Options) -> int:
    key = read_secret(_text_of(options.key))
    data_dir = _data_dir()
    known = Known(require_lists(options.lists) if options.lists else options.file.parent, options.mirrors)
    with shown_progress() as progress:
        restored = restore(options.file, key, data_dir=data_dir, environment=os.environ, known=known, progress=progress)
    code = _tell(restored, f"已恢复到 · restored into {data_dir}")
    erased = sum(int(each["erased"]) for each in restored.found.values())
    print(f"备份之后删除过的，又删除了 {erased} 项 · erased again: {erased}")
    lost = sum(int(each["lost"]) for each in restored.found.values())
    if lost:
        print(f"副本里多出的 {lost} 条已接上账本，记录丢了 · taken over from mirrors, records lost: {lost}")
    print("账本已记下这次恢复（类型 14）。启动：huixiang run · The log says so (type 14). Start it: huixiang run")
    return code


def _tell(restored: Restored, done: str) -> int:
    for slug, leaves in sorted(restored.leaves.items()):
        print(f"{slug}: {leaves} leaves audited, 账本 {leaves} 条核对过")
    for trouble in restored.troubles[:SHOWN]:
        print(f"  ! {trouble}")
    print(done if not restored.troubles else f"{done}；发现问题 · troubles found: {len(restored.troubles)}")
    return FOUND if restored.troubles else 0


def _said(act: Callable[[], int]) -> int:
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        return act()
    except KeyboardInterrupt:
        return _refuse("中断了，没有留下半个文件。\nInterrupted; no half file was left.", INTERRUPTED)
    except BackupRefused as refused:
        return _refuse(str(refused), REFUSED)
    except (PostgresFailed, psycopg.OperationalError, subprocess.CalledProcessError, OSError) as failed:
        return _refuse(f"没有做成：{failed}\nIt was not done.", REFUSED)
    finally:
        signal.signal(signal.SIGTERM, before)


def _refuse(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _found(name: str) -> str:
    return str(read_settings(os.environ)[name] or "")


def _data_dir() -> Path:
    return Path(_found("HX_DATA_DIR"))


def _text_of(path: Path | None) -> str:
    if path is None:
        return sys.stdin.readline() if sys.stdin else ""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BackupRefused(f"私钥文件 {path} 读不了。", f"The key file {path} cannot be read.") from error
