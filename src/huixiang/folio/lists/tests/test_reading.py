"""Files that are not what they say, locked, broken, hostile or only pictures of words."""

import zipfile
from contextlib import suppress
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image

from huixiang.folio.lists.reading import read_outline, read_outline_in_child
from huixiang.folio.lists.tests.paper import docx, p, part
from huixiang.folio.lists.wire import from_plain, to_plain
from huixiang.folio.tests import corpus
from huixiang.folio.unsafe import BrokenFile, UnsafeFile

LIST = "××局问题清单\n一、形式主义方面\n1、会多。\n1、文多。\n无\n××局\n2024年5月6日\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
BOMB = f'<!DOCTYPE a [<!ENTITY b "{"x" * 50}">]>' + part(
    "document", "<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body>"
)


def scan() -> bytes:
    """Make a .pdf that holds a picture and no words."""
    output = BytesIO()
    Image.new("RGB", (80, 60), "white").save(output, format="PDF")
    return output.getvalue()


def cut() -> bytes:
    whole = docx(p("1、会多。"))
    return whole[: len(whole) // 2]


def bomb() -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b" " * 30_000_000)
    return output.getvalue()


class TestReadOutline:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_reads_texts_of_every_office(self, encoding: str) -> None:
        outline = read_outline(LIST.encode(encoding), name="清单.TXT")

        assert [item.text for item in outline.items] == ["会多。", "文多。\n无"]

    @pytest.mark.parametrize(
        ("code", "name", "data"),
        [
            ("empty", "a.docx", b""),
            ("empty", "a.txt", b""),
            ("kind_not_allowed", "a.doc", OLE),
            ("kind_not_allowed", "a.xlsx", b"PK\x03\x04"),
            ("encrypted", "a.docx", OLE + "EncryptedPackage".encode("utf-16-le")),
            ("content_mismatch", "a.docx", OLE + "WordDocument".encode("utf-16-le")),
            ("content_mismatch", "a.docx", LIST.encode()),
            ("content_mismatch", "a.docx", corpus.package(extension="xlsx")),
            ("content_mismatch", "a.txt", docx(p("1、会多。"))),
            ("content_mismatch", "a.md", b"\x00\x01\x02"),
            ("content_mismatch", "a.pdf", LIST.encode()),
            ("broken", "a.docx", cut()),
            ("broken", "a.docx", docx(p("<w:r>"))),
            ("broken", "a.pdf", b"%PDF-1.7\nnothing"),
            ("encrypted", "a.pdf", corpus.pdf(password="geheim")),
            ("no_text", "a.pdf", scan()),
            ("zip_bomb", "a.docx", bomb()),
            ("xml_entities", "a.docx", docx(extra={"word/document.xml": BOMB})),
            ("escaping_path", "a.docx", corpus.symlink()),
            ("too_many_rows", "a.txt", b"a\n" * 100_001),
        ],
    )
    def test_refuses(self, code: str, name: str, data: bytes) -> None:
        with pytest.raises(UnsafeFile) as refused:
            read_outline(data, name=name)

        assert refused.value.code == code

    @settings(max_examples=100, deadline=None)
    @given(st.data())
    def test_raises_nothing_but_refusals_when_damaged(self, data: st.DataObject) -> None:
        damaged = bytearray(docx(p("一、形式主义方面"), p("1、会多。")))
        for _ in range(3):
            damaged[data.draw(st.integers(4, len(damaged) - 1))] = data.draw(st.integers(0, 255))

        with suppress(UnsafeFile):
            read_outline(bytes(damaged), name="a.docx")

    def test_reads_through_tables_nested_beyond_reason(self) -> None:
        nested = "<w:tbl><w:tr><w:tc>" * 60 + p("1、会多。") + "</w:tc></w:tr></w:tbl>" * 60

        assert [item.text for item in read_outline(docx(nested), name="a.docx").items] == ["会多。"]
        with pytest.raises(BrokenFile):
            read_outline(docx("<w:sdt>" * 300 + p("某") + "</w:sdt>" * 300), name="a.docx")


class TestInChild:
    def test_gives_the_same_as_here(self) -> None:
        data = LIST.encode()

        assert read_outline_in_child(data, name="清单.txt") == read_outline(data, name="清单.txt")

    def test_tells_the_reason_of_a_refusal(self) -> None:
        with pytest.raises(UnsafeFile) as refused:
            read_outline_in_child(scan(), name="扫描件.pdf")

        assert (refused.value.code, refused.value.params["pages"]) == ("no_text", 1)


class TestWire:
    def test_brings_an_outline_back(self) -> None:
        outline = read_outline(LIST.encode(), name="a.txt")

        assert from_plain(to_plain(outline)) == outline
        assert outline.notes

    @pytest.mark.parametrize("plain", [None, {}, {"children": [1], "rest": [], "notes": []}, {"children": 3}])
    def test_believes_no_nonsense(self, plain: object) -> None:
        with pytest.raises(BrokenFile):
            from_plain(plain)


class TestPdf:
    def test_of_pictures_and_words_notes_the_pages_of_pictures(self) -> None:
        with pikepdf.open(BytesIO(scan())) as pages, pikepdf.open(BytesIO(scan())) as other:
            pages.pages.append(other.pages[0])
            pages.save(output := BytesIO())

        with pytest.raises(UnsafeFile) as refused:
            read_outline(output.getvalue(), name="a.pdf")
        assert refused.value.params["pages"] == 2
