"""Hostile and harmless files, made here so that no dangerous file lies in the repository."""

import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image

from huixiang.folio.office import MAIN_TYPES

OFFICE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def package(extra: Mapping[str, str | bytes] | None = None, *, extension: str = "docx") -> bytes:
    """Make a small .docx or .xlsx with further members, or other content for its own."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": types(MAIN_TYPES[extension]),
        "_rels/.rels": rels(("officeDocument", "word/document.xml", "Internal")),
        "word/document.xml": body("<w:t>整改报告</w:t>"),
    }
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in {**members, **(extra or {})}.items():
            made.writestr(name, content)
    return output.getvalue()


def types(main: str) -> str:
    return f'<Types xmlns="x"><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'


def rels(*relations: tuple[str, str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="r{place}" Type="{OFFICE_RELS}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for place, (kind, target, mode) in enumerate(relations)
    )
    return f"<Relationships>{inside}</Relationships>"


def body(inside: str) -> str:
    return f'<w:document xmlns:w="w"><w:body><w:p><w:r>{inside}</w:r></w:p></w:body></w:document>'


def field(*runs: str) -> str:
    inside = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)
    return body(f'<w:fldChar w:fldCharType="begin"/>{inside}<w:fldChar w:fldCharType="end"/>')


def sheet(inside: str, *, extension: str = "xlsx") -> bytes:
    return package({"xl/worksheets/sheet1.xml": f"<worksheet>{inside}</worksheet>"}, extension=extension)


def renamed(member: str) -> bytes:
    """Make a package whose member has a name that zipfile would not write by itself."""
    return package({"X" * len(member): b"x"}).replace(b"X" * len(member), member.encode())


def symlink() -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as made:
        link = zipfile.ZipInfo("word/link.xml")
        link.create_system = 3
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    return output.getvalue()


def lying_bomb() -> bytes:
    """Make a package whose directory says 10 bytes for a member of 3 MB."""
    data = bytearray(package({"word/media/a.bin": b"\0" * 3_000_000}))
    real = struct.pack("<I", 3_000_000)
    while (place := data.find(real)) >= 0:
        data[place : place + 4] = struct.pack("<I", 10)
    return bytes(data)


def picture(kind: str = "JPEG", *, size: tuple[int, int] = (40, 20), **options: Any) -> bytes:
    output = BytesIO()
    made = Image.new("RGB", size, "white")
    made.paste("red", (0, 0, size[0] // 2, size[1]))
    made.save(output, format=kind, **options)
    return output.getvalue()


def photo_with_place(kind: str = "JPEG") -> bytes:
    """Make a photo with GPS, a comment and a turned orientation; its left half is red."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SecretCamera"
    exif[0x8825] = {1: "N", 2: (31.0, 14.0, 3.5), 3: "E", 4: (121.0, 28.0, 1.5)}
    return picture(kind, exif=exif)


def pdf(*, script: bool = True, password: str = "") -> bytes:
    """Make a PDF with a page, and scripts, a launch link, an attachment and XMP all over it."""
    made = pikepdf.new()
    made.add_blank_page()
    page = made.pages[0].obj
    if script:
        action = made.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))
        launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
        made.Root.OpenAction = action
        made.Root.AA = pikepdf.Dictionary(WC=action)
        made.Root.Metadata = made.make_stream(b"<x:xmpmeta>SecretAuthor</x:xmpmeta>")
        made.attachments["evil.exe"] = b"MZ-EVIL-PAYLOAD"
        made.docinfo["/Author"] = "SecretAuthor"
        places = pikepdf.Array([0, 0, 9, 9])
        page.Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=places, A=launch),
                pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=places),
                pikepdf.Dictionary(
                    Subtype=pikepdf.Name.Link,
                    Rect=places,
                    A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://www.gov.cn/"),
                ),
            ]
        )
        image = made.make_stream(photo_with_place(), Filter=pikepdf.Name.DCTDecode, Subtype=pikepdf.Name.Image)
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    output = BytesIO()
    locked = pikepdf.Encryption(user=password, owner=password) if password else None
    made.save(output, encryption=locked)
    return output.getvalue()
