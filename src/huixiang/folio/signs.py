"""Tell what bytes are, by themselves: their first bytes, and whether they are text."""

import re
from typing import Final

_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_MP4_BRANDS: Final = frozenset(
    {b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash"}
)
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_OLE: Final = b"\xd0\xcf\x11\xe0"


def looks_like(data: bytes) -> str | None:
    """Tell from its first bytes what a file is: jpg, png, webp, heic, mp4, pdf, zip, ole, or None."""
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        return "heic" if brand in _HEIC_BRANDS else "mp4" if brand in _MP4_BRANDS else None
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    marks = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png", b"%PDF-": "pdf", b"PK\x03\x04": "zip", _OLE: "ole"}
    return next((kind for mark, kind in marks.items() if data.startswith(mark)), None)


def read_text(data: bytes) -> str | None:
    """Decode a text as UTF-8, UTF-16 with its mark, or GB18030; None if it is no text."""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _CONTROL.search(text) else text
    return None
