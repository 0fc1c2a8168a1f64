"""Every reader of strangers' files refuses what is made to harm, or hands on what is clean, always within bounds."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from huixiang.folio.feeding import feed_rows, survey_table
from huixiang.folio.scans import count_pages
from huixiang.folio.tables import read_table, read_table_in_child
from huixiang.folio.tests import corpus, hostile
from huixiang.folio.tests.corpus import package, picture
from huixiang.folio.unsafe import UnsafeFile
from huixiang.folio.uploads import make_safe, make_safe_in_child

CHILD_SECONDS = 31.0  # what the parent waits at most

GIVEN: list[tuple[str, str, bytes]] = [
    ("xml_entities", "a.docx", package({hostile.DOCUMENT: hostile.EXTERNAL_ENTITY})),
    ("xml_entities", "a.docx", package({hostile.DOCUMENT: hostile.PARAMETER_ENTITY})),
    ("xml_entities", "a.xlsx", hostile.with_members(hostile.book(), {"xl/styles.xml": hostile.EXTERNAL_ENTITY})),
    ("broken", "a.docx", hostile.utf7_types()),
    ("external_reference", "a.docx", hostile.template_by_address()),
    ("embedded_object", "a.xlsx", hostile.with_members(hostile.book(), {"xl/embeddings/oleObject1.bin": b"x"})),
    ("embedded_object", "a.docx", package({"word/embeddings/a.zip": hostile.nested_zip(1)})),
    ("macro", "a.xlsx", hostile.with_members(hostile.book(), {"xl/vbaProject.bin": b"x"})),
    ("zip_bomb", "a.docx", package({"word/media/a.png": bytes(150_000_000)})),
    ("zip_bomb", "a.xlsx", hostile.with_members(hostile.book(), {f"xl/{n}.bin": bytes(900_000) for n in range(250)})),
    ("escaping_path", "a.xlsx", hostile.with_members(hostile.book(), {"xl/../../etc/x": b""})),
    ("content_mismatch", "a.docx", b"MZ\x90\x00" + package()),
    ("content_mismatch", "a.docx", picture("PNG") + package()),
    ("content_mismatch", "a.jpg", package()),
    ("content_mismatch", "a.jpg", corpus.pdf()),
    ("content_mismatch", "a.pdf", picture("JPEG") + corpus.pdf()),
    ("content_mismatch", "a.mp4", package()),
    ("content_mismatch", "a.webp", b"RIFF\x00\x00\x00\x00WAVE"),
    ("content_mismatch", "a.txt", picture("PNG")),
    ("too_many_pixels", "a.jpg", hostile.jpeg_that_claims(65_000, 65_000)),
    ("too_many_pixels", "a.jpg", hostile.jpeg_that_claims(8_000, 5_001)),
    ("broken", "a.png", hostile.png_with_text_bomb()),
    ("kind_not_allowed", "a.zip", hostile.nested_zip(1)),
    ("kind_not_allowed", "a.xlsm", hostile.book()),
]  # fmt: skip


class TestAnUpload:
    @pytest.mark.parametrize(("code", "name", "data"), GIVEN, ids=[f"{n}-{c[0]}" for n, c in enumerate(GIVEN)])
    def test_is_refused_for_its_reason(self, code: str, name: str, data: bytes) -> None:
        with pytest.raises(UnsafeFile) as refused:
            make_safe(data, name=name)

        assert refused.value.code == code

    @pytest.mark.parametrize("levels", [1_000, 80_000])
    def test_nested_deep_takes_no_room(self, levels: int) -> None:
        safe = make_safe_in_child(package({hostile.DOCUMENT: hostile.deep_xml(levels)}), name="a.docx")

        assert safe.notes == ("metadata_kept",)

    def test_that_includes_files_is_kept_as_words(self) -> None:
        data = package({hostile.DOCUMENT: hostile.X_INCLUDE})

        assert make_safe(data, name="a.docx").clean == data

    @pytest.mark.parametrize(
        "target", ["javascript:app.alert(1)", "file:///etc/passwd", " \tJavaScript:x", "\\\\host\\x"]
    )
    def test_with_a_harmful_link_comes_out_without_it(self, target: str) -> None:
        safe = make_safe(hostile.pdf_with_link(target), name="a.pdf")

        assert "active_content_removed" in safe.notes
        with pikepdf.open(BytesIO(safe.clean)) as clean:
            assert "/A" not in clean.pages[0].obj.Annots[0]

    def test_of_two_kinds_comes_out_as_one(self) -> None:
        both = picture("JPEG") + package() + hostile.nested_zip(1)

        safe = make_safe(both, name="a.jpg")

        assert b"PK\x03\x04" not in safe.clean

    def test_of_pdf_with_a_package_behind_comes_out_as_pdf(self) -> None:
        safe = make_safe(corpus.pdf() + package(), name="a.pdf")

        assert b"word/document.xml" not in safe.clean

    @pytest.mark.parametrize(
        ("name", "data"),
        [("a.docx", package()), ("a.xlsx", hostile.book()), ("a.jpg", picture("JPEG", size=(400, 300))),
         ("a.png", picture("PNG", size=(400, 300))), ("a.webp", picture("WEBP", size=(400, 300)))],
    )  # fmt: skip
    def test_cut_off_anywhere_is_refused(self, name: str, data: bytes) -> None:
        for cut in hostile.truncations(data):
            with pytest.raises(UnsafeFile):
                make_safe(cut, name=name)

    def test_whose_members_share_their_bytes_does_no_harm(self) -> None:
        with pytest.raises(UnsafeFile) as refused:
            make_safe(hostile.overlapping(), name="a.docx")

        assert refused.value.code == "broken"


TABLES: list[tuple[str, str, bytes]] = [
    ("too_many_columns", "a.xlsx", hostile.book(columns=16_384)),
    ("too_many_rows", "a.xlsx", hostile.far_cell("XFD1048576")),
    ("too_many_rows", "a.xlsx", hostile.far_cell("A1048576")),
    ("too_many_columns", "a.csv", ",".join(f"c{n}" for n in range(16_384)).encode()),
    ("xml_entities", "a.xlsx", hostile.with_members(hostile.book(), {"xl/sharedStrings.xml": hostile.EXTERNAL_ENTITY})),
    ("content_mismatch", "a.csv", b"a,b\x00\n"),
    ("content_mismatch", "a.csv", picture("PNG")),
    ("content_mismatch", "a.xlsx", package()),
    ("kind_not_allowed", "a.ods", hostile.book()),
    ("broken", "a.csv", b'a,b\n"' + b"x" * 200_000),
]  # fmt: skip


class TestATable:
    @pytest.mark.parametrize(("code", "name", "data"), TABLES, ids=[f"{n}-{c[0]}" for n, c in enumerate(TABLES)])
    def test_is_refused_for_its_reason(self, code: str, name: str, data: bytes) -> None:
        with pytest.raises(UnsafeFile) as refused:
            read_table(data, name=name)

        assert refused.value.code == code

    def test_with_macros_and_foreign_links_is_read_for_its_values_only(self) -> None:
        data = hostile.with_members(
            hostile.book(), {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": "<externalLink/>"}
        )

        assert [list(row.cells.values()) for row in read_table(data, name="a.xlsx").rows] == [["灯", "灯"]]


def survey(data: bytes, name: str, folder: Path) -> object:
    (folder / name).write_bytes(data)
    return survey_table(folder / name)


def feed(data: bytes, name: str, folder: Path) -> object:
    (folder / name).write_bytes(data)
    return list(feed_rows(folder / name))


def pages(data: bytes, name: str, folder: Path) -> object:
    (folder / name).write_bytes(data)
    return count_pages(folder / name)


IN_CHILD: list[tuple[str, Callable[..., object], str, Callable[[], bytes]]] = [
    ("table", lambda data, name, _folder: read_table_in_child(data, name=name), "a.xlsx",
     lambda: hostile.one_text_everywhere(150_000)),
    ("upload", lambda data, name, _folder: make_safe_in_child(data, name=name), "a.pdf",
     lambda: hostile.pdf_deep_array(20_000)),
    ("upload", lambda data, name, _folder: make_safe_in_child(data, name=name), "a.pdf", hostile.pdf_loop),
    ("pages", pages, "a.pdf", hostile.pdf_loop),
    ("survey", survey, "a.xlsx", lambda: hostile.with_members(
        hostile.book(), {"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 100_000_000})),
    ("survey", survey, "a.xlsx", lambda: hostile.far_cell("XFD1048576")),
    ("survey", survey, "a.xlsx", lambda: hostile.book(columns=16_384)),
    ("survey", survey, "a.xlsx", lambda: package({f"m{n}.xml": "<a/>" for n in range(2_001)}, extension="xlsx")),
    ("feed", feed, "a.csv", lambda: b"a,b\n" + b"x" * 300 + b"\x00\xff\xfe"),
    ("feed", feed, "a.parquet", lambda: b"PAR1" + b"\xff" * 400),
]  # fmt: skip


class TestAReaderInItsChild:
    @pytest.mark.parametrize(
        ("reader", "read", "name", "make"), IN_CHILD, ids=[f"{n}-{c[0]}" for n, c in enumerate(IN_CHILD)]
    )
    def test_refuses_or_reads_within_bounds(
        self, reader: str, read: Callable[..., object], name: str, make: Callable[[], bytes], tmp_path: Path
    ) -> None:
        data = make()

        began = time.monotonic()
        refused = _refusal(lambda: read(data, name, tmp_path))

        assert refused in {"", "broken", "zip_bomb", "too_many_columns", "too_many_members", "no_text"}, (
            reader,
            refused,
        )
        assert time.monotonic() - began < CHILD_SECONDS
        assert [path.name for path in tmp_path.iterdir() if path.name != name] == []


def _refusal(read: Callable[[], object]) -> str:
    try:
        read()
    except UnsafeFile as error:
        return error.code
    return ""
