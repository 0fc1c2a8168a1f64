"""Run inside a journey's house: two organisations watch each other over HTTP, then one offers a fork."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from huixiang.kernel import clock  # noqa: E402 - Django comes first
from huixiang.kernel.actor import system  # noqa: E402
from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.ops.found import found  # noqa: E402
from huixiang.people.models import Organisation  # noqa: E402
from huixiang.proofs.merkle import Frontier, leaf_hash  # noqa: E402
from huixiang.proofs.notes import Checkpoint  # noqa: E402
from huixiang.transparency import queries, services  # noqa: E402
from huixiang.transparency.keys import log_signer, origin_of, witness_signer  # noqa: E402
from huixiang.transparency.services.asking import post  # noqa: E402


def introduce(one: Organisation, other: Organisation, address: str) -> None:
    """Have the other watch the log of the one, and the one know it as a witness at this address."""
    with acting_in(other.pk):
        services.watch_log(key=log_signer(origin_of(one)).verifier.text, by=system(other.pk), at=clock.now())
    with acting_in(one.pk):
        key = witness_signer(other).verifier.text
        services.add_witness(key=key, url=address, by=system(one.pk), at=clock.now())


def ask(organisation: Organisation) -> list[bool]:
    """Ask for signatures; what waits is sealed first. The witness is another process, behind HTTP."""
    with acting_in(organisation.pk):
        services.seal_waiting(at=clock.now())
    with acting_in(organisation.pk):
        return [answer.signed for answer in services.ask_witnesses(at=clock.now())]


def fork(organisation: Organisation, address: str) -> int:
    """Offer another history of the same size, signed with the real key; gives the status of the answer."""
    signer = log_signer(origin_of(organisation))
    with acting_in(organisation.pk):
        signed = queries.witnessed_checkpoint()
    assert signed is not None
    tree = Frontier()
    for number in range(signed.checkpoint.size):
        tree.append(leaf_hash(bytes([number % 251]) * 80))
    note = Checkpoint(signer.name, tree.size, tree.root).signed_by(signer).text
    return post(f"{address}/add-checkpoint", f"old {tree.size}\n\n{note}").status


def main(port: str) -> None:
    """Introduce both to each other, ask each twice, offer a fork."""
    house = Organisation.objects.order_by("pk")[0]
    found(slug="linshan", name="林山县城管局", host="localhost", admin="admin2")
    other = Organisation.objects.get(slug="linshan")
    here, there = f"http://127.0.0.1:{port}/log/witness", f"http://localhost:{port}/log/witness"
    introduce(house, other, there)
    introduce(other, house, here)
    told = {
        "signed": [ask(house), ask(other), ask(house), ask(other)], "fork": fork(house, there),
        "key": log_signer(origin_of(house)).verifier.text,
    }  # fmt: skip
    print(json.dumps(told))  # noqa: T201 - its answer to the caller


main(sys.argv[1])
