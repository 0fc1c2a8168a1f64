"""Every dangerous file is refused for its own reason; every honest one comes out clean."""

from contextlib import suppress
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image, ImageOps

from huixiang.folio import images
from huixiang.folio.pdf import strip_jpeg
from huixiang.folio.tests import corpus
from huixiang.folio.tests.corpus import BOMB, HTML, SVG, body, field, package, picture, rels, sheet
from huixiang.folio.unsafe import BrokenFile, UnsafeFile, refusal
from huixiang.folio.uploads import FileKind, make_safe, make_safe_in_child

DOCUMENT = "word/document.xml"
RELS = "word/_rels/document.xml.rels"
MACRO_TYPES = corpus.types("application/vnd.ms-word.document.macroEnabled.main+xml")

HOSTILE: list[tuple[str, str, bytes]] = [
    ("empty", "a.txt", b""),
    ("too_large", "a.txt", b"a" * (20 * 1024 * 1024 + 1)),
    ("kind_not_allowed", "a.svg", SVG),
    ("kind_not_allowed", "a.exe", b"MZ"),
    ("kind_not_allowed", "a.doc", b"\xd0\xcf\x11\xe0"),
    ("kind_not_allowed", "pdf", b"%PDF-1.7"),
    ("kind_not_allowed", "a.pdf.html", HTML),
    ("content_mismatch", "a.jpg", HTML),
    ("content_mismatch", "a.png", SVG),
    ("content_mismatch", "a.png", picture("JPEG")),
    ("content_mismatch", "a.docx", b"\xd0\xcf\x11\xe0" + bytes(600)),
    ("content_mismatch", "a.pdf", b"GIF89a%PDF-1.7"),
    ("content_mismatch", "a.txt", b"MZ\x00\x01"),
    ("content_mismatch", "a.txt", corpus.pdf()),
    ("content_mismatch", "a.mp4", b"\x00\x00\x00\x18ftypheic"),
    ("content_mismatch", "a.xlsx", package()),
    ("content_mismatch", "a.docx", package({"[Content_Types].xml": "<Types/>"})),
    ("broken", "a.jpg", picture("JPEG")[:-300]),
    ("broken", "a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 99),
    ("broken", "a.heic", b"\x00\x00\x00\x18ftypheic" + b"x" * 99),
    ("broken", "a.docx", package()[:-30]),
    ("broken", "a.docx", package({DOCUMENT: "<open>"})),
    ("broken", "a.docx", package({"WORD/document.xml": body("")})),
    ("broken", "a.pdf", b"%PDF-1.7\nnothing"),
    ("encrypted", "a.pdf", corpus.pdf(password="secret")),
    ("too_many_pixels", "a.png", picture("PNG", size=(8000, 5001))),
    ("zip_bomb", "a.docx", package({"word/media/a.bin": bytes(30_000_000)})),
    ("zip_bomb", "a.docx", corpus.lying_bomb()),
    ("too_many_members", "a.docx", package({f"m{n}.xml": "<a/>" for n in range(2001)})),
    ("escaping_path", "a.docx", corpus.renamed("../../etc/cron.d/x")),
    ("escaping_path", "a.docx", corpus.renamed("/etc/passwd")),
    ("escaping_path", "a.docx", corpus.renamed("..\\x.dll")),
    ("escaping_path", "a.docx", corpus.symlink()),
    ("macro", "a.docx", package({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})),
    ("macro", "a.docx", package({"[Content_Types].xml": MACRO_TYPES})),
    ("macro", "a.docx", package({RELS: rels(("vbaProject", "media/a.png", "Internal"))})),
    ("macro", "a.xlsx", package({"xl/macrosheets/sheet1.xml": "<a/>"}, extension="xlsx")),
    ("embedded_object", "a.docx", package({"word/embeddings/oleObject1.bin": b"x"})),
    ("embedded_object", "a.docx", package({"word/media/image1.png": b"\xd0\xcf\x11\xe0"})),
    ("embedded_object", "a.docx", package({"word/embeddings/a.exe": b"x"})),
    ("embedded_object", "a.docx", package({"word/media/a.png": b"MZ\x90"})),
    ("embedded_object", "a.docx", package({RELS: rels(("aFChunk", "a.mht", "Internal"))})),
    ("embedded_object", "a.docx", package({DOCUMENT: body("<o:OLEObject ProgID='Package'/>")})),
    ("external_reference", "a.docx", package({RELS: rels(("attachedTemplate", "http://x/t.dotm", "External"))})),
    ("external_reference", "a.docx", package({RELS: rels(("image", "\\\\host\\a.png", "External"))})),
    ("external_reference", "a.docx", package({RELS: rels(("hyperlink", "file:///c:/a", "External"))})),
    ("external_reference", "a.docx", package({RELS: rels(("hyperlink", "javascript:x", "External"))})),
    ("external_reference", "a.docx", package({RELS: rels(("frame", "http://x", "Internal"))})),
    ("dynamic_exchange", "a.docx", package({DOCUMENT: field("DD", "EAUTO c:\\cmd.exe")})),
    ("dynamic_exchange", "a.docx", package({DOCUMENT: field(" QUOTE 68 68 69 65 ")})),
    ("dynamic_exchange", "a.docx", package({DOCUMENT: body('<w:fldSimple w:instr="DDE cmd"/>')})),
    ("dynamic_exchange", "a.xlsx", sheet("<c><f>cmd|'/c calc'!A1</f></c>")),
    ("dynamic_exchange", "a.xlsx", sheet("<ddeLink ddeService='cmd'/>")),
    ("xml_entities", "a.docx", package({DOCUMENT: BOMB})),
    ("xml_entities", "a.docx", package({"word/odd.bin": BOMB})),
    ("xml_entities", "a.docx", package({DOCUMENT: BOMB.replace('<?xml version="1.0"?>', "").encode("utf-16")})),
    ("macro", "a.docx", package({"word/embeddings/a.xlsx": package({"xl/vbaProject.bin": b""}, extension="xlsx")})),
]


class TestHostileFiles:
    @pytest.mark.parametrize(("code", "name", "data"), HOSTILE, ids=[f"{n}-{c[0]}" for n, c in enumerate(HOSTILE)])
    def test_are_refused_for_their_reason(self, code: str, name: str, data: bytes) -> None:
        with pytest.raises(UnsafeFile) as refused:
            make_safe(data, name=name)

        assert refused.value.code == code
        assert refusal(code, refused.value.params).params == refused.value.params

    @settings(max_examples=200, deadline=None)
    @given(st.binary(max_size=300), st.sampled_from(["jpg", "png", "webp", "heic", "pdf", "docx", "txt", "mp4"]))
    def test_raise_nothing_but_refusals(self, noise: bytes, extension: str) -> None:
        starts = {"jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n", "pdf": b"%PDF-1.7\n", "docx": b"PK\x03\x04"}
        with suppress(UnsafeFile):
            assert make_safe(starts.get(extension, b"") + noise, name=f"a.{extension}").clean

    @settings(max_examples=200, deadline=None)
    @given(st.sampled_from([package(), corpus.pdf(), corpus.photo_with_place()]), st.data())
    def test_raise_nothing_but_refusals_when_damaged(self, whole: bytes, data: st.DataObject) -> None:
        damaged = bytearray(whole)
        for _ in range(3):
            damaged[data.draw(st.integers(8, len(damaged) - 1))] = data.draw(st.integers(0, 255))
        name = {b"PK": "a.docx", b"%P": "a.pdf"}.get(whole[:2], "a.jpg")
        with suppress(UnsafeFile):
            assert make_safe(bytes(damaged), name=name).clean


class TestPictures:
    @pytest.mark.parametrize(("kind", "name"), [("JPEG", "A.JPG"), ("PNG", "a.png"), ("WEBP", "a.webp")])
    def test_lose_place_and_camera_and_stand_upright(self, kind: str, name: str) -> None:
        safe = make_safe(corpus.photo_with_place(kind), name=name)

        with Image.open(BytesIO(safe.clean)) as clean:
            assert clean.size == (20, 40)
            assert not clean.getexif()
            top = clean.convert("RGB").getpixel((10, 3))
        assert isinstance(top, tuple)
        assert (top[0] > 240, top[1] < 20) == (True, True)
        assert b"SecretCamera" not in safe.clean
        assert (safe.kind, safe.notes) == (FileKind.PICTURE, ("metadata_removed",))

    def test_heic_becomes_a_jpg(self) -> None:
        safe = make_safe(picture("HEIF"), name="IMG_0001.HEIC")

        assert (safe.extension, safe.media_type) == ("jpg", "image/jpeg")
        assert "became_jpg" in safe.notes
        assert safe.clean.startswith(b"\xff\xd8\xff")

    @pytest.mark.parametrize("turn", range(1, 9))
    def test_of_every_orientation_look_as_in_a_viewer(self, turn: int) -> None:
        exif = Image.Exif()
        exif[0x0112] = turn
        data = picture("PNG", exif=exif)

        with Image.open(BytesIO(data)) as original, Image.open(BytesIO(images.redraw(data, kind="png")[0])) as clean:
            assert ImageOps.exif_transpose(original).tobytes() == clean.tobytes()

    def test_drop_what_hangs_on_behind(self) -> None:
        safe = make_safe(picture("JPEG") + HTML, name="a.jpg")

        assert b"script" not in safe.clean

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
    def test_of_every_colour_mode_can_be_redrawn(self, mode: str) -> None:
        output = BytesIO()
        kind = "jpg" if mode == "CMYK" else "png"
        Image.new(mode, (9, 9)).save(output, format="JPEG" if kind == "jpg" else "PNG")

        assert images.redraw(output.getvalue(), kind=kind)[0]


class TestPdf:
    def test_loses_scripts_attachments_and_authors(self) -> None:
        safe = make_safe(corpus.pdf(), name="a.pdf")

        assert safe.notes == ("metadata_removed", "active_content_removed")
        with pikepdf.open(BytesIO(safe.clean)) as clean:
            assert not {"/OpenAction", "/AA", "/Metadata"} & set(clean.Root.keys())
            assert not clean.attachments
            links = [note for note in clean.pages[0].obj.Annots if "/A" in note]
            assert [str(link.A.URI) for link in links] == ["https://www.gov.cn/"]
            clean.save(plain := BytesIO(), stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
        for secret in (b"alert", b"cmd.exe", b"EVIL", b"SecretAuthor", b"SecretCamera", b"FileAttachment"):
            assert secret not in plain.getvalue()

    def test_is_the_same_every_time(self) -> None:
        data = corpus.pdf()

        assert make_safe(data, name="a.pdf").clean == make_safe(data, name="a.pdf").clean

    def test_keeps_the_pictures_in_it(self) -> None:
        stripped = strip_jpeg(corpus.photo_with_place())

        with Image.open(BytesIO(stripped)) as clean:
            clean.load()
            assert not clean.getexif()
        assert strip_jpeg(b"\xff\xd8 no picture") == b"\xff\xd8 no picture"


class TestPapers:
    def test_pass_unchanged_with_plain_links(self) -> None:
        link = rels(("hyperlink", "https://www.gov.cn/", "External"), ("hyperlink", "附件.docx", "External"))
        data = package({RELS: link, DOCUMENT: field(' HYPERLINK "http://a/dde" ')})

        assert make_safe(data, name="方案.docx").clean == data

    def test_pass_with_a_checked_table_behind_a_chart(self) -> None:
        data = package({"word/embeddings/t.xlsx": package(extension="xlsx")})

        assert make_safe(data, name="a.docx").media_type.endswith("wordprocessingml.document")

    def test_pass_with_a_bar_in_quotes(self) -> None:
        data = sheet("<c><f>IF(A1=\"a|b\",'x|y'!A1,1)</f></c>")

        assert make_safe(data, name="a.xlsx").clean == data

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_text_becomes_utf8(self, encoding: str) -> None:
        safe = make_safe("电梯坏了\r\n𠮷".encode(encoding), name="a.txt")

        assert safe.clean.decode() == "电梯坏了\r\n𠮷"
        assert safe.notes == (() if encoding == "utf-8" else ("became_utf8",))

    def test_film_is_recognised_only(self) -> None:
        safe = make_safe(b"\x00\x00\x00\x18ftypmp42" + bytes(40), name="a.mp4")

        assert safe.notes == ("metadata_kept",)


class TestInChild:
    def test_gives_the_same_as_here(self) -> None:
        data = corpus.pdf()

        assert make_safe_in_child(data, name="证据.pdf") == make_safe(data, name="证据.pdf")

    def test_tells_the_reason_of_a_refusal(self) -> None:
        with pytest.raises(UnsafeFile) as refused:
            make_safe_in_child(package({"word/vbaProject.bin": b"x"}), name="a.docx")

        assert (refused.value.code, refused.value.params["member"]) == ("macro", "word/vbaProject.bin")

    def test_redraws_the_largest_picture_within_its_memory(self) -> None:
        safe = make_safe_in_child(picture("HEIF", size=(4000, 3000)), name="a.heic")

        assert safe.extension == "jpg"

    def test_turns_a_crash_into_broken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.executable", "/bin/false")

        with pytest.raises(BrokenFile):
            make_safe_in_child(b"%PDF-1.7", name="a.pdf")
