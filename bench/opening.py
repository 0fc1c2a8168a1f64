"""Opens voices with their receipts: ``python -m bench.opening ORGANISATION CODE...`` prints how many open.

Runs as a process of its own, because Django's settings belong to one data folder.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import django

django.setup()

from bench.sending import WORDS  # noqa: E402
from huixiang.kernel.tenancy import acting_in  # noqa: E402 - Django must be set up first
from huixiang.listening import queries  # noqa: E402
from huixiang.proofs.receipts import parse  # noqa: E402


def main(organisation_id: int, codes: Sequence[str]) -> None:
    """Print how many codes open a voice with the words that were sent."""
    opened = 0
    with acting_in(organisation_id):
        for code in codes:
            try:
                opened += queries.voice_behind(parse(code)).words == WORDS
            except queries.WrongCode:
                continue
    print(opened)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
