"""PDF: written anew without anything that runs, opens, sends or hides.

Removed: scripts, actions on opening, embedded files, forms of the XFA kind, media annotations,
document properties and XMP. What is written on the pages stays as it is.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import pikepdf

from huixiang.folio.unsafe import BrokenFile, EncryptedFile, UnsafeFile

OBJECTS: Final = 500_000
DEPTH: Final = 60

# Wherever these keys stand, nothing a reader of the page needs goes with them.
_ACTIVE: Final = (
    "/AA",
    "/AF",
    "/Collection",
    "/EF",
    "/EmbeddedFiles",
    "/JS",
    "/JavaScript",
    "/OpenAction",
    "/Rendition",
    "/RichMediaContent",
    "/XFA",
)
_PRIVATE: Final = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")
_ACTIONS: Final = frozenset(
    {
        "/GoTo3DView",
        "/GoToE",
        "/GoToR",
        "/ImportData",
        "/JavaScript",
        "/Launch",
        "/Movie",
        "/Rendition",
        "/RichMediaExecute",
        "/Sound",
        "/SubmitForm",
    }
)
_MEDIA: Final = frozenset({"/3D", "/FileAttachment", "/Movie", "/RichMedia", "/Screen", "/Sound"})
_LINKS: Final = ("http://", "https://", "mailto:", "tel:")
_SCAN: Final = 0xDA
_CARRIERS: Final = frozenset({0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE})


def rewrite_pdf(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Rewrite a PDF; returns the new bytes and notes: metadata_removed, active_content_removed.

    Earlier versions hidden in the file by incremental saving go too, and so do EXIF blocks within
    its JPEG pictures. The same input gives the same output.

    :raises EncryptedFile: it needs a password to open.
    :raises BrokenFile: it cannot be read, has no page, or more than 500,000 objects.
    """
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return _rewrite(pdf)
    except pikepdf.PasswordError as error:
        raise EncryptedFile from error
    except UnsafeFile:
        raise
    except Exception as error:
        raise BrokenFile from error


def _rewrite(pdf: Any) -> tuple[bytes, tuple[str, ...]]:
    if len(pdf.pages) == 0 or len(pdf.objects) > OBJECTS:
        raise BrokenFile
    found = sum([_clean(entry, DEPTH) for entry in pdf.objects])
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    output = BytesIO()
    pdf.save(output, encryption=False, deterministic_id=True, fix_metadata_version=False)
    return output.getvalue(), ("metadata_removed", *(("active_content_removed",) if found else ()))


def _clean(entry: Any, depth: int) -> int:
    """Clean one object and what is written inside it; other objects have their own turn."""
    if depth == 0:
        raise BrokenFile
    found = 0
    if isinstance(entry, pikepdf.Stream):
        _strip_picture(entry)
    if isinstance(entry, pikepdf.Array):
        found += _drop_media(entry)
    elif isinstance(entry, pikepdf.Dictionary | pikepdf.Stream):
        found += _drop_keys(entry)
    return found + sum([_clean(child, depth - 1) for child in _direct_children(entry)])


def _direct_children(entry: Any) -> Iterator[Any]:
    if isinstance(entry, pikepdf.Array):
        inside = list(entry)
    elif isinstance(entry, pikepdf.Dictionary | pikepdf.Stream):
        inside = [value for _, value in entry.items()]
    else:
        return
    for child in inside:
        container = isinstance(child, pikepdf.Array | pikepdf.Dictionary)
        if container and not child.is_indirect:
            yield child


def _drop_media(array: Any) -> int:
    found = 0
    for place in reversed(range(len(array))):
        if _is_active(array[place]) or _is_media(array[place]):
            del array[place]
            found += 1
    return found


def _drop_keys(entry: Any) -> int:
    external = ("/F", "/FFilter", "/FDecodeParms") if isinstance(entry, pikepdf.Stream) else ()
    for key in (*_PRIVATE, *external):
        if key in entry:
            del entry[key]
    active = [key for key, value in entry.items() if key in _ACTIVE or _is_active(value)]
    for key in active:
        del entry[key]
    return len(active)


def _is_active(value: Any) -> bool:
    if not isinstance(value, pikepdf.Dictionary):
        return False
    kind = str(value.get("/S", ""))
    if kind == "/URI":
        return not str(value.get("/URI", "")).strip().casefold().startswith(_LINKS)
    return kind in _ACTIONS


def _is_media(value: Any) -> bool:
    # /Rect tells an annotation from other dictionaries with a subtype.
    return isinstance(value, pikepdf.Dictionary) and "/Rect" in value and str(value.get("/Subtype", "")) in _MEDIA


def _strip_picture(stream: Any) -> None:
    kind = stream.get("/Filter")
    if isinstance(kind, pikepdf.Array) and len(kind) == 1:
        kind = kind[0]
    if kind != pikepdf.Name.DCTDecode:
        return
    raw = stream.read_raw_bytes()
    clean = strip_jpeg(raw)
    if clean != raw:
        stream.write(clean, filter=pikepdf.Name.DCTDecode, decode_parms=stream.get("/DecodeParms"))


def strip_jpeg(data: bytes) -> bytes:
    """Cut the EXIF, XMP, maker and comment blocks out of a JPEG without decoding it.

    Kept: JFIF (APP0), colour profile (APP2), Adobe's colour marker (APP14). What is no readable
    JPEG comes back as it is. Source: ITU-T T.81, annex B.
    """
    kept, place = [data[:2]], 2
    while data[place : place + 1] == b"\xff" and len(data) >= place + 4:
        marker = data[place + 1]
        if marker == _SCAN:
            return b"".join(kept) + data[place:]
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if marker not in _CARRIERS:
            kept.append(data[place:end])
        place = end
    return data
