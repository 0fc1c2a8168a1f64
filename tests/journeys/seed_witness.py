"""Run inside a journey's house: it watches its own log over HTTP, then offers its witness a fork."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from huixiang.kernel import clock  # noqa: E402 - Django comes first
from huixiang.kernel.actor import system  # noqa: E402
from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.people.models import Organisation  # noqa: E402
from huixiang.proofs.merkle import Frontier, leaf_hash  # noqa: E402
from huixiang.proofs.notes import Checkpoint  # noqa: E402
from huixiang.transparency import queries, services  # noqa: E402
from huixiang.transparency.keys import log_signer, origin_of, witness_signer  # noqa: E402
from huixiang.transparency.services.cosigning import post  # noqa: E402

HOUSE = Organisation.objects.order_by("pk")[0]
SIGNER = log_signer(origin_of(HOUSE))


def introduce(address: str) -> None:
    """Watch our own log, and have ourselves as its witness."""
    by = system(HOUSE.pk)
    with acting_in(HOUSE.pk):
        services.watch_log(key=SIGNER.verifier.text, by=by, at=clock.now())
        services.add_witness(key=witness_signer(HOUSE).verifier.text, url=address, by=by, at=clock.now())


def ask() -> list[bool]:
    """Ask for a signature; the witness is another process, behind HTTP."""
    with acting_in(HOUSE.pk):
        return [answer.signed for answer in services.ask_witnesses(at=clock.now())]


def fork(address: str) -> int:
    """Offer another history of the same size, signed with the real key; gives the status of the answer."""
    with acting_in(HOUSE.pk):
        signed = queries.witnessed_checkpoint()
    assert signed is not None
    tree = Frontier()
    for number in range(signed.checkpoint.size):
        tree.append(leaf_hash(bytes([number % 251]) * 80))
    note = Checkpoint(SIGNER.name, tree.size, tree.root).signed_by(SIGNER).text
    return post(f"{address}/add-checkpoint", f"old {tree.size}\n\n{note}").status


def main(address: str) -> None:
    """Introduce, ask twice, offer a fork."""
    introduce(address)
    told = {"first": ask(), "second": ask(), "fork": fork(address), "key": SIGNER.verifier.text}
    print(json.dumps(told))  # noqa: T201 - its answer to the caller


main(sys.argv[1])
