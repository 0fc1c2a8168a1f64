"""What is fuzzed: readers of bytes and words that strangers give, each with the errors it may raise and good examples.

Anything else a reader raises is a crash. ``planted`` breaks on purpose: a fuzzer that does not find it proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from huixiang.digest.masking import apply_masks, propose_masks
from huixiang.folio import geojson, moments, tables
from huixiang.folio.columns import found_columns, guessed_columns
from huixiang.folio.streams import open_table, read_batches
from huixiang.folio.unsafe import UnsafeFile
from huixiang.proofs import entries, kept_heads, notes, receipt_file, receipts, tiles, tlog_proof
from huixiang.proofs.merkle import Frontier, leaf_hash

LOG: Final = notes.Signer("echo.example/log", notes.ED25519, bytes([1]) * 32)
WITNESS: Final = notes.Signer("union.example/w1", notes.COSIGNATURE, bytes([2]) * 32)
KEY: Final = bytes(range(32))
NAMES: Final = ("王建国", "欧阳娜娜")
FIELDS: Final = ("said_at", "contact", "id", "body", "place")


@dataclass(frozen=True, slots=True)
class Target:
    """A reader, the errors it documents, and bytes it can read."""

    read: Callable[[bytes], object]
    documented: tuple[type[Exception], ...]
    examples: tuple[bytes, ...]


def text_of(data: bytes) -> str:
    """Bytes as words, whatever they are; what is no UTF-8 becomes a lone surrogate, the worst a text may hold."""
    return data.decode("utf-8", "surrogateescape")


def a_note() -> notes.Note:
    """A checkpoint of one leaf that the log and a witness signed."""
    tree = Frontier()
    tree.append(leaf_hash(an_entry().encode()))
    note = notes.Checkpoint(LOG.name, 1, tree.root).signed_by(LOG)
    return notes.Note(
        note.body, (*note.signatures, notes.read_signature(WITNESS.sign(note.body, moment=1_795_000_000)))
    )


def facts() -> dict[str, str]:
    """The digests of what was said, under KEY."""
    return entries.digests(KEY, {"words": "桂花路的路灯坏了三盏。", "locator": "20261128", "lane": "open"})


def an_entry() -> entries.Entry:
    """An entry that opens with KEY."""
    return entries.Entry(
        entries.LeafType.ACCEPTED, 20_785, entries.NO_SUBJECT, entries.NO_CLAIM, entries.content_of(KEY, facts())
    )


def a_receipt() -> str:
    """A proof file that holds."""
    opened = receipt_file.Opened(LOG.verifier.text, "20261128", an_entry(), KEY, facts())
    return tlog_proof.TlogProof(0, (), a_note(), opened.raw).text


def _masks(data: bytes) -> object:
    text = text_of(data)
    found = propose_masks(text, names=NAMES)
    if any(not 0 <= mask.start < mask.end <= len(text) for mask in found):
        raise AssertionError("a mask lies outside the text")
    return apply_masks(text, found)


def _receipt(data: bytes) -> object:
    return receipt_file.check(text_of(data), logs=[LOG.verifier], witnesses=[WITNESS.verifier], words="灯坏了")


def _proof(data: bytes) -> object:
    found = tlog_proof.read_proof(text_of(data))
    return found.checkpoint, receipt_file.read_opened(found.extra)


def _note(data: bytes) -> object:
    found = notes.read_note(text_of(data))
    return notes.read_checkpoint(found.body), notes.vouched_by(found, [LOG.verifier, WITNESS.verifier])


def _verifier(data: bytes) -> object:
    return notes.read_verifier(text_of(data))


def _kept_head(data: bytes) -> object:
    return kept_heads.find_head(kept_heads.text_kept(data), logs=[LOG.verifier])


def _tiles(data: bytes) -> object:
    which, rest = data[:1], data[1:]
    if which == b"p":
        return tiles.read_path_of(text_of(rest))
    return tiles.read_bundle(rest) if which == b"b" else tiles.read_hashes(rest)


def _table(data: bytes) -> object:
    table = tables.read_table(data, name="table.csv")
    rows = [list(row.cells.values()) for row in table.rows[:50]]
    found = found_columns(table.header, FIELDS)
    return guessed_columns(table.header, rows, found), tables.find_columns(table.header, {"words": ("反映内容",)})


def _stream(data: bytes) -> object:
    with TemporaryDirectory(dir=_quick_folder()) as folder:
        path = Path(folder, "table.csv")
        path.write_bytes(data)
        table = open_table(path)
        return [batch.columns.num_rows for batch in read_batches(table, table.header)]


def _quick_folder() -> str | None:
    """Memory that looks like a folder, where there is one: a fuzzer writes thousands of files a second."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _moment(data: bytes) -> object:
    return moments.read_moment(text_of(data))


def _shapes(data: bytes) -> object:
    return geojson.draw(geojson.read_shapes(data))


def _code(data: bytes) -> object:
    return receipts.parse(text_of(data))


def _planted(data: bytes) -> object:
    if data[:1] == b"H" and data[1:2] == b"X" and data[2:3] == b"!":
        raise IndexError("planted")
    return None


_TABLE: Final = '序号,反映内容,地址,反映时间\n1,路灯坏了,桂花路,2026-03-02 08:30\n2,"井盖, 响",,3月5日\n'.encode()
_SQUARE: Final = (
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"北关"},"geometry":{"type":"Polygon",'
    '"coordinates":[[[116.3,39.9],[116.4,39.9],[116.4,40.0],[116.3,39.9]]]}}]}'
).encode()
_MAIL: Final = b"Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nZWNobw==\n"
_PERSONAL: Final = (
    "王建国电话13812345678，身份证11010519491231002X，京A12345，微信wx_abc123，a@b.cn，卡6222021234567890128".encode()
)
_CODE: Final = receipts.ReceiptCode("00000000", "0" * receipts.SECRET_DIGITS).text.encode()

TARGETS: Final[Mapping[str, Target]] = {
    "masks": Target(_masks, (), (_PERSONAL,)),
    "receipt file": Target(_receipt, (), (a_receipt().encode(),)),
    "proof file": Target(_proof, (tlog_proof.FileWrong, entries.EntryWrong), (a_receipt().encode(),)),
    "note": Target(_note, (notes.NoteWrong, notes.NotSigned), (a_note().text.encode(),)),
    "verifier": Target(_verifier, (notes.NoteWrong,), (LOG.verifier.text.encode(),)),
    "kept head": Target(_kept_head, (), (a_note().text.encode(), _MAIL)),
    "tiles": Target(_tiles, (tiles.TileWrong,), (b"ptile/0/x001/234.p/7", b"b\x00\x01a\x00\x02bc", b"h" + bytes(64))),
    "entry": Target(entries.decode, (entries.EntryWrong,), (an_entry().encode(),)),
    "receipt code": Target(_code, (receipts.MistypedCode,), (_CODE,)),
    "table": Target(_table, (UnsafeFile,), (_TABLE, _TABLE.decode().encode("gb18030"))),
    "table as it streams": Target(_stream, (UnsafeFile,), (_TABLE, _TABLE.decode().encode("utf-16"))),
    "moment": Target(_moment, (), ("二〇一三年三月五日 下午3点".encode(), b"2026-03-02T08:30:00+08:00", b"45000.5")),
    "shapes": Target(_shapes, (geojson.NotAMap,), (_SQUARE,)),
}  # fmt: skip
PLANTED: Final = Target(_planted, (), (b"HA",))
