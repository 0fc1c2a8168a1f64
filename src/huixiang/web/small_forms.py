"""Reads the forms that browsers send every day: small, multipart, no file chosen. All else is left to Django's reader.

Django's reader is made for films of any size and takes 0.7 ms for eight short fields, more than taking a voice in.
This one knows a narrow grammar only; one byte out of it, and Django reads the same bytes as if this were not here.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, Final

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

LARGEST: Final = 64 * 1024
MOST_PARTS: Final = 100
_CONTENT_TYPE: Final = re.compile(r"multipart/form-data; boundary=([A-Za-z0-9-]{1,70})")
_FIELD: Final = rb'Content-Disposition: form-data; name="([A-Za-z0-9_-]+)"'
# Where no file was chosen browsers send an empty one without a name, which Django's reader takes for an empty field.
_NO_FILE: Final = rb'; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n'
_PART: Final = re.compile(_FIELD + rb"(?:\r\n\r\n(.*)|" + _NO_FILE + rb")", re.DOTALL)


class HouseRequest(WSGIRequest):
    """A request whose small forms are read quickly."""

    def parse_file_upload(self, META: Any, post_data: Any) -> tuple[QueryDict, MultiValueDict[str, Any]]:  # noqa: N803 - Django's name
        length = META.get("CONTENT_LENGTH") or ""
        if self.encoding or not length.isdecimal() or int(length) > LARGEST:
            return super().parse_file_upload(META, post_data)
        body = post_data.read(int(length))
        fields = fields_of(META.get("CONTENT_TYPE", ""), body)
        if fields is None:
            return super().parse_file_upload(META, BytesIO(body))
        return fields, MultiValueDict()


class HouseHandler(WSGIHandler):
    """Django's handler with our requests."""

    request_class = HouseRequest


def fields_of(content_type: str, body: bytes) -> QueryDict | None:
    """The fields of a form, as Django's reader would give them; None when that one has to read it."""
    known = _CONTENT_TYPE.fullmatch(content_type)
    if known is None:
        return None
    line = b"--" + known[1].encode()
    parts = body.removesuffix(b"\r\n").split(line)
    # Before the first line stands nothing, behind the last one "--"; every part lies between two line ends.
    if not 2 < len(parts) <= MOST_PARTS or parts[0] or parts[-1] != b"--":
        return None
    fields = QueryDict(mutable=True)
    for part in parts[1:-1]:
        found = _PART.fullmatch(part, 2, len(part) - 2)
        if found is None or not (part.startswith(b"\r\n") and part.endswith(b"\r\n")):
            return None
        fields.appendlist(found[1].decode(), (found[2] or b"").decode("utf-8", "replace"))
    fields._mutable = False  # noqa: SLF001 - as Django's reader leaves it
    return fields
