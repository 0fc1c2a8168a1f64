"""The proof file: written, read, checked; every flipped bit is found, every strange text refused."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from huixiang.proofs.merkle import Frontier, ProofWrong, inclusion_path, leaf_hash, read_path
from huixiang.proofs.notes import ED25519, Checkpoint, NotSigned, Signer
from huixiang.proofs.tests.test_merkle import reader
from huixiang.proofs.tlog_proof import FileWrong, TlogProof, read_proof, verify

LOG = Signer("echo.example/log", ED25519, bytes([1]) * 32)
OTHER = Signer("far.example/log", ED25519, bytes([2]) * 32)
ENTRIES = [bytes([number]) * 80 for number in range(11)]


def proof_of(index: int) -> TlogProof:
    leaves = [leaf_hash(entry) for entry in ENTRIES]
    tree = Frontier()
    for leaf in leaves:
        tree.append(leaf)
    hashes = tuple(read_path(inclusion_path(index, 11), reader(leaves)))
    return TlogProof(index, hashes, Checkpoint("echo.example/log", 11, tree.root).signed_by(LOG), b"more")


class TestProof:
    def test_is_written_as_the_specification_says(self) -> None:
        lines = proof_of(9).text.split("\n")

        assert lines[:3] == ["c2sp.org/tlog-proof@v1", "extra bW9yZQ==", "index 9"]
        assert [len(line) for line in lines[3:7]] == [44, 44, 44, 0]
        assert lines[7:9] == ["echo.example/log", "11"]

    @pytest.mark.parametrize("index", range(11))
    def test_holds_after_reading_it_back(self, index: int) -> None:
        proof = read_proof(proof_of(index).text)

        assert proof == proof_of(index)
        assert verify(proof, entry=ENTRIES[index], keys=[LOG.verifier])[0].key == LOG.verifier

    def test_of_one_entry_is_none_of_another(self) -> None:
        with pytest.raises(ProofWrong):
            verify(proof_of(3), entry=ENTRIES[4], keys=[LOG.verifier])

    def test_of_another_log_is_signed_by_nobody_we_know(self) -> None:
        with pytest.raises(NotSigned):
            verify(proof_of(3), entry=ENTRIES[3], keys=[OTHER.verifier])

    def test_with_any_bit_flipped_fails_but_for_the_opaque_line(self) -> None:
        whole = proof_of(6).text.encode()
        opaque = range(whole.index(b"extra "), whole.index(b"\nindex"))
        for bit in range(len(whole) * 8):
            raw = bytearray(whole)
            raw[bit // 8] ^= 1 << bit % 8
            if bit // 8 not in opaque:
                with pytest.raises((FileWrong, ProofWrong, NotSigned, UnicodeDecodeError)):
                    verify(read_proof(raw.decode()), entry=ENTRIES[6], keys=[LOG.verifier])

    @given(text=st.text(max_size=200) | st.text(max_size=99).map(lambda rest: f"c2sp.org/tlog-proof@v1\n{rest}"))
    def test_is_read_or_refused(self, text: str) -> None:
        try:
            assert read_proof(text).text == text
        except FileWrong:
            return
