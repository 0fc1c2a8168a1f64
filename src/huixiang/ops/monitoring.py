"""``huixiang monitor URL``: keeps a copy of a log on any machine and finds out when it was rewritten. No database.

Decides what is fetched, kept and said. A copy is the entries; every root is computed anew from them. Can cosign what it
found consistent, with a key of its own folder.
"""

from __future__ import annotations

import argparse
import http.client
import secrets
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from huixiang.ops.copies import CHECKPOINT, COSIGNED
from huixiang.ops.verifying import read_key_argument
from huixiang.proofs.merkle import Frontier, leaf_hash
from huixiang.proofs.notes import (
    COSIGNATURE,
    Checkpoint,
    Note,
    NoteWrong,
    NotSigned,
    Signer,
    Verifier,
    read_checkpoint,
    read_note,
    read_signature,
    vouched_by,
)
from huixiang.proofs.tiles import WIDTH, Tile, TileWrong, read_bundle, tiles_of

SECONDS: Final = 20.0
LARGEST: Final = 1 << 20
DIFFERS: Final = 3


class Rewritten(Exception):
    """The log is not the one we kept a copy of: it was rebuilt, shortened or forked."""


class Away(Exception):
    """The log did not answer as a log does; nothing was learnt."""


def main(words: Sequence[str]) -> int:
    """Run the command; returns the exit code: 0 consistent, 1 no answer, 2 misspelt, 3 rewritten."""
    parser = argparse.ArgumentParser(
        prog="huixiang monitor", description="Mirrors a log and checks that it only grows."
    )
    parser.add_argument("url", help="address of the log, such as https://echo.example/log")
    parser.add_argument("--key", required=True, type=read_key_argument, help="key of the log, from the notice board")
    parser.add_argument("--dir", type=Path, default=Path("huixiang-monitor"), help="folder of the copy")
    parser.add_argument("--cosign", metavar="NAME", help="also sign what was checked, under this name")
    given = parser.parse_args(words)
    try:
        checkpoint, note, added = look(given.url.rstrip("/"), given.key, given.dir)
    except Rewritten as found:
        print(f"账本被改写：{found}\nThe log was rewritten: {found}", file=sys.stderr)
        return DIFFERS
    except (Away, OSError) as trouble:
        print(f"没有查成：{trouble}", file=sys.stderr)
        return 1
    print(f"{checkpoint.origin}：{checkpoint.size} 条，新增 {added} 条，与上次一致")
    if given.cosign:
        print(cosign(note, given.cosign, given.dir))
    return 0


def look(url: str, key: Verifier, folder: Path) -> tuple[Checkpoint, Note, int]:
    """Fetch the newest checkpoint and what is new, compare with what was kept, keep it; gives how many entries are new.

    :raises Rewritten: it contradicts the copy or its own checkpoint; the copy is as before, the contradicting
        checkpoint is kept beside it as ``rewritten``. :raises Away: no answer, or one that is no log.
    """
    text = _get(f"{url}/checkpoint").decode("utf-8", "replace")
    try:
        note = read_note(text)
        checkpoint = read_checkpoint(note.body)
        if not vouched_by(note, [key]) or checkpoint.origin != key.name:
            raise Away("the checkpoint is not signed by the key you gave")
    except (NoteWrong, NotSigned) as wrong:
        raise Away("the checkpoint is not signed by the key you gave") from wrong
    folder.mkdir(parents=True, exist_ok=True)
    kept = _kept(folder)
    fresh = [tile for tile in tiles_of(checkpoint.size, since=_whole(kept)) if tile.level is None]
    entries = {tile: _entries(url, tile) for tile in fresh}
    try:
        _compare(folder, kept, checkpoint, entries)
    except Rewritten:
        (folder / "rewritten").write_text(text)
        raise
    for tile, raw in entries.items():
        _write(folder / tile.path, raw)
    _write(folder / CHECKPOINT, text.encode())
    return checkpoint, note, checkpoint.size - (kept.size if kept else 0)


def _kept(folder: Path) -> Checkpoint | None:
    path = folder / CHECKPOINT
    return read_checkpoint(read_note(path.read_text()).body) if path.exists() else None


def _whole(kept: Checkpoint | None) -> int:
    """Up to the last tile that was full when it was fetched: a part of one is fetched again."""
    return kept.size // WIDTH * WIDTH if kept else 0


def _compare(folder: Path, kept: Checkpoint | None, now: Checkpoint, entries: dict[Tile, bytes]) -> None:
    if kept and now.size < kept.size:
        raise Rewritten(f"it holds {now.size} entries, we kept {kept.size}")
    tree = Frontier()
    for tile in (tile for tile in tiles_of(now.size) if tile.level is None):
        raw = entries[tile] if tile in entries else (folder / tile.path).read_bytes()
        for entry in read_bundle(raw):
            tree.append(leaf_hash(entry))
            if kept and tree.size == kept.size and tree.root != kept.root:
                raise Rewritten(f"the first {kept.size} entries are not those we kept")
    if (tree.size, tree.root) != (now.size, now.root):
        raise Rewritten(f"its {now.size} entries do not lead to the root it signed")


def _entries(url: str, tile: Tile) -> bytes:
    raw = _get(f"{url}/{tile.path}")
    try:
        if len(read_bundle(raw)) == tile.width:
            return raw
    except TileWrong as wrong:
        raise Away(f"{tile.path}: {wrong}") from wrong
    raise Away(f"{tile.path} is not full")


def cosign(note: Note, name: str, folder: Path) -> str:
    """Sign a consistent checkpoint with the folder's own key, which is drawn the first time; gives our key."""
    seed = folder / "witness.key"
    if not seed.exists():
        seed.touch(mode=0o600)
        seed.write_text(secrets.token_hex(32))
    signer = Signer(name, COSIGNATURE, bytes.fromhex(seed.read_text().strip()))
    line = read_signature(signer.sign(note.body, moment=int(time.time())))
    _write(folder / COSIGNED, Note(note.body, (*note.signatures, line)).text.encode())
    return signer.verifier.text


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A log is where its address says; whoever answers for it may not send us to the network behind us."""

    def redirect_request(self, *_facts: object) -> None:
        return None


def _get(url: str) -> bytes:
    if not url.startswith(("http://", "https://")):
        raise Away("the address begins with http:// or https://")
    try:
        with urllib.request.build_opener(_NoRedirect).open(url, timeout=SECONDS) as answer:
            raw: bytes = answer.read(LARGEST + 1)
    except (OSError, ValueError, http.client.HTTPException) as away:
        raise Away(f"{url}: {away}") from away
    if len(raw) > LARGEST:
        raise Away(f"{url} sends too much")
    return raw


def _write(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}")
    unfinished.write_bytes(raw)
    unfinished.rename(path)
