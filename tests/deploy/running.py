"""Runs nginx with our file on free ports, before a stand-in for the site that tells what reached it."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.deploy.nginx_files import SITE
from tests.journeys.house import free_port

NAME = "echo.example.org"
START_SECONDS = 20
NGINX = shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"]))


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running nginx: its folder with everything it wrote, its ports, the port behind it."""

    folder: Path
    plain: int
    tls: int
    behind: int

    def written(self) -> str:
        """All it wrote to disk and did not remove: logs, bodies, answers."""
        files = (path for path in self.folder.rglob("*") if path.is_file() and path.suffix not in {".pem", ".conf"})
        return "".join(path.read_bytes().decode(errors="replace") for path in files)


@contextmanager
def running_nginx(folder: Path) -> Iterator[Proxy]:
    """Nginx for the length of the block."""
    proxy = Proxy(folder, free_port(), free_port(), free_port())
    _certify(folder)
    (folder / "site.conf").write_text(_ours(proxy), encoding="utf-8")
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/main.log;{' user root;' if os.geteuid() == 0 else ''}"
        f" events {{}} http {{ gzip on; access_log {folder}/access.log; client_body_temp_path {folder}/body;"
        f" {temporary} include {folder}/site.conf; }}",
        encoding="utf-8",
    )
    process = subprocess.Popen([str(NGINX), "-c", str(folder / "nginx.conf"), "-e", str(folder / "start.log")])
    try:
        _wait_for(proxy.tls, process)
        yield proxy
    finally:
        process.terminate()
        process.wait(timeout=START_SECONDS)


def _ours(proxy: Proxy) -> str:
    text = SITE.read_text(encoding="utf-8")
    text = re.sub(r"\n.*\[::\].*", "", text)
    text = text.replace("listen 80", f"listen 127.0.0.1:{proxy.plain}").replace(
        "listen 443", f"listen 127.0.0.1:{proxy.tls}"
    )
    text = re.sub(r"/etc/letsencrypt/live/[^/]+/", f"{proxy.folder}/", text)
    text = text.replace("/var/www/huixiang", str(SITE.parent)).replace("/var/log/nginx", str(proxy.folder))
    return text.replace("127.0.0.1:8000", f"127.0.0.1:{proxy.behind}")


def _certify(folder: Path) -> None:
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem, none = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "fullchain.pem").write_bytes(made.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, none))


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        assert process.poll() is None, "nginx refuses the file"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < until, "nginx does not answer"
            time.sleep(0.05)
        else:
            return
