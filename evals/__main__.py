"""``python -m evals [NAME...]``: measures how right the engine is and prints a JSON line for each figure.

The page docs/evals.md is written anew with them. A floor that is missed ends the command with 1.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Iterator
from typing import Final

from bench.figures import Figure, as_line
from evals import page
from evals.data import data_folder

# What is measured -> the modules whose ``figures()`` say so: ours first, then the peers on the same texts.
EVALS: Final = {
    "repeats": ("evals.repeats", "evals.peers.repeats"),
    "matters": ("evals.matters", "evals.peers.matters"),
    "classes": ("evals.classes", "evals.peers.classes"),
    "replies": ("evals.replies",),
    "masking": ("evals.masking",),
    "findings": ("evals.findings",),
}


OWN: Final = frozenset({"findings"})  # their cases belong to the project


def main() -> int:
    """Measure what is named, or all; the figures of what is not measured stay on the page."""
    names = _parser().parse_args().names or list(EVALS)
    if set(names) - OWN:
        data_folder()
    missed = []
    for name in names:
        kept = []
        for figure in _figures(name):
            print(as_line(figure.facts()), flush=True)
            kept.append(figure.facts())
            missed += [figure.name] if figure.met is False else []
        page.keep(name, kept)
    if missed:
        print(f"{len(missed)} floors missed: {'; '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


def _figures(name: str) -> Iterator[Figure]:
    for module in EVALS[name]:
        yield from importlib.import_module(module).figures()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description="Measure the figures of docs/evals.md.")
    parser.add_argument("names", nargs="*", choices=[*EVALS, []], help="which ones; all when none is named")
    return parser


if __name__ == "__main__":
    sys.exit(main())
