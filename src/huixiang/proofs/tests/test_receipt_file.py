"""A receipt as a file: every outcome has its case, every flipped bit is found, nothing strange breaks the check."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings, strategies as st

from huixiang.proofs.entries import NO_CLAIM, NO_SUBJECT, Entry, LeafType, content_of, digests
from huixiang.proofs.merkle import Frontier, inclusion_path, leaf_hash, read_path
from huixiang.proofs.notes import COSIGNATURE, ED25519, Checkpoint, Note, Signer, read_signature
from huixiang.proofs.receipt_file import Checked, Opened, Outcome, check
from huixiang.proofs.tests.test_merkle import reader
from huixiang.proofs.tlog_proof import TlogProof

LOG = Signer("echo.example/log/qinghe", ED25519, bytes([1]) * 32)
OTHER = Signer("far.example/log/linshan", ED25519, bytes([2]) * 32)
FORGER = Signer("echo.example/log/qinghe", ED25519, bytes([3]) * 32)
WITNESS = Signer("union.example/w1", COSIGNATURE, bytes([4]) * 32)
KEY = bytes(range(32))
FACTS = digests(KEY, {"words": "桂花路的路灯坏了三盏。", "locator": "20261128", "lane": "open"})
ENTRY = Entry(LeafType.ACCEPTED, 20_785, NO_SUBJECT, NO_CLAIM, content_of(KEY, FACTS))


def proof(*, signer: Signer = LOG, witnessed: bool = True, index: int = 5) -> TlogProof:
    leaves = [leaf_hash(bytes([number]) * 80) for number in range(9)]
    leaves[index] = leaf_hash(ENTRY.encode())
    tree = Frontier()
    for leaf in leaves:
        tree.append(leaf)
    note = Checkpoint(signer.name, 9, tree.root).signed_by(signer)
    if witnessed:
        note = Note(note.body, (*note.signatures, read_signature(WITNESS.sign(note.body, moment=1_795_000_000))))
    extra = Opened(signer.verifier.text, "20261128", ENTRY, KEY, FACTS).raw
    return TlogProof(index, tuple(read_path(inclusion_path(index, 9), reader(leaves))), note, extra)


def checked(text: str, **more: str) -> Checked:
    return check(text, logs=[LOG.verifier], witnesses=[WITNESS.verifier], **more)


class TestOutcome:
    def test_is_witnessed_with_a_witness_one_trusts(self) -> None:
        found = checked(proof().text)

        assert (found.outcome, found.index, found.size, found.locator) == (Outcome.WITNESSED, 5, 9, "20261128")
        assert found.witnesses == [("union.example/w1", 1_795_000_000)]

    def test_is_without_witness_when_none_signed(self) -> None:
        assert checked(proof(witnessed=False).text).outcome is Outcome.NO_WITNESS

    def test_is_of_another_log(self) -> None:
        assert checked(proof(signer=OTHER).text).outcome is Outcome.OTHER_LOG

    def test_is_by_an_unknown_signer(self) -> None:
        assert checked(proof(signer=FORGER).text).outcome is Outcome.UNKNOWN_SIGNER

    def test_is_unconfirmed_without_a_key_from_outside(self) -> None:
        found = check(proof(signer=FORGER).text)

        assert (found.outcome, found.log_key) == (Outcome.KEY_UNCONFIRMED, FORGER.verifier.text)

    def test_is_broken_at_another_place(self) -> None:
        assert checked(replace(proof(), index=4).text).outcome is Outcome.BROKEN

    def test_tells_whether_words_are_those_that_were_logged(self) -> None:
        assert checked(proof().text, words="桂花路的路灯坏了三盏。").words_fit is True
        assert checked(proof().text, words="桂花路的路灯很好。").words_fit is False
        assert checked(proof().text).words_fit is None

    def test_is_never_as_before_with_any_bit_flipped(self) -> None:
        whole = proof().text.encode()
        log_key = range(whole.index(b"extra "), whole.index(b"\nindex"))
        for bit in range(len(whole) * 8):
            raw = bytearray(whole)
            raw[bit // 8] ^= 1 << bit % 8
            outcome = checked(raw.decode("utf-8", "replace")).outcome
            # The key a file names for itself is only read by whoever has no other: see the next test.
            assert outcome is not Outcome.WITNESSED or bit // 8 in log_key

    def test_depends_on_every_bit_of_the_extra_line_but_the_key_it_names(self) -> None:
        good = proof()
        named = good.extra.index(b'"log":"') + 7
        for bit in range(len(good.extra) * 8):
            raw = bytearray(good.extra)
            raw[bit // 8] ^= 1 << bit % 8
            if not named <= bit // 8 < named + len(LOG.verifier.text):
                assert checked(replace(good, extra=bytes(raw)).text).outcome is not Outcome.WITNESSED

    @given(extra=st.binary(max_size=80) | st.text(max_size=40).map(lambda text: f'{{"v":{text}}}'.encode()))
    @settings(deadline=None)
    def test_of_strange_bytes_is_no_file(self, extra: bytes) -> None:
        assert checked(replace(proof(), extra=extra).text).outcome is Outcome.NO_FILE
        assert checked(extra.decode("utf-8", "replace")).outcome is Outcome.NO_FILE
