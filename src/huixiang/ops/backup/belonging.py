"""What belongs to a backup: which tables, columns and files, in a whole archive and in a lasting one.

A whole archive holds everything and lives 30 days at most, so that what was erased is gone from every copy by then. A
lasting one leaves out what people said and what opens it: words, identities, files, keys of leaves and of sealed cases.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final


class Extent(StrEnum):
    """How much an archive holds."""

    WHOLE = "whole"
    LASTING = "lasting"


PASSING: Final = ("django_session", "house_cache", "usersessions_usersession")
"""Tables whose rows no archive holds: who was signed in just then, from which address, with which key unlocked."""

LEFT_OUT: Final = (
    "transparency_opening", "listening_casekey", "listening_peeledkey", "listening_speaker", "listening_message",
    "listening_attachment", "listening_sealedmessage", "listening_sealedfile", "listening_importfailure",
    "sorting_suggestion", "sorting_mattervoice", "sorting_matter", "verification_answerlink",
    "publishing_speakernotice", "transparency_headreader",
)  # fmt: skip
"""Tables whose rows a lasting archive does not hold."""

ERASED: Final = "［已删除］"
NOT_KEPT: Final = "（这份长期备份不留原话）"

_PUBLIC: Final = (
    "coalesce((SELECT p.{0} FROM publishing_publication AS p WHERE p.problem_id = sorting_problem.id), '{1}')"
)
BLANKED: Final[Mapping[str, Mapping[str, str]]] = {
    "listening_voice": {
        "words": f"CASE words WHEN '{ERASED}' THEN words ELSE '{NOT_KEPT}' END",
        "place_words": "''",
    },
    "journal_waitingleaf": {"key": r"'\x'::bytea"},
    "ledger_orderreport": {"contacted_by_words": "''"},
    "listening_receipt": {"verifier": r"coalesce(verifier, '\x'::bytea)", "pending": "NULL"},
    "listening_sealedcase": {"body": r"'\x'::bytea", "identity": r"'\x'::bytea"},
    "listening_import": {"survey": "NULL"},
    "listening_importrow": {"heading": "''", "addressee": "''"},
    "sorting_inboxitem": {"opening": "''", "summary": "''", "terms": "''::tsvector"},
    "sorting_problem": {
        "title": _PUBLIC.format("title", NOT_KEPT),
        "statement": _PUBLIC.format("words", NOT_KEPT),
        "terms": "NULL",
    },
    "sorting_setaside": {"reason": f"'{NOT_KEPT}'"},
    "listening_revelation": {"reason": f"'{NOT_KEPT}'"},
    "sorting_part": {"excerpt": "''"},
    "sorting_act": {"facts": "'{}'::jsonb"},
    "verification_verdict": {"words": "''"},
    "verification_callbacktry": {"words": "''"},
}
"""Columns a lasting archive holds otherwise: what stands there instead, in SQL. Of problems, the approved words."""

_FILES: Final[Mapping[Extent, tuple[str, ...]]] = {
    Extent.WHOLE: ("keys", "uploads", "engine/*/models"),
    Extent.LASTING: ("keys", "uploads/evidence"),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the data folder: its path below it, with slashes, and where it lies."""

    name: str
    path: Path


def left_out(extent: Extent) -> list[str]:
    """The tables whose rows the main part of an archive leaves out; blanked ones come beside it, row by row."""
    return [*PASSING, *LEFT_OUT, *BLANKED] if extent is Extent.LASTING else [*PASSING]


def files_of(data_dir: Path, extent: Extent) -> Iterator[Kept]:
    """The files of a house that belong to an archive, in order; what is still being written does not.

    Files are written before the rows that name them are committed, so those named in a snapshot are here, unless they
    were erased since.
    """
    for pattern in _FILES[extent]:
        for top in sorted(data_dir.glob(pattern)):
            for folder, folders, names in os.walk(top):
                folders.sort()
                for name in sorted(names):
                    path = Path(folder) / name
                    if not name.startswith(".") and not path.is_symlink():
                        yield Kept(path.relative_to(data_dir).as_posix(), path)
