"""Papers and letters as .docx: editable, on the page of GB/T 9704, with hidden provenance."""

import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Final

from huixiang.folio.papers.geometry import UPRIGHT, fit
from huixiang.folio.papers.letter import Letter, heading, in_words
from huixiang.folio.papers.paper import Kind, Paper, Provenance
from huixiang.folio.papers.wordml import MARKED, Writer, paragraph, run, section, table
from huixiang.folio.papers.wordparts import core, document, fixed_parts, properties

_STAMP: Final = (2000, 1, 1, 0, 0, 0)  # equal papers are equal bytes
_KEPT: Final = "<w:keepNext/>"  # no page holds a day or a signer alone
_PLACES: Final = {Kind.TEXT: "left", Kind.NUMBER: "center", Kind.DATE: "center", Kind.MONEY: "right"}


def paper_docx(paper: Paper) -> bytes:
    """Write a paper: title, lines, a table whose head is repeated on every page, notes, who signs.

    Page and type follow from the columns (``geometry.fit``). Each figure stands in a bookmark
    HX_<code>_<n>, and the document property HX_<code> holds its source. Cost: 1 s per 10,000 rows.
    """
    writer = Writer(Provenance())
    layout = fit(paper.columns)
    rows = (
        [(writer.cell(row.get(column.key), column.kind), _PLACES[column.kind]) for column in paper.columns]
        for row in paper.rows
    )
    body = [paragraph(run(paper.title), "Title")]
    body += [paragraph(writer.line(line), "Lead") for line in paper.heads]
    body += table([column.name for column in paper.columns], rows, layout.breadths, layout.size)
    body += [paragraph(writer.line(line), "Note") for line in paper.notes]
    body += _signature(paper.signer, paper.signed_on)
    return _package(paper.title, "".join(body) + section(layout.page, grid=False), writer.provenance)


def letter_docx(letter: Letter) -> bytes:
    """Write a letter of feedback; sections and items are counted by Word, so that they stay right when edited.

    Lines within an opinion stay within its paragraph.
    """
    key, deep = (1, 1) if any(each.label for each in letter.sections) else (2, 0)
    body = [paragraph(run(letter.title), "Title"), paragraph(run(f"{letter.addressee}："), "Greeting")]
    body.append(paragraph(run(letter.opening), "Text"))
    for each in letter.sections:
        if each.label:
            body.append(paragraph(run(heading(each)), "Section", properties=_counted(key, 0)))
        body += [paragraph(run(words), "Text", properties=_counted(key, deep)) for words in each.words]
    body.append(paragraph(run(letter.closing), "Text", properties=_KEPT))
    body += _signature(letter.signer, letter.signed_on)
    return _package(letter.title, "".join(body) + section(UPRIGHT, grid=True), Provenance())


def _counted(key: int, level: int) -> str:
    indent = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>{indent}'


def _signature(signer: str, signed_on: date | None) -> Iterator[str]:
    if signer or signed_on:
        yield paragraph("", "Text", properties=_KEPT)
    if signer:
        yield paragraph(run(signer), "Signed", properties=_KEPT)
    if signed_on:
        yield paragraph(run(in_words(signed_on)), "Signed")


def _package(title: str, body: str, provenance: Provenance) -> bytes:
    sources = {f"{MARKED}{code}": source for source, code in provenance.sources.items()}
    parts = fixed_parts() | {
        "word/document.xml": document(body),
        "docProps/custom.xml": properties(sources),
        "docProps/core.xml": core(title),
    }
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)
    return output.getvalue()
