"""A witness cosigns what continues what it knows, and nothing else: the rules of tlog-witness, one by one."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.test import Client
from hypothesis import given, strategies as st

from huixiang.people.models import Organisation
from huixiang.people.testing import NOON, Cast
from huixiang.proofs.merkle import Frontier, consistency_path, read_path
from huixiang.proofs.notes import (
    COSIGNATURE,
    ED25519,
    Checkpoint,
    Note,
    NoteWrong,
    Signer,
    read_signature,
    to_b64,
    vouched_by,
)
from huixiang.proofs.tests.test_merkle import leaves_of, reader
from huixiang.transparency.keys import witness_signer
from huixiang.transparency.models import WatchedLog
from huixiang.transparency.services import NotCosigned, add_witness, ask_witnesses, cosign, watch_log
from huixiang.transparency.services.witnessing import _read
from huixiang.transparency.testing import make_sealed

LOG = Signer("far.example/log/linshan", ED25519, bytes([5]) * 32)
STRANGER = Signer("far.example/log/linshan", ED25519, bytes([6]) * 32)
LEAVES = leaves_of(20)


def asked(old: int, new: int, *, signer: Signer = LOG, leaves: list[bytes] | None = None, name: str = "") -> str:
    leaves = leaves or LEAVES
    tree = Frontier()
    for leaf in leaves[:new]:
        tree.append(leaf)
    proof = read_path(consistency_path(old, new), reader(leaves)) if old else []
    note = Checkpoint(name or signer.name, new, tree.root).signed_by(signer).text
    return "\n".join([f"old {old}", *map(to_b64, proof), ""]) + "\n" + note


@pytest.fixture
def watching(cast: Cast) -> Cast:
    watch_log(key=LOG.verifier.text, by=cast.actor("admin"), at=NOON)
    return cast


def send(client: Client, body: str) -> tuple[int, str]:
    response = client.post("/log/witness/add-checkpoint", body, content_type="text/plain")
    return response.status_code, response.content.decode()


@pytest.fixture
def babbler() -> Iterator[str]:
    """The address of a server that answers, but not in HTTP."""

    class Babble(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.rfile.readline()
            self.wfile.write(b"who is there?\r\n")

    with socketserver.TCPServer(("127.0.0.1", 0), Babble) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"


class TestAsking:
    def test_goes_on_after_a_witness_that_speaks_no_http(self, cast: Cast, babbler: str) -> None:
        make_sealed()
        for number, url in ((7, babbler), (8, "http://127.0.0.1:1")):
            key = Signer(f"union.example/{number}", COSIGNATURE, bytes([number]) * 32).verifier.text
            add_witness(key=key, url=url, by=cast.actor("admin"), at=NOON)

        answers = ask_witnesses(at=NOON)

        assert [(answer.name, answer.signed) for answer in answers] == [
            ("union.example/7", False), ("union.example/8", False),
        ]  # fmt: skip


class TestWitness:
    def test_cosigns_what_grows(self, watching: Cast, client: Client) -> None:
        assert send(client, asked(0, 7))[0] == 200
        status, line = send(client, asked(7, 20))

        assert status == 200
        note = Note(asked(7, 20).split("\n\n")[1] + "\n", (read_signature(line.strip()),))
        key = witness_signer(Organisation.objects.get(pk=watching.organisation.pk)).verifier
        assert vouched_by(note, [key])[0].key == key
        assert WatchedLog.objects.get().size == 20

    def test_tells_which_size_it_knows(self, watching: Cast, client: Client) -> None:
        send(client, asked(0, 7))

        response = client.post("/log/witness/add-checkpoint", asked(3, 9), content_type="text/plain")

        assert (response.status_code, response.content) == (409, b"7\n")
        assert response.headers["Content-Type"] == "text/x.tlog.size"

    def test_cosigns_the_same_again(self, watching: Cast, client: Client) -> None:
        send(client, asked(0, 7))

        assert send(client, asked(7, 7))[0] == 200

    def test_refuses_a_fork_of_the_same_size(self, watching: Cast, client: Client) -> None:
        send(client, asked(0, 7))
        forged = [bytes(32), *LEAVES[1:]]

        assert send(client, asked(7, 7, leaves=forged)) == (409, "7\n")

    def test_refuses_a_fork_that_grew(self, watching: Cast, client: Client) -> None:
        send(client, asked(0, 7))
        forged = [bytes(32), *LEAVES[1:]]

        assert send(client, asked(7, 20, leaves=forged))[0] == 422
        assert WatchedLog.objects.get().size == 7

    def test_refuses_a_log_that_shrank(self, watching: Cast, client: Client) -> None:
        send(client, asked(0, 7))

        assert send(client, asked(0, 5)) == (409, "7\n")
        assert send(client, asked(5, 7).replace("old 5", "old 9"))[0] == 400

    def test_refuses_an_unknown_log_and_an_unknown_signer(self, watching: Cast, client: Client) -> None:
        assert send(client, asked(0, 7, name="who.example/log"))[0] == 404
        assert send(client, asked(0, 7, signer=STRANGER))[0] == 403

    def test_refuses_what_is_no_request(self, watching: Cast, client: Client) -> None:
        assert send(client, "old 0\n\nhello")[0] == 400
        assert send(client, "x" * 200_000)[0] == 413

    @given(text=st.text(max_size=80) | st.text(max_size=40).map(lambda rest: f"old 0\n\n{rest}\n1\n\n— a AAAAAAAA\n"))
    def test_reads_or_refuses(self, text: str) -> None:
        with suppress(NotCosigned):
            assert _read(text).old >= 0

    def test_watches_logs_only(self, cast: Cast) -> None:
        own = witness_signer(cast.organisation).verifier.text

        with pytest.raises(NoteWrong):
            watch_log(key=own, by=cast.actor("admin"), at=NOON)
        assert not WatchedLog.objects.exists()

    def test_cosigns_nothing_it_does_not_watch(self, cast: Cast) -> None:
        with pytest.raises(NotCosigned):
            cosign(request=asked(0, 7), at=NOON)
