"""schemathesis against every address of a house that has a row in every table, as nobody and as four members."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.attacking.tools import environment_of, version_in
from bench.figures import Figure, at_most
from bench.house import ROOT, House, site_of
from bench.sizes import Size

PEOPLE: Final[Mapping[str, str]] = {
    "nobody signed in": "", "a clerk": "hejing", "a handler of a unit": "wanglei", "the office": "liufang",
    "an administrator": "admin",
}  # fmt: skip
SIGNS_OUT: Final = r".* (account_logout|people:session_end)$"
"""Addresses left out for members: they would end the very sign-ins the attack goes on with."""
FAULTS: Final = ROOT / "var" / "bench" / "faults.json"
LONGEST_SECONDS: Final = 3600
SEED: Final = 20_261_128


@dataclass(frozen=True, slots=True)
class Attacked:
    """A house filled to be attacked: the description of its addresses, and the session cookies of its members."""

    description: Mapping[str, Any]
    sessions: Mapping[str, Sequence[str]]

    @property
    def operations(self) -> int:
        return sum(len(methods) for methods in self.description["paths"].values())


def filled(house: House) -> Attacked:
    """Put a row into every table of the house and describe its addresses."""
    found = json.loads(house.run("-m", "bench.attacking.founding", HX_AS_OWNER="yes"))
    return Attacked(found["description"], found["sessions"])


def measure(house: House, size: Size) -> Iterator[Figure]:
    """Requests sent and faults answered, for each person."""
    programs, attacked = environment_of("attack"), filled(house)
    described = house.server.data_dir / "openapi.json"
    described.write_text(json.dumps(attacked.description), encoding="utf-8")
    context = {"schemathesis": version_in(programs, "schemathesis"), "operations": attacked.operations}
    faults: list[dict[str, str]] = []
    with site_of(house):
        for who, name in PEOPLE.items():
            told = _attack(programs, house, described, attacked.sessions[name] if name else (), size)
            faults += [fault | {"who": who} for fault in told["faults"]]
            yield from _figures(who, told, context)
    FAULTS.parent.mkdir(parents=True, exist_ok=True)
    FAULTS.write_text(json.dumps(faults, ensure_ascii=False, indent=1), encoding="utf-8")


def _attack(programs: Path, house: House, described: Path, sessions: Sequence[str], size: Size) -> dict[str, Any]:
    """One run of schemathesis; what its hooks counted."""
    told = described.with_name("told-attack.json")
    told.unlink(missing_ok=True)
    command = [
        str(programs / "schemathesis"), "run", str(described), "--url", f"http://127.0.0.1:{house.port}",
        "--checks", "not_a_server_error,status_code_conformance", "--phases", "coverage,fuzzing",
        "--max-examples", str(size.attacks), "--mode", "all", "--continue-on-failure", "--no-shrink", "--workers", "2",
        "--seed", str(SEED), "--generation-database", "none", "--suppress-health-check", "all", "--no-color",
        "--warnings", "off", "--request-timeout", "60",
        *(["--exclude-operation-id-regex", SIGNS_OUT] if sessions else []),
    ]  # fmt: skip
    environment = {
        "PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", ""), "PYTHONPATH": str(ROOT),
        "SCHEMATHESIS_HOOKS": "bench.attacking.with_schemathesis", "ATTACK_SESSIONS": json.dumps(sessions),
        "ATTACK_TOLD": str(told), "LANG": "C.UTF-8",
    }  # fmt: skip
    with described.with_name("schemathesis.log").open("wb") as log:
        subprocess.run(
            command, env=environment, cwd=described.parent, stdout=log, stderr=sys.stderr, timeout=LONGEST_SECONDS,
            check=False,  # it ends with 1 when it found something: the hooks counted that
        )  # fmt: skip
    found: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    return found


def _figures(who: str, told: Mapping[str, Any], context: Mapping[str, Any]) -> Iterator[Figure]:
    answers: Mapping[str, int] = told["answers"]
    kinds = dict.fromkeys(("2xx", "3xx", "4xx"), 0) | {"to the sign-in page": answers.get("to the sign-in page", 0)}
    for status, count in answers.items():
        if status[0] in "234" and status.isdigit():
            kinds[f"{status[0]}xx"] += count
    sent, wrong = sum(answers.values()), sum(count for status, count in answers.items() if status[0] == "5")
    reached = {"operations that let them in": told["reached"]}
    yield Figure(f"requests sent as {who}", sent, "requests", context={**context, **reached, **kinds})
    yield Figure(f"faults of ours (5xx) as {who}", wrong, "answers", at_most(0), {"requests": sent})
