"""No address answers with a fault of ours, whatever is sent to it by somebody who may open everything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote_plus

from django.db import transaction
from django.test import Client

from bench.attacking.addresses import Address, addresses
from huixiang.people import services
from huixiang.people.roles import Role
from huixiang.people.testing import NOON, Cast
from tests.guards.foreign import fill, signed_in

# NUL, half a letter, numbers beyond 64 bits and beyond the digits Python reads, days that never were.
HOSTILE: Final = (
    "%00", "9223372036854775808", "2026-02-30", "a%00b", "-1", "%ED%A0%80", "9" * 5000, "9999-12-31", "%FF%FE", "NaN",
    "0001-01-01", "1e400", "%ZZ", "%F0%A0%AE%B7", "-9223372036854775809", "%D9%A3", "2026-13", "'", "%5B%5D", "0",
    "%25", "%7B0%7D", "..%2F..%2F", "null", "a%3Ab%3Ac", "%E2%80%AE", "99999-01-01", "infinity", "x" * 3000, "%28",
    "2147483648",
)  # fmt: skip
ROUNDS: Final = 6
STEP: Final = 5
NUMBERS: Final = ("9223372036854775808", "9" * 5000)
WORDS: Final = ("%00", "%FF", "%2e%2e%2f", "a" * 2000)
BODIES_EVERY: Final = 12  # broken bodies meet no view: every twelfth address will do
SIGNS_OUT: Final = {"account_logout"}
FORM: Final = "application/x-www-form-urlencoded"
PARTS: Final = "multipart/form-data; boundary=x"
BODIES: Final = (
    ("multipart/form-data; boundary=", b"--\r\n"),
    ("multipart/form-data; boundary=\xff", b"--x--"),
    (PARTS, b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n"),
    (PARTS, b'--x\r\nContent-Disposition: form-data; name="words"\r\n\r\ncut'),
    (PARTS, b'--x\r\nContent-Disposition: form-data; name="w"\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n'),
    (PARTS, b'--x\r\nContent-Disposition: form-data; name="file"; filename="\0"\r\n\r\n\0\r\n--x--\r\n'),
    ("application/json", b"\xff"),
    (f"{FORM}; charset=utf-16", b"w"),
    (f"{FORM}; charset=nothing", b"words=1"),
    (FORM, b"=&=&words"),
    (FORM, b"a=b&" * 1200),
)  # fmt: skip
Sent = tuple[str, str, bytes, str]


def requests_to(address: Address, known: dict[str, Any], *, bodies: bool) -> Iterator[Sent]:
    """Method, path, body and kind of body of the hostile requests to an address."""
    usual = {name: known.get(name, 1) for name in address.values}
    methods, path = sorted(address.methods & {"GET", "POST"}), address.filled(usual)
    for name, kind in address.values.items():
        for value in NUMBERS if kind == "int" else WORDS:
            yield methods[0], address.filled(usual | {name: value}), b"", FORM
    for method in methods:
        for asked in asking(address):
            yield (method, f"{path}?{asked}", b"", FORM) if method == "GET" else (method, path, asked.encode(), FORM)
    if "POST" in methods and bodies:
        yield from (("POST", path, body, kind) for kind, body in BODIES)


def asking(address: Address) -> Iterator[str]:
    """Nothing at all; then all fields, each with another hostile value in each round; then every field twice."""
    yield ""
    names = [quote_plus(name) for name in address.fields]
    for turn in range(ROUNDS if names else 0):
        values = [HOSTILE[(place + turn * STEP) % len(HOSTILE)] for place in range(len(names))]
        yield "&".join(f"{name}={value}" for name, value in zip(names, values, strict=True))


def somebody_with_every_role(cast: Cast) -> Client:
    """A member who may open every page of the desk."""
    user, by = cast.people["liufang"], cast.actor("admin")
    for role in Role:
        if role is not Role.OFFICE:
            services.give_role(user=user, role=role, unit=cast.top, by=by, at=NOON)
    return signed_in(cast, "liufang")


def answer_to(client: Client, sent: Sent) -> int:
    """The status of the answer; what the request did is undone."""
    method, path, body, kind = sent
    with transaction.atomic():
        response = client.generic(method, path, body, content_type=kind)
        if response.streaming:
            response.getvalue()  # read to its end, a file is closed
        transaction.set_rollback(True)
    return response.status_code


class TestAnAddress:
    def test_answers_a_hostile_request_without_a_fault_of_ours(self, cast: Cast) -> None:
        known, wrong = fill(cast), []
        client = somebody_with_every_role(cast)

        for place, address in enumerate(addresses()):
            for sent in requests_to(address, known, bodies=place % BODIES_EVERY == 0):
                status = answer_to(client, sent) if address.name not in SIGNS_OUT else 0
                if status >= 500:
                    wrong.append((status, *(part[:200] for part in sent)))

        assert not wrong, wrong[:20]
