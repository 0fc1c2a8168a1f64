"""``huixiang sbom``: a bill of materials of what runs here, as CycloneDX 1.6; needs no database and no network.

Decides what counts: every installed package that Huixiang needs, directly or by way of others, with the extras that
are installed, and the scripts of others that its pages carry.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

ROOT: Final = "huixiang"
SCHEMA: Final = "http://cyclonedx.org/schema/bom-1.6.schema.json"
SPACE: Final = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # of RFC 9562 for addresses
CARRIED: Final = ("echarts", "zrender", "tslib", "modern-normalize")  # what frontend/bundle.mjs puts into our files
LOCK: Final = Path(__file__).parents[3] / "frontend" / "package-lock.json"
_NEED: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?([^;]*)(?:;(.*))?")
_EXTRA: Final = re.compile(r"extra\s*==\s*['\"]([^'\"]+)['\"]")

Component = dict[str, Any]


def main(words: Sequence[str]) -> int:
    """Run the command; returns the exit code: 0 written, 1 could not be, 2 misspelt."""
    parser = argparse.ArgumentParser(prog="huixiang sbom", description="A bill of materials (CycloneDX 1.6, JSON).")
    parser.add_argument("--out", type=Path, help="write it to this file instead of printing it")
    out: Path | None = parser.parse_args(words).out
    text = json.dumps(bill_of_materials(), ensure_ascii=False, indent=1)
    if out is None:
        print(text)
        return 0
    try:
        out.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        print(f"{out}：写不了（{error.strerror}）", file=sys.stderr)
        return 1
    print(f"写入 {out}")
    return 0


def bill_of_materials() -> dict[str, Any]:
    """The bill; the same packages give the same bytes, so two machines can be compared by it."""
    found = installed()
    needs = {name: sorted(each for each in _needs(found[name]) if each in found) for name in sorted(found)}
    parts = [_component(found[name]) for name in needs if name != ROOT] + list(_carried())
    refs = {name: _purl("pypi", name, found[name].version) for name in needs}
    told: dict[str, Any] = {
        "$schema": SCHEMA, "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {"component": _component(found[ROOT]) | {"type": "application"}},
        "components": parts,
        "dependencies": [{"ref": refs[name], "dependsOn": [refs[each] for each in needs[name]]} for name in needs],
    }  # fmt: skip
    return told | {"serialNumber": uuid.uuid5(SPACE, json.dumps(told, sort_keys=True)).urn}


def installed() -> Mapping[str, Distribution]:
    """Every installed package that is needed, by its plain name, ourselves among them."""
    found: dict[str, Distribution] = {}
    waiting = [(ROOT, frozenset[str]())]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # for another system or another Python
        waiting += _asked(found[name], extras)
    return found


def _asked(package: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """What a package needs with these extras, each with the extras it asks for."""
    for words in package.requires or ():
        found = _NEED.match(words)
        wanted = _EXTRA.search(found[4] or "") if found else None
        if found and (wanted is None or wanted[1] in extras):
            yield plain_name(found[1]), frozenset(each.strip() for each in (found[2] or "").split(",") if each.strip())


def _needs(package: Distribution) -> set[str]:
    every = frozenset(package.metadata.get_all("Provides-Extra") or ()) if plain_name(package.name) != ROOT else ()
    return {name for name, _extras in _asked(package, frozenset(every))}


def plain_name(name: str) -> str:
    """A package's name as the index compares them: PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _purl(kind: str, name: str, version: str) -> str:
    return f"pkg:{kind}/{name}@{version}"


def _component(package: Distribution) -> Component:
    name, version = plain_name(package.name), package.version
    purl = _purl("pypi", name, version)
    told: Component = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    facts = package.metadata
    if "License-Expression" in facts:
        return told | {"licenses": [{"expression": facts["License-Expression"]}]}
    named = next(iter(facts.get_all("License") or ()), "")
    classes = [each for each in facts.get_all("Classifier") or () if each.startswith("License ::")]
    short = classes[0].rpartition(" :: ")[2] if classes else named.strip().partition("\n")[0][:80]
    return told | ({"licenses": [{"license": {"name": short}}]} if short else {})


def _carried() -> Iterator[Component]:
    """The scripts of others in our files, as far as the lock of the front end is at hand: not in an installed copy."""
    if not LOCK.exists():
        return
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    for name in CARRIED:
        facts = packages.get(f"node_modules/{name}")
        if facts:
            purl = _purl("npm", name, facts["version"])
            told: Component = {"type": "library", "bom-ref": purl, "name": name, "version": facts["version"]}
            yield told | {"purl": purl, "licenses": [{"license": {"name": facts.get("license", "unknown")}}]}
