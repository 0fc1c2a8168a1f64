"""The key pair of backups: the public half lies in the data folder, the private one is kept off the machine.

Decides how both are written, so that a private key can be typed in from paper: base32 in groups, with a check.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
from pathlib import Path
from typing import Final

from nacl.public import PrivateKey, PublicKey

from huixiang.kernel.durable import sync_folder, write_durably
from huixiang.ops.backup.refusals import BackupRefused
from huixiang.transparency.backups import key_path

SECRET_MARK: Final = "HXBS1"  # noqa: S105 - the mark before a key, not one
PUBLIC_MARK: Final = "HXBP1"
_CHECK_BYTES: Final = 4


def draw_key() -> PrivateKey:
    """A new pair."""
    return PrivateKey.generate()


def secret_text(key: PrivateKey) -> str:
    """The private key on one line."""
    return _written(SECRET_MARK, bytes(key))


def public_text(key: PublicKey) -> str:
    """The public key on one line."""
    return _written(PUBLIC_MARK, bytes(key))


def read_secret(text: str) -> PrivateKey:
    """Read a private key out of a text that may hold more; spaces, dashes and small letters do not matter.

    :raises BackupRefused: there is none, or it is misspelt.
    """
    return PrivateKey(_read(SECRET_MARK, text))


def read_public(text: str) -> PublicKey:
    """Read a public key likewise.

    :raises BackupRefused: there is none, or it is misspelt.
    """
    return PublicKey(_read(PUBLIC_MARK, text))


def public_key_of(data_dir: Path) -> PublicKey | None:
    """The public key of a house; None when no key was made yet.

    :raises BackupRefused: the file does not hold one.
    """
    path = key_path(data_dir)
    return read_public(path.read_text(encoding="utf-8")) if path.exists() else None


def keep_key(key: PrivateKey, *, data_dir: Path, file: Path) -> None:
    """Write the private key to ``file`` and the public one into the data folder.

    :raises BackupRefused: the file is there already, or would lie in the data folder; nothing was written.
    """
    if file.resolve().is_relative_to(data_dir.resolve()):
        raise BackupRefused(
            "私钥不能放在数据文件夹里：丢了数据也就丢了私钥。请写到 U 盘之类另外的地方。",
            "The private key must not lie in the data folder: lost together, they help nobody. Name another place.",
        )
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BackupRefused(
            f"{file} 写不了：{error.strerror}。没有改动任何密钥。",
            f"{file} cannot be written: {error.strerror}. No key was changed.",
        ) from error
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(_KEY_FILE.format(secret=secret_text(key), public=public_text(key.public_key)))
        out.flush()
        os.fsync(out.fileno())
    sync_folder(file.resolve().parent)
    write_durably(key_path(data_dir), f"{public_text(key.public_key)}\n".encode())


def _written(mark: str, raw: bytes) -> str:
    text = base64.b32encode(raw + _check(mark, raw)).decode().rstrip("=")
    return "-".join([mark, *(text[place : place + 4] for place in range(0, len(text), 4))])


def _read(mark: str, text: str) -> bytes:
    for line in text.upper().splitlines():
        letters = re.sub(r"[^A-Z0-9]", "", line)
        if not letters.startswith(mark):
            continue
        body = letters.removeprefix(mark)
        try:
            raw = base64.b32decode(body + "=" * (-len(body) % 8))
        except (binascii.Error, ValueError):
            break
        if len(raw) == 32 + _CHECK_BYTES and _check(mark, raw[:32]) == raw[32:]:
            return raw[:32]
        break
    what = "私钥" if mark == SECRET_MARK else "公钥"
    english = "private" if mark == SECRET_MARK else "public"
    raise BackupRefused(
        f"这里没有备份{what}，或者抄错了：它以 {mark} 开头。",
        f"This holds no {english} key of backups, or it is misspelt: it begins with {mark}.",
    )


def _check(mark: str, raw: bytes) -> bytes:
    return hashlib.sha256(mark.encode() + raw).digest()[:_CHECK_BYTES]


_KEY_FILE: Final = """\
# 回响备份私钥：没有它，备份谁也打不开。不要留在这台机器上；至少存两份，其中一份印在纸上锁好。
# Private key of Huixiang's backups: without it nobody opens them. Keep it off this machine, twice, once on paper.
{secret}
# {public}
"""
