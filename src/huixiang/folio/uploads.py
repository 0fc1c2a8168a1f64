"""Take in a file from outside: say what it is, refuse what is dangerous, hand back clean bytes.

The caller chooses the place: ``make_safe_in_child`` for everything that parsers of foreign formats
must touch; ``make_safe`` in its own process at most for photos (jpg, png, webp), where starting a
child would cost more than the work. What happens to the original is left to the caller too.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from huixiang.folio.images import redraw
from huixiang.folio.office import check_office
from huixiang.folio.pdf import rewrite_pdf
from huixiang.folio.sandbox import in_child
from huixiang.folio.signs import looks_like, read_text
from huixiang.folio.unsafe import BrokenFile, ContentMismatch, EmptyFile, FileTooLarge, KindNotAllowed

SIZE: Final = 20 * 1024 * 1024


class FileKind(StrEnum):
    """What a file is for its reader."""

    PICTURE = "picture"
    PAPER = "paper"
    TABLE = "table"
    TEXT = "text"
    FILM = "film"


@dataclass(frozen=True, slots=True)
class SafeFile:
    """A checked file: serve ``clean`` with ``media_type`` and a name that ends in ``extension``.

    ``notes`` are codes of what was done: metadata_removed, only_first_frame, became_jpg,
    active_content_removed, became_utf8, metadata_kept.
    """

    kind: FileKind
    media_type: str
    extension: str
    clean: bytes = field(repr=False)
    notes: tuple[str, ...]


# extension: kind, media type, extension of the clean file
_KINDS: Final = {
    "jpg": (FileKind.PICTURE, "image/jpeg", "jpg"),
    "jpeg": (FileKind.PICTURE, "image/jpeg", "jpg"),
    "png": (FileKind.PICTURE, "image/png", "png"),
    "webp": (FileKind.PICTURE, "image/webp", "webp"),
    "heic": (FileKind.PICTURE, "image/jpeg", "jpg"),
    "pdf": (FileKind.PAPER, "application/pdf", "pdf"),
    "docx": (FileKind.PAPER, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "xlsx": (FileKind.TABLE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "txt": (FileKind.TEXT, "text/plain; charset=utf-8", "txt"),
    "mp4": (FileKind.FILM, "video/mp4", "mp4"),
}
EXTENSIONS: Final = tuple(_KINDS)


def make_safe(data: bytes, *, name: str) -> SafeFile:
    """Check and clean a file; ``name`` is the sender's, of which only the extension counts.

    Allowed: jpg, jpeg, png, webp, heic, pdf, docx, xlsx, txt, mp4, up to 20 MiB. A film is only
    recognised, not looked into: its note says metadata_kept.

    :raises UnsafeFile: one of its kinds says why; nothing of the file is to be kept.
    """
    extension = _extension(name)
    check_size(data)
    _check_content(data, extension)
    kind, media_type, clean_extension = _KINDS[extension]
    clean, notes = _clean(data, "jpg" if extension == "jpeg" else extension)
    return SafeFile(kind=kind, media_type=media_type, extension=clean_extension, clean=clean, notes=notes)


def make_safe_in_child(data: bytes, *, name: str) -> SafeFile:
    """Do the same in a child process with 1 GiB of memory, 10 s of work and no secrets.

    A parser that crashes or never ends takes only the child with it. Costs about 0.3 s more.

    :raises UnsafeFile: as ``make_safe``; a crash or an overrun counts as broken.
    """
    extension = _extension(name)
    check_size(data)
    kind, media_type, clean_extension = _KINDS[extension]
    told, clean = in_child("make_safe", data, name=f"file.{extension}")
    notes = told.get("notes")
    if not isinstance(notes, list) or not clean:
        raise BrokenFile
    # What kind of file it is, is decided here and not by a process that may have been taken over.
    return SafeFile(kind, media_type, clean_extension, clean, tuple(str(note) for note in notes))


def check_size(data: bytes) -> None:
    """Refuse an empty or too large file.

    :raises UnsafeFile: empty or too_large.
    """
    if not data:
        raise EmptyFile
    if len(data) > SIZE:
        raise FileTooLarge(bytes=len(data), limit=SIZE)


def _extension(name: str) -> str:
    extension = PurePath(name).suffix.lstrip(".").casefold()
    if extension not in _KINDS:
        raise KindNotAllowed(extension=extension[:20])
    return extension


def _check_content(data: bytes, extension: str) -> None:
    expected = {"jpeg": "jpg", "docx": "zip", "xlsx": "zip", "txt": None}.get(extension, extension)
    if looks_like(data) != expected:
        raise ContentMismatch(extension=extension)


def _clean(data: bytes, extension: str) -> tuple[bytes, tuple[str, ...]]:
    if extension in {"jpg", "png", "webp", "heic"}:
        return redraw(data, kind=extension)
    if extension == "pdf":
        return rewrite_pdf(data)
    if extension == "mp4":
        return data, ("metadata_kept",)
    if extension == "txt":
        text = read_text(data)
        if text is None:
            raise ContentMismatch(extension=extension)
        clean = text.encode()
        return clean, () if clean == data else ("became_utf8",)
    check_office(data, extension=extension)
    return data, ("metadata_kept",)
