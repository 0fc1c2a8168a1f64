"""Draws receipt codes and signs them as the form does: ``python -m bench.drawing ORGANISATION COUNT`` prints JSON.

Runs as a process of its own, because Django's settings belong to one data folder.
"""

from __future__ import annotations

import json
import secrets
import sys

import django

django.setup()

from huixiang.kernel.tenancy import acting_in  # noqa: E402 - Django must be set up first
from huixiang.listening.codes import to_carry  # noqa: E402
from huixiang.proofs.receipts import draw  # noqa: E402


def main(organisation_id: int, count: int) -> None:
    """Print the codes as a JSON list, no locator twice."""
    chance = secrets.SystemRandom()
    with acting_in(organisation_id):
        codes = {code.locator: code for code in (draw(chance) for _ in range(count + count // 1000 + 1))}
        print(json.dumps([to_carry(code) for code in list(codes.values())[:count]]))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
