"""A small form is read as Django's own reader would read it, or not at all."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from hypothesis import given, strategies as st

from huixiang.web.small_forms import LARGEST, HouseRequest, fields_of

BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW"
TYPE = f"multipart/form-data; boundary={BOUNDARY}"
NO_FILE = 'Content-Disposition: form-data; name="photos"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n'
names = st.sampled_from(["words", "code", "speaker_name", "lane"])
pieces = st.sampled_from(["路灯坏了", "\r\n", "\n", "\r", "--", BOUNDARY, f"--{BOUNDARY}", "\0", "𠮷", "=", '"', ""])


def body_of(*parts: str) -> bytes:
    return "".join(f"--{BOUNDARY}\r\n{part}\r\n" for part in parts).encode() + f"--{BOUNDARY}--\r\n".encode()


def field(name: str, value: str) -> str:
    return f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'


def environ(body: bytes, content_type: str = TYPE) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "POST", "CONTENT_TYPE": content_type, "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body), "PATH_INFO": "/say",
    }  # fmt: skip


class TestSmallForm:
    @given(st.lists(st.tuples(names, st.lists(pieces, max_size=5).map("".join)), min_size=1, max_size=6))
    def test_is_read_as_django_reads_it(self, typed: list[tuple[str, str]]) -> None:
        body = body_of(*(field(name, value) for name, value in typed), NO_FILE)
        ours, theirs = HouseRequest(environ(body)), WSGIRequest(environ(body))
        assert list(ours.POST.lists()) == list(theirs.POST.lists())
        assert ours.FILES == theirs.FILES

    def test_is_read_without_django(self) -> None:
        fields = fields_of(TYPE, body_of(field("words", "第一行\r\n第二行"), NO_FILE))
        assert fields is not None
        assert fields.dict() == {"words": "第一行\r\n第二行", "photos": ""}
        with pytest.raises(AttributeError):
            fields["words"] = "changed"

    @pytest.mark.parametrize(
        "body",
        [
            b"", b"\r\n", f"--{BOUNDARY}--\r\n".encode(), body_of(field("words", "a"))[:-6],
            b"before" + body_of(field("words", "a")),
            body_of(field("words", "a")) + b"behind",
            body_of('Content-Disposition: form-data; name="words"\r\nContent-Transfer-Encoding: base64\r\n\r\nYQ=='),
            body_of('Content-Disposition: form-data; name="photos"; filename="a.jpg"\r\n\r\nabc'),
            body_of(*[field("words", "a")] * 100),
        ],
    )  # fmt: skip
    def test_is_left_to_django_when_anything_is_unusual(self, body: bytes) -> None:
        assert fields_of(TYPE, body) is None

    def test_with_a_file_reaches_django_whole(self) -> None:
        photo = 'Content-Disposition: form-data; name="photos"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nabc'
        request = HouseRequest(environ(body_of(field("words", "门坏了"), photo)))
        assert request.POST["words"] == "门坏了"
        (photo_read,) = request.FILES.getlist("photos")
        assert photo_read.read() == b"abc"

    def test_that_is_large_is_left_to_django(self) -> None:
        body = body_of(field("words", "字" * LARGEST))
        assert HouseRequest(environ(body)).POST["words"] == "字" * LARGEST
