"""Files people send: an honest photo, and those that must not be let in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from PIL import Image, ImageDraw

CAMERA = "Phone of 13800138000"
SCRIPT_IN_SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def photo(folder: Path, name: str = "lamp.jpg") -> Path:
    """A photo as a phone takes it, with the camera's name in it."""
    picture = Image.new("RGB", (900, 600), "#24323a")
    drawn = ImageDraw.Draw(picture)
    drawn.rectangle((430, 120, 450, 600), fill="#8a8f93")
    drawn.ellipse((390, 60, 490, 140), fill="#3c3f41")
    exif = Image.Exif()
    exif[0x0110] = CAMERA
    path = folder / name
    picture.save(path, exif=exif)
    return path


def html_named_jpg(folder: Path) -> Path:
    """A web page that says it is a photo."""
    path = folder / "photo.jpg"
    path.write_text("<html><script>alert(1)</script></html>")
    return path


def svg_with_script(folder: Path) -> Path:
    """A drawing that would run by itself."""
    path = folder / "map.svg"
    path.write_text(SCRIPT_IN_SVG)
    return path


def zip_bomb(folder: Path) -> Path:
    """A Word file of 200 kB that unpacks to 200 MB."""
    path = folder / "letter.docx"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 200_000_000)
    path.write_bytes(packed.getvalue())
    return path
