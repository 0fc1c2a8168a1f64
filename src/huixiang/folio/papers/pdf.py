"""Papers and letters as .pdf, set by typst on the page of GB/T 9704; figures bear the code of their source."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pylopdf_fonts_zh_cn
import typst

from huixiang.folio.lists.numerals import chinese_numeral
from huixiang.folio.papers.coverage import drawable
from huixiang.folio.papers.geometry import BODY, PITCH, UPRIGHT, Page, fit
from huixiang.folio.papers.letter import Letter, heading, in_words
from huixiang.folio.papers.paper import Cell, Figure, Kind, Paper, Provenance, Words, clean, kind_of, shown

# For each role the faces of an office first, then free ones; the last always is there.
FACES: Final = {
    "title": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "Noto Serif SC"),
    "fang": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "FandolFang R", "FandolFang", "Noto Serif SC"),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "LXGW WenKai", "FandolKai", "Noto Serif SC"),
    "hei": ("黑体", "SimHei", "FandolHei", "Noto Sans SC"),
    "song": ("宋体", "SimSun", "FandolSong", "Noto Serif SC"),
}
_PLACES: Final = {Kind.TEXT: "left", Kind.NUMBER: "center", Kind.DATE: "center", Kind.MONEY: "right"}
_NO_DAY: Final = date(2000, 1, 1)
_SIGN: Final = "．"
MISSING: Final = "〓：这里的字符（如表情符号、生僻字）字库里没有，Word 和 Excel 文件里保持原样。"


def paper_pdf(paper: Paper, *, fonts: Sequence[Path] = ()) -> bytes:
    """Set a paper as .pdf; ``fonts`` are folders with faces of the office's own, used before the free ones.

    A figure is followed by its code, and the codes are told at the end. A character that no face draws, such as a
    picture of a face, is set as 〓, which is told at the end too. The document is PDF/A-2b;
    the same paper gives the same bytes. Cost: 3 s per 1,000 rows.
    """
    provenance = Provenance()
    layout = fit(paper.columns)
    rows = [[_cell(row.get(column.key), column.kind, provenance) for column in paper.columns] for row in paper.rows]
    plain = {
        "heads": [_line(line, provenance) for line in paper.heads],
        "notes": [_line(line, provenance) for line in paper.notes],
        "table": {
            "size": layout.size,
            "breadths": layout.breadths,
            "names": [clean(column.name) for column in paper.columns],
            "places": [_PLACES[column.kind] for column in paper.columns],
            "rows": rows,
        },
    }
    return _set(paper.title, plain, layout.page, (paper.signer, paper.signed_on), provenance, fonts)


def letter_pdf(letter: Letter, *, fonts: Sequence[Path] = ()) -> bytes:
    """Set a letter of feedback as .pdf."""
    headed = any(section.label for section in letter.sections)
    plain = {
        "letter": {
            "greeting": f"{clean(letter.addressee)}：",
            "opening": clean(letter.opening),
            "closing": clean(letter.closing),
            "sections": [
                {
                    "head": f"{chinese_numeral(place)}、{clean(heading(section))}" if headed else "",
                    "words": [f"{number}{_SIGN}{clean(words)}" for number, words in enumerate(section.words, start=1)],
                }
                for place, section in enumerate(letter.sections, start=1)
            ],
        }
    }
    return _set(letter.title, plain, UPRIGHT, (letter.signer, letter.signed_on), Provenance(), fonts)


def _set(
    title: str,
    plain: dict[str, Any],
    page: Page,
    signed: tuple[str, date | None],
    provenance: Provenance,
    fonts: Sequence[Path],
) -> bytes:
    signer, signed_on = signed
    whole = plain | {
        "title": clean(title),
        "page": {name: getattr(page, name) for name in ("breadth", "height", "top", "right", "bottom", "left")},
        "leading": PITCH - BODY,
        "faces": _faces(tuple(fonts)),
        "signer": clean(signer),
        "day": in_words(signed_on) if signed_on else "",
        "sources": [{"code": code, "source": source} for source, code in provenance.sources.items()],
    }
    plainly = json.dumps(whole | {"missing": ""}, ensure_ascii=False)
    drawn = drawable(plainly, _folders(tuple(fonts)))
    if drawn != plainly:
        drawn = drawable(json.dumps(whole | {"missing": MISSING}, ensure_ascii=False), _folders(tuple(fonts)))
    return typst.compile(
        files(__package__).joinpath("paper.typ").read_bytes(),
        font_paths=_fonts(tuple(fonts)),
        sys_inputs={"paper": drawn},
        format="pdf",
        pdf_standards=["a-2b"],
        timestamp=_stamp(signed_on),
    )


def _stamp(day: date | None) -> int:
    """Date the file by the day it is signed: not by the clock, so that equal papers are equal bytes."""
    return int(datetime(*(day or _NO_DAY).timetuple()[:3], tzinfo=UTC).timestamp())


def _cell(cell: Cell, kind: Kind, provenance: Provenance) -> str | dict[str, str]:
    return _figure(cell, kind, provenance) if isinstance(cell, Figure) else shown(cell, kind)


def _line(words: Words, provenance: Provenance) -> list[str | dict[str, str]]:
    return [clean(each) if isinstance(each, str) else _figure(each, kind_of(each), provenance) for each in words]


def _figure(figure: Figure, kind: Kind, provenance: Provenance) -> dict[str, str]:
    return {"shown": shown(figure, kind), "code": provenance.code(figure)}


@lru_cache(maxsize=4)
def _fonts(folders: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in _folders(folders)])


def _folders(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    return *folders, pylopdf_fonts_zh_cn.serif_path().parent


@lru_cache(maxsize=4)
def _faces(folders: tuple[Path, ...]) -> dict[str, list[str]]:
    there = set(_fonts(folders).families())
    return {role: [name for name in names if name in there] for role, names in FACES.items()}
