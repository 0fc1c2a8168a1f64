"""Which characters the faces of a folder can draw: a .pdf for archives must hold no character without a shape.

Source: OpenType 1.9, table cmap (formats 4 and 12), font collections (ttcf).
"""

import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final
from unicodedata import category

GETA: Final = "〓"  # 下欠字: the printer's mark for a character that is not in the case
_ENDINGS: Final = frozenset({".otf", ".ttf", ".ttc", ".otc"})
_UNICODE: Final = frozenset({(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)})  # platform and encoding
_SELECTORS: Final = range(0xFE00, 0xFE10)

Spans = tuple[tuple[int, int], ...]  # first and last code point


def drawable(text: str, folders: tuple[Path, ...]) -> str:
    """Put 〓 for every character that no face of these folders draws; marks without a shape of their own go.

    The same text where all can be drawn. Reads the faces once a process (20 ms each).
    """
    spans = covered(folders)
    wanted = {char for char in set(text) if not char.isascii() and not _within(ord(char), spans)}
    if not wanted:
        return text
    return text.translate({ord(char): "" if _shapeless(char) else GETA for char in wanted})


@lru_cache(maxsize=4)
def covered(folders: tuple[Path, ...]) -> Spans:
    """The code points that any face in these folders draws, as spans in order; files that are none count nothing."""
    files = sorted(
        path for folder in folders if folder.is_dir() for path in folder.iterdir() if path.suffix.casefold() in _ENDINGS
    )
    return _joined(span for path in files for span in _of_file(path.read_bytes()))


def _of_file(data: bytes) -> Iterator[tuple[int, int]]:
    try:
        if data[:4] == b"ttcf":
            count = struct.unpack_from(">I", data, 8)[0]
            starts = struct.unpack_from(f">{count}I", data, 12)
        else:
            starts = (0,)
        for start in starts:
            yield from _of_face(data, start)
    except struct.error:  # cut off or no face at all
        return


def _of_face(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    tables = struct.unpack_from(">H", data, start + 4)[0]
    for place in range(tables):
        tag, _sum, offset, _length = struct.unpack_from(">4sIII", data, start + 12 + 16 * place)
        if tag == b"cmap":
            yield from _of_cmap(data, offset)


def _of_cmap(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    for place in range(struct.unpack_from(">H", data, start + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * place)
        if (platform, encoding) not in _UNICODE:
            continue
        kind = struct.unpack_from(">H", data, start + offset)[0]
        if kind == 4:
            yield from _segments(data, start + offset)
        elif kind == 12:
            groups = struct.unpack_from(">I", data, start + offset + 12)[0]
            for first, last, _glyph in struct.iter_unpack(">III", data[start + offset + 16 :][: 12 * groups]):
                yield first, last


def _segments(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    size = struct.unpack_from(">H", data, start + 6)[0]
    ends = struct.unpack_from(f">{size // 2}H", data, start + 14)
    firsts = struct.unpack_from(f">{size // 2}H", data, start + 16 + size)
    yield from ((first, last) for first, last in zip(firsts, ends, strict=True) if first != 0xFFFF)


def _joined(spans: Iterable[tuple[int, int]]) -> Spans:
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def _within(code: int, spans: Spans) -> bool:
    place = bisect_right(spans, (code, code)) - 1
    return any(first <= code <= last for first, last in spans[max(place, 0) : place + 2])


def _shapeless(char: str) -> bool:
    return category(char) in {"Cf", "Mn", "Sk"} or ord(char) in _SELECTORS
