"""A plan as a picture: checked and redrawn like any upload, and made no larger than a screen can show."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

from PIL import Image

from huixiang.folio.unsafe import KindNotAllowed
from huixiang.folio.uploads import FileKind, make_safe_in_child

WIDEST: Final = 2_000  # pixels
HIGHEST: Final = 4_000


@dataclass(frozen=True, slots=True)
class Plan:
    """A picture without anything but its pixels; ``width`` and ``height`` in pixels."""

    content: bytes = field(repr=False)
    media_type: str
    width: int
    height: int


def read_plan(data: bytes, *, name: str) -> Plan:
    """Clean a picture (jpg, png, webp, heic) in a child process; a larger one is drawn at most 2,000 by 4,000.

    :raises UnsafeFile: one of its kinds says why; ``KindNotAllowed`` for a file that is no picture.
    """
    safe = make_safe_in_child(data, name=name)
    if safe.kind is not FileKind.PICTURE:
        raise KindNotAllowed(extension=safe.extension)
    with Image.open(BytesIO(safe.clean)) as picture:
        if picture.width <= WIDEST and picture.height <= HIGHEST:
            return Plan(safe.clean, safe.media_type, picture.width, picture.height)
        kind = picture.format
        picture.thumbnail((WIDEST, HIGHEST))
        smaller = BytesIO()
        picture.save(smaller, format=kind)
        return Plan(smaller.getvalue(), safe.media_type, picture.width, picture.height)
