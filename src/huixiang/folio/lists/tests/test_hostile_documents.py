"""Documents made to harm whoever reads a list out of them are refused for their reason, or read within bounds."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from huixiang.folio.lists.reading import read_outline, read_outline_in_child
from huixiang.folio.tests import corpus, hostile
from huixiang.folio.tests.corpus import package
from huixiang.folio.unsafe import UnsafeFile

CHILD_SECONDS = 31.0  # what the parent waits at most

DOCUMENTS: list[tuple[str, str, bytes]] = [
    ("xml_entities", "a.docx", package({hostile.DOCUMENT: hostile.EXTERNAL_ENTITY})),
    ("broken", "a.docx", package({hostile.DOCUMENT: hostile.deep_xml(80_000)})),
    ("zip_bomb", "a.docx", package({"word/media/a.png": bytes(150_000_000)})),
    ("escaping_path", "a.docx", corpus.renamed("../../etc/cron.d/x")),
    ("too_many_members", "a.docx", package({f"m{n}.xml": "<a/>" for n in range(2_001)})),
    ("too_many_pages", "a.pdf", hostile.pdf_of_pages(501)),
    ("no_text", "a.pdf", hostile.pdf_page()),
    ("encrypted", "a.pdf", corpus.pdf(password="x")),
    ("content_mismatch", "a.docx", corpus.pdf()),
    ("content_mismatch", "a.txt", b"MZ\x00"),
    ("kind_not_allowed", "a.rtf", b"{\\rtf1}"),
    ("too_many_rows", "a.txt", "甲\n".encode() * 100_001),
]  # fmt: skip


class TestADocument:
    @pytest.mark.parametrize(("code", "name", "data"), DOCUMENTS, ids=[f"{n}-{c[0]}" for n, c in enumerate(DOCUMENTS)])
    def test_is_refused_for_its_reason(self, code: str, name: str, data: bytes) -> None:
        with pytest.raises(UnsafeFile) as refused:
            read_outline(data, name=name)

        assert refused.value.code == code

    def test_that_includes_a_file_gives_none_of_it(self) -> None:
        outline = read_outline(package({hostile.DOCUMENT: hostile.X_INCLUDE}), name="a.docx")

        assert "root:" not in repr(outline)


class TestADocumentInTheChild:
    @pytest.mark.parametrize("make", [lambda: hostile.pdf_stream_bomb(400), hostile.pdf_loop], ids=["bomb", "loop"])
    def test_is_refused_or_read_within_bounds(self, make: Callable[[], bytes]) -> None:
        data = make()

        began = time.monotonic()
        with pytest.raises(UnsafeFile) as refused:
            read_outline_in_child(data, name="a.pdf")

        assert refused.value.code in {"broken", "no_text"}
        assert time.monotonic() - began < CHILD_SECONDS
