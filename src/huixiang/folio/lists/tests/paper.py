"""Word documents made for tests, from their XML: lists, tables, boxes, notes and changes."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

from huixiang.folio.office import MAIN_TYPES

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN: Final = MAIN_TYPES["docx"]


def docx(*blocks: str, extra: Mapping[str, str | bytes] | None = None, **parts: str) -> bytes:
    """Make a .docx of blocks of XML; ``parts`` are the insides of styles, numbering, footnotes, header1."""
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_OFFICE}/{name.rstrip("1")}" Target="{name}.xml"/>' for name in parts
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types><Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        "word/document.xml": part("document", f"<w:body>{''.join(blocks)}</w:body>"),
        "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
        **{f"word/{name}.xml": part(name.rstrip("1"), inside) for name, inside in parts.items()},
        **(extra or {}),
    }
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return output.getvalue()


def part(name: str, inside: str) -> str:
    return f'<w:{name} xmlns:w="{W}" xmlns:mc="m" xmlns:wps="s" xmlns:v="v">{inside}</w:{name}>'


def p(*runs: str, properties: str = "") -> str:
    """Make a paragraph; runs that are not XML are taken as words."""
    inside = "".join(each if each.startswith("<") else r(each) for each in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def r(words: str, *, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def counted(words: str, *, level: int = 0, key: int = 1) -> str:
    """Make a paragraph that Word numbers."""
    return p(words, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>')


def numbering(*levels: tuple[str, str], lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """Make the inside of numbering.xml with one abstract list; levels as (format, text)."""
    inside = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (kind, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="0">{inside}</w:abstractNum>{lists}'


def tbl(*rows: tuple[str, ...]) -> str:
    """Make a table; a cell that begins with < is XML, ^ continues the cell above, others are words."""
    return f"<w:tbl>{''.join(tr(*row) for row in rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(_cell(each) for each in cells)}</w:tr>"


def _cell(content: str) -> str:
    merge = "<w:vMerge/>" if content == "^" else '<w:vMerge w:val="restart"/>'
    inside = content if content.startswith("<") else p("" if content == "^" else content)
    return f"<w:tc><w:tcPr>{merge}</w:tcPr>{inside}</w:tc>"


def box(*paragraphs: str) -> str:
    """Make a text box as Word writes it: once for new readers, once more for old ones."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
