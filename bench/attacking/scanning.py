"""wapiti and sqlmap against the lists and searches of a house, and against a page of planted holes they must find."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlsplit

from bench.attacking.requesting import filled
from bench.attacking.tools import environment_of, version_in
from bench.figures import Figure, at_least, at_most
from bench.house import ROOT, House, free_port, granian, running, site_of
from bench.sizes import Size

MODULES: Final = ("sql", "xss", "permanentxss", "exec", "file", "crlf", "redirect")
PUBLIC: Final = (
    "/?state=open&unit=1&place=1&q=灯", "/board.atom?state=open&unit=1&q=灯", "/projects?state=open&unit=1&place=1",
    "/say/similar?words=灯",
)  # fmt: skip
OF_THE_OFFICE: Final = (
    "/desk/inbox/?state=all&q=灯&channel=web&lane=open&unit=1&place=1&label=1&since=2026-01-01&until=2026-12-31&order=new",
    "/desk/problems/?sort=due&q=灯&state=listed&unit=1&place=1&kind=one&label=1&leader=1&due_from=2026-01-01",
    "/desk/orders/?late=on&state=waiting&unit=1&q=灯", "/desk/findings/?rule=hops&state=open&unit=1&problem=1",
    "/desk/metrics/?month=2026-03&unit=1", "/desk/figures/?question=voices&since=2026-01-01&unit=1&label=1&state=new",
    "/desk/inbox/hot/?since=2026-01-01&place=1", "/desk/inbox/coverage/?by=place&since=2026-01-01&unit=1",
)  # fmt: skip
PLANTED: Final = ("/people?name=lin", "/hello?who=lin", "/go?to=/hello", "/read?file=notes.txt")
HOLES: Final = ("SQL Injection", "Reflected Cross Site Scripting", "Open Redirect", "Path Traversal")
"""What wapiti calls the holes of the planted page."""
OFFICE: Final = "liufang"
REPORTS: Final = ROOT / "var" / "bench" / "reports"


@dataclass(frozen=True, slots=True)
class Site:
    """Where a scanner looks: the address, the paths it begins with, and the cookies it brings."""

    address: str
    paths: Sequence[str]
    cookies: str = ""

    @property
    def addresses(self) -> list[str]:
        """Where the scanner begins, as a browser would write it."""
        return [self.address + quote(path, safe="/?=&") for path in self.paths]

    @property
    def parameters(self) -> int:
        return sum(len(parse_qsl(urlsplit(path).query)) for path in self.paths)


def measure(house: House, size: Size) -> Iterator[Figure]:
    """What each scanner tested and found, first on the planted page."""
    session = filled(house).sessions[OFFICE][0]
    with site_of(house), _planted_page() as planted:
        ours = f"http://127.0.0.1:{house.port}"
        sites = {
            "the public pages": Site(ours, PUBLIC),
            "the pages of the office": Site(ours, OF_THE_OFFICE, f"hx={session}"),
        }  # fmt: skip
        yield from _by_wapiti(planted, sites, size)
        yield from _by_sqlmap(planted, sites)


@contextmanager
def _planted_page() -> Iterator[Site]:
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    with running(granian(port, "bench.attacking.planted:application"), environment, port=port):
        yield Site(f"http://127.0.0.1:{port}", PLANTED)


def _by_wapiti(planted: Site, sites: Mapping[str, Site], size: Size) -> Iterator[Figure]:
    programs = environment_of("wapiti")
    context = {"wapiti": version_in(programs, "wapiti3"), "modules": " ".join(MODULES)}
    found = _wapiti(programs, planted, size)
    yield Figure("wapiti: planted holes found", sum(bool(found[hole]) for hole in HOLES), f"of {len(HOLES)}",
                 at_least(len(HOLES)), context)  # fmt: skip
    for name, site in sites.items():
        told = _wapiti(programs, site, size)
        facts = {
            "pages crawled": told["pages"],
            "addresses given": len(site.paths),
            "parameters given": site.parameters,
        }
        holes = sum(len(places) for hole, places in told.items() if hole != "pages")
        yield Figure(f"wapiti: holes in {name}", holes, "holes", at_most(0), facts)


def _wapiti(programs: Path, site: Site, size: Size) -> Mapping[str, Any]:
    """The places of each kind of hole, and how many pages were looked at; the report is kept in var/bench."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    report = REPORTS / f"wapiti-{urlsplit(site.address).port}-{'office' if site.cookies else 'public'}.json"
    with tempfile.TemporaryDirectory(prefix="hx-wapiti-") as folder:
        command = [
            str(programs / "wapiti"), "--url", f"{site.address}/", "--scope", "folder", "--depth", "2",
            "--module", ",".join(MODULES), "--max-scan-time", str(size.scanning_seconds),
            "--max-attack-time", str(size.scanning_seconds // 2), "--max-links-per-page", "30", "--level", "1",
            "--exclude", f"{site.address}/account/", "--format", "json", "--output", str(report), "--flush-session",
            "--no-bugreport", "--store-session", folder, "--store-config", folder, "--tasks", "4", "--verbose", "0",
            *(part for address in site.addresses for part in ("--start", address)),
            *(["--header", f"Cookie: {site.cookies}"] if site.cookies else []),
        ]  # fmt: skip
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "LANG": "C.UTF-8"}
        subprocess.run(
            command, env=environment, check=True, stdout=subprocess.DEVNULL, timeout=size.scanning_seconds * 20
        )
    told = json.loads(report.read_text(encoding="utf-8"))
    return {**told["vulnerabilities"], "pages": told["infos"]["crawled_pages_nbr"]}


def _by_sqlmap(planted: Site, sites: Mapping[str, Site]) -> Iterator[Figure]:
    programs = environment_of("attack")
    context = {"sqlmap": version_in(programs, "sqlmap"), "techniques": "boolean, error, union"}
    _asked, found = _sqlmap(programs, planted)
    yield Figure("sqlmap: planted holes found", min(found, 1), "of 1", at_least(1), context)
    for name, site in sites.items():
        asked, found = _sqlmap(programs, site)
        facts = {"addresses": len(site.paths), "parameters": site.parameters, "requests": asked}
        yield Figure(f"sqlmap: parameters open to SQL in {name}", found, "parameters", at_most(0), facts)


def _sqlmap(programs: Path, site: Site) -> tuple[int, int]:
    """How many requests it sent and how many parameters it could put SQL into."""
    with tempfile.TemporaryDirectory(prefix="hx-sqlmap-") as folder:
        listed, traffic, results = Path(folder, "list"), Path(folder, "traffic"), Path(folder, "results.csv")
        listed.write_text("".join(f"{address}\n" for address in site.addresses), encoding="utf-8")
        command = [
            str(programs / "sqlmap"), "-m", str(listed), "--batch", "--disable-coloring", "--technique", "BEU",
            "--level", "1", "--risk", "1", "--threads", "2", "--flush-session", "--output-dir", folder,
            "-t", str(traffic), "--results-file", str(results), "-v", "0",
            *(["--cookie", site.cookies] if site.cookies else []),
        ]  # fmt: skip
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "LANG": "C.UTF-8"}
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, timeout=3600)
        asked = len(re.findall(rb"^HTTP request \[#", traffic.read_bytes(), re.MULTILINE)) if traffic.exists() else 0
        rows = list(csv.DictReader(results.read_text(encoding="utf-8").splitlines())) if results.exists() else []
    return asked, sum(bool(row.get("Parameter")) for row in rows)
