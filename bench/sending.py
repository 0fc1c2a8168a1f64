"""The request a browser without JavaScript sends from ``/say``: every field of the form, multipart, no file chosen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bench.house import House

WORDS = (
    "桂花路的路灯坏了三盏，已经半个多月没有人来修，晚上老人不敢出门买药，孩子下晚自习也害怕。"
    "打过两次电话都说登记了，请派人看一看，修好了告诉我们一声，谢谢你们辛苦。"
)
BOUNDARY = "----huixiangbench7MA4YWxkTrZu0gW"
EMPTY_FILE = (
    'Content-Disposition: form-data; name="files"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n'
)


def drawn_codes(house: House, count: int) -> Sequence[str]:
    """Receipt codes as the form carries them, drawn and signed by the house's own functions."""
    return list(json.loads(house.run("-m", "bench.drawing", str(house.organisation_id), str(count))))


def sendings(port: int, codes: Iterable[str], *, path: str = "/say/sent") -> Iterator[bytes]:
    """One prepared request for each code."""
    body = form_body({"words": WORDS, "unit": "", "lane": "anonymous", "speaker_name": "",
                      "contact": "", "code": "@@CODE@@"})  # fmt: skip
    before, after = body.split(b"@@CODE@@")
    length = len(before) + len(after)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        "Sec-Fetch-Site: same-origin\r\nAccept: text/html\r\nAccept-Language: zh-CN,zh;q=0.9\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: "
    ).encode()
    for code in codes:
        yield b"%s%d\r\n\r\n%s%s%s" % (head, length + len(code), before, code.encode(), after)


def form_body(fields: Mapping[str, str]) -> bytes:
    """The fields as multipart/form-data, and an empty choice of files."""
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
    return (
        "".join(f"--{BOUNDARY}\r\n{part}\r\n" for part in [*parts, EMPTY_FILE]).encode()
        + f"--{BOUNDARY}--\r\n".encode()
    )


def reading(port: int, path: str, *, cookie: str = "") -> bytes:
    """A prepared request for a page."""
    sent = f"Cookie: {cookie}\r\n" if cookie else ""
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/html\r\n"
        f"Accept-Language: zh-CN,zh;q=0.9\r\n{sent}\r\n"
    ).encode()
