"""Writes a paper from the records of now: its rows, its columns, its sums; as .docx, .xlsx or .pdf."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from huixiang.folio.papers.docx import letter_docx, paper_docx
from huixiang.folio.papers.forms import TITLES
from huixiang.folio.papers.letter import Letter
from huixiang.folio.papers.paper import Paper
from huixiang.folio.papers.pdf import letter_pdf, paper_pdf
from huixiang.folio.papers.xlsx import paper_xlsx
from huixiang.kernel import clock
from huixiang.kernel.actor import Actor
from huixiang.people import queries as people
from huixiang.people.models import Organisation, Unit
from huixiang.publishing.models import MadePaper, Provenance
from huixiang.publishing.papers import files
from huixiang.publishing.papers.counted import Counted
from huixiang.publishing.papers.heads import head_lines, sum_lines
from huixiang.publishing.papers.ledger_rows import ledger_rows
from huixiang.publishing.papers.letters import letter_table, letters_of
from huixiang.publishing.papers.pieces import Filling, Row, in_pieces
from huixiang.publishing.papers.plan_paper import plan_paper
from huixiang.publishing.papers.problem_list import problem_rows
from huixiang.publishing.papers.registers import Register, pledges_paper, projects_paper, rules_paper
from huixiang.publishing.papers.summary import summary_rows
from huixiang.publishing.queries.columns import choices_of, columns_now, printed_columns
from huixiang.publishing.queries.papers import LISTS, rows_for
from huixiang.publishing.queries.terms import terms_from
from huixiang.publishing.states import COUNTS_VOICES, REGISTERS, PaperForm, PaperKind

PAPERS: Final[Mapping[PaperForm, Callable[[Paper], bytes]]] = {
    PaperForm.DOCX: paper_docx,
    PaperForm.XLSX: paper_xlsx,
    PaperForm.PDF: paper_pdf,
}
LETTERS: Final[Mapping[PaperForm, Callable[[Letter], bytes]]] = {
    PaperForm.DOCX: letter_docx,
    PaperForm.XLSX: lambda letter: paper_xlsx(letter_table(letter)),
    PaperForm.PDF: letter_pdf,
}
REGISTER: Final[Mapping[PaperKind, Callable[[Counted, bool], Register]]] = {
    PaperKind.PLAN: plan_paper,
    PaperKind.RULES: rules_paper,
    PaperKind.PLEDGES: pledges_paper,
    PaperKind.PROJECTS: projects_paper,
}
LETTER_NAME: Final = "意见反馈函"
_STAMP: Final = (2000, 1, 1, 0, 0, 0)
_NO_NAME: Final = re.compile(r'[\\/:*?"<>|\s]+')


@dataclass(frozen=True, slots=True)
class Written:
    """A paper as bytes with the name of its file, its rows, its figures, and the voices that found no letter."""

    content: bytes
    name: str
    rows: int
    figures: tuple[Provenance, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Order:
    """A paper to be written, with what every step needs."""

    paper: MadePaper
    kind: PaperKind
    form: PaperForm
    organisation: Organisation
    counted: Counted

    def said(self, rows: int) -> None:
        files.say_done(self.paper.code, rows)


def write_paper(paper: MadePaper, *, reader: Actor, at: dt.datetime, new_code: Callable[[], str]) -> Written:
    """Write a paper of what this reader may see; nothing is saved but how far it is.

    A table costs 7 queries for each thousand rows at most, and the memory of its document.

    :raises TooLong: more rows than a sheet holds. :raises NotFound: the plan asked for does not exist.
    """
    organisation = paper.organisation
    today = clock.day_of(at, zone=organisation.zone)
    terms = terms_from(paper.terms)
    counted = Counted(paper, terms, reader, at, today, new_code)
    order = _Order(paper, PaperKind(paper.kind), PaperForm(paper.form), organisation, counted)
    if order.kind in REGISTERS:
        return _register(order)
    rows = rows_for(order.kind, terms, reader=reader, today=today)
    key = "number" if LISTS[order.kind] in COUNTS_VOICES else "pk"
    ids = list(rows.order_by("number").values_list(key, flat=True))
    return _letters(order, ids) if order.kind is PaperKind.LETTERS else _table(order, ids)


def _table(order: _Order, ids: Sequence[int]) -> Written:
    counted, kind = order.counted, order.kind
    columns = printed_columns(kind, choices_of(kind, columns_now(kind)))
    title = TITLES[kind.value]
    paper = Paper(
        title=f"{order.organisation.name}{title}",
        columns=columns,
        rows=_rows(order, ids),
        heads=head_lines(kind, counted.terms, day=counted.today),
        notes=sum_lines(kind, counted.figure),
        signer=order.organisation.name,
        signed_on=counted.today,
    )
    content = PAPERS[order.form](paper)
    return Written(content, f"{title}-{counted.today.isoformat()}.{order.form}", len(ids), tuple(counted.kept))


def _register(order: _Order) -> Written:
    """A plan or a register: its rows are few and read whole."""
    counted, kind = order.counted, order.kind
    read = REGISTER[kind](counted, order.paper.cover_doubtful)
    paper = Paper(
        title=f"{order.organisation.name}{read.title}",
        columns=printed_columns(kind, choices_of(kind, columns_now(kind))),
        rows=read.rows,
        heads=read.heads,
        notes=read.notes,
        signer=order.organisation.name,
        signed_on=counted.today,
    )
    name = f"{_NO_NAME.sub('', read.name)}-{counted.today.isoformat()}.{order.form}"
    return Written(PAPERS[order.form](paper), name, len(read.rows), tuple(counted.kept))


def _rows(order: _Order, ids: Sequence[int]) -> Iterator[Row]:
    places = {pk: place for place, pk in enumerate(ids, start=1)}
    if order.kind is PaperKind.SUMMARY:
        filling = _filling(order, lambda _number: "")
        return in_pieces(ids, lambda piece: summary_rows(piece, filling, first=places[piece[0]]), order.said)
    if order.kind is PaperKind.LEDGER:
        filling = _filling(order, lambda _number: "")
        return in_pieces(ids, lambda piece: ledger_rows(piece, filling), order.said)
    filling = _filling(order, order.counted.voices_column())
    return in_pieces(ids, lambda piece: problem_rows(piece, filling), order.said)


def _filling(order: _Order, source_of: Callable[[int], str]) -> Filling:
    return Filling(source_of, order.paper.cover_doubtful, order.organisation.zone)


def _letters(order: _Order, numbers: Sequence[int]) -> Written:
    counted = order.counted
    unit = Unit.objects.filter(pk=counted.terms.unit).first() if counted.terms.unit else None
    found = letters_of(
        numbers,
        _filling(order, lambda _number: ""),
        only=people.units_below(unit) if unit else None,
        signed=(order.organisation.name, counted.today),
        said=order.said,
    )
    documents = {
        f"{LETTER_NAME}-{_NO_NAME.sub('', letter.addressee)}.{order.form}": LETTERS[order.form](letter)
        for letter in found.letters
    }
    if len(documents) == 1:
        name, content = documents.popitem()
    else:
        name, content = f"{LETTER_NAME}-{counted.today.isoformat()}.zip", _packed(documents)
    return Written(content, name, len(numbers) - found.left_out, left_out=found.left_out)


def _packed(documents: Mapping[str, bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in documents.items():
            package.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)
    return output.getvalue()
