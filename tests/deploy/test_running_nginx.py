"""nginx itself with our file, where the machine has it: what is on its disk afterwards, what it says alone."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.deploy.running import NAME, NGINX, Proxy, running_nginx

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not on this machine")
READER = "127.0.0.77"
"""An address of the loopback that nobody else uses."""
BROWSER = "Nosy/1.0"
WORDS = b"TOLD-IN-CONFIDENCE " * 40_000  # more than nginx keeps in memory


class Site(BaseHTTPRequestHandler):
    """Stands for the site: answers with what reached it."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.do_GET()

    def do_GET(self) -> None:
        told = json.dumps(dict(self.headers)).encode()
        self.send_response(200)
        self.send_header("Strict-Transport-Security", "max-age=1")
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    with running_nginx(tmp_path_factory.mktemp("nginx")) as running:
        yield running


@pytest.fixture
def site(proxy: Proxy) -> Iterator[None]:
    server = ThreadingHTTPServer(("127.0.0.1", proxy.behind), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield
    server.shutdown()
    server.server_close()


def by_tls(proxy: Proxy, version: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3, name: str = NAME) -> ssl.SSLSocket:
    """A link whose hands are shaken; closed again when they are not."""
    context = ssl.create_default_context(cafile=str(proxy.folder / "fullchain.pem"))
    context.minimum_version = context.maximum_version = version
    context.set_ciphers("ALL:@SECLEVEL=0")
    link = socket.create_connection(("127.0.0.1", proxy.tls), timeout=10, source_address=(READER, 0))
    try:
        return context.wrap_socket(link, server_hostname=name)
    except ssl.SSLError:
        link.close()
        raise


def ask(
    proxy: Proxy, method: str, path: str, body: bytes = b"", **headers: str
) -> tuple[http.client.HTTPResponse, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(http.client.HTTPSConnection(NAME, timeout=10)) as connection:
        connection.sock = by_tls(proxy)
        connection.request(method, path, body, {"User-Agent": BROWSER, "Referer": f"https://{NAME}/from-here", **named})
        answer = connection.getresponse()
        return answer, answer.read().decode()


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
class TestNginx:
    @pytest.mark.parametrize("path", ["/say/sent", "/say/protected/sent", "/receipt", "/receipt/sealed/write"])
    def test_writes_nothing_of_a_speaker(self, proxy: Proxy, site: None, path: str) -> None:
        answer, _told = ask(proxy, "POST", path, WORDS)

        assert answer.status == 200
        assert [sign for sign in (READER, BROWSER, path, "from-here", "CONFIDENCE") if sign in proxy.written()] == []

    def test_writes_nothing_of_a_speaker_whom_the_site_does_not_answer(self, proxy: Proxy) -> None:
        answer, words = ask(proxy, "POST", "/say/sent", WORDS)

        assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
        assert "同一个码不会收两次" in words
        assert [sign for sign in (READER, BROWSER, "/say", "from-here") if sign in proxy.written()] == []

    def test_writes_a_line_of_the_desk_without_the_page(self, proxy: Proxy, site: None) -> None:
        ask(proxy, "GET", "/desk/inbox/?q=secret-word")

        line = json.loads((proxy.folder / "huixiang-desk.log").read_text(encoding="utf-8").splitlines()[-1])
        assert (line["address"], line["status"]) == (READER, 200)
        assert "secret-word" not in proxy.written()

    def test_tells_the_site_what_a_reader_cannot_forge(self, proxy: Proxy, site: None) -> None:
        forged: dict[str, Any] = {
            "X_Forwarded_For": "203.0.113.9",
            "X_Forwarded_Proto": "http",
            "X_Forwarded_Host": "evil.example",
        }
        answer, told = ask(proxy, "GET", "/say", **forged)

        reached = json.loads(told)
        assert (reached["X-Forwarded-For"], reached["X-Forwarded-Proto"], reached["Host"]) == (READER, "https", NAME)
        assert "X-Forwarded-Host" not in reached
        assert answer.headers.get_all("Strict-Transport-Security") == ["max-age=31536000; includeSubDomains"]

    def test_says_what_is_too_much(self, proxy: Proxy, site: None) -> None:
        answer, words = ask(proxy, "POST", "/say/sent", Content_Length=str(300 << 20))

        assert answer.status == 413
        assert "没有收下" in words

    def test_speaks_tls_1_2_and_1_3_to_our_name_only(self, proxy: Proxy) -> None:
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            by_tls(proxy, version).close()
        for version, name in ((ssl.TLSVersion.TLSv1_1, NAME), (ssl.TLSVersion.TLSv1_3, "other.example")):
            with pytest.raises(ssl.SSLError):
                by_tls(proxy, version, name)

    @pytest.mark.parametrize(
        ("method", "path", "status", "to"),
        [
            ("GET", "/say?x=1", 301, f"https://{NAME}/say?x=1"), ("POST", "/say", 403, None),
            ("GET", "/log/checkpoint", 403, None), ("GET", "/log/", 301, f"https://{NAME}/log/"),
        ],
    )  # fmt: skip
    def test_sends_people_to_tls_and_refuses_the_rest(
        self, proxy: Proxy, method: str, path: str, status: int, to: str | None
    ) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", proxy.plain, timeout=10)) as connection:
            connection.request(method, path, headers={"Host": "evil.example"})
            answer = connection.getresponse()
            answer.read()

        assert (answer.status, answer.headers["Location"]) == (status, to)
