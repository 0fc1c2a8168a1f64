"""The tree equals RFC 6962 on the known vectors, another implementation at random, and no altered proof holds."""

from __future__ import annotations

from collections.abc import Callable

import pymerkle
import pytest
from hypothesis import given, settings, strategies as st

from huixiang.proofs import merkle
from huixiang.proofs.merkle import (
    EMPTY_ROOT,
    Frontier,
    Node,
    ProofWrong,
    consistency_path,
    inclusion_path,
    leaf_hash,
    node_hash,
    read_path,
    subtrees,
    verify_consistency,
    verify_inclusion,
)

# The inputs and roots of Certificate Transparency's own test of the tree.
VECTORS = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def grown(entries: list[bytes]) -> Frontier:
    tree = Frontier()
    for entry in entries:
        tree.append(leaf_hash(entry))
    return tree


def root_of(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else EMPTY_ROOT
    middle = 1 << ((len(leaves) - 1).bit_length() - 1)
    return node_hash(root_of(leaves[:middle]), root_of(leaves[middle:]))


def reader(leaves: list[bytes]) -> Callable[[Node], bytes]:
    return lambda node: root_of(leaves[node.index << node.level : (node.index + 1) << node.level])


def leaves_of(size: int) -> list[bytes]:
    return [leaf_hash(number.to_bytes(8)) for number in range(size)]


class TestTree:
    def test_equals_the_vectors_of_certificate_transparency(self) -> None:
        assert [grown(VECTORS[: size + 1]).root.hex() for size in range(8)] == ROOTS

    def test_of_nothing_is_the_hash_of_nothing(self) -> None:
        assert Frontier().root.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    @given(entries=st.lists(st.binary(max_size=100), max_size=300))
    @settings(max_examples=60, deadline=None)
    def test_equals_another_implementation(self, entries: list[bytes]) -> None:
        other = pymerkle.InmemoryTree(algorithm="sha256")
        for entry in entries:
            other.append_entry(entry)

        assert grown(entries).root == (other.get_root(len(entries)) if entries else EMPTY_ROOT)

    @given(size=st.integers(0, 200))
    @settings(deadline=None)
    def test_tells_which_subtrees_a_leaf_completed(self, size: int) -> None:
        leaves = leaves_of(size + 1)
        tree = Frontier(size, [reader(leaves)(node) for node in subtrees(0, size)])

        completed = tree.append(leaves[size])

        assert completed == [(node, reader(leaves)(node)) for node, _hash in completed]
        assert all((node.index + 1) << node.level == size + 1 for node, _hash in completed)
        assert len(completed) == ((size + 1) & -(size + 1)).bit_length() - 1

    def test_refuses_a_frontier_that_fits_no_size(self) -> None:
        with pytest.raises(ValueError, match="1 bit"):
            Frontier(3, [bytes(32)])


class TestInclusion:
    def test_holds_for_every_leaf_of_every_small_tree(self) -> None:
        for size in range(1, 66):
            leaves = leaves_of(size)
            for index in range(size):
                proof = read_path(inclusion_path(index, size), reader(leaves))
                verify_inclusion(leaves[index], index, size, proof, root_of(leaves))

    @given(size=st.integers(1, 100_000), data=st.data())
    @settings(max_examples=30, deadline=None)
    def test_needs_few_subtrees(self, size: int, data: st.DataObject) -> None:
        path = inclusion_path(data.draw(st.integers(0, size - 1)), size)

        assert len(path) <= size.bit_length()
        assert sum(map(len, path)) <= 2 * size.bit_length()

    @given(size=st.integers(2, 90), data=st.data())
    @settings(max_examples=60, deadline=None)
    def test_fails_at_any_other_place_size_or_length(self, size: int, data: st.DataObject) -> None:
        leaves, index = leaves_of(size), data.draw(st.integers(0, size - 1))
        proof, root = read_path(inclusion_path(index, size), reader(leaves)), root_of(leaves)

        for wrong in {*range(-1, size + 2)} - {index}:
            with pytest.raises(ProofWrong):
                verify_inclusion(leaves[index], wrong, size, proof, root)
        for cut in (proof[:-1], proof[1:], [*proof, bytes(32)], [bytes(31), *proof[1:]]):
            with pytest.raises(ProofWrong):
                verify_inclusion(leaves[index], index, size, cut, root)

    def test_fails_with_any_bit_flipped(self) -> None:
        leaves = leaves_of(21)
        proof, root = read_path(inclusion_path(13, 21), reader(leaves)), root_of(leaves)
        whole = b"".join([leaves[13], *proof, root])

        for bit in range(len(whole) * 8):
            raw = bytearray(whole)
            raw[bit // 8] ^= 1 << bit % 8
            leaf, *steps, end = (bytes(raw[place : place + 32]) for place in range(0, len(raw), 32))
            with pytest.raises(ProofWrong):
                verify_inclusion(leaf, 13, 21, steps, end)

    @pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
    def test_of_no_leaf_is_refused(self, index: int, size: int) -> None:
        with pytest.raises(ValueError, match="not in a tree"):
            inclusion_path(index, size)


class TestConsistency:
    def test_holds_between_all_small_sizes(self) -> None:
        leaves = leaves_of(40)
        for new in range(1, 41):
            for old in range(1, new + 1):
                proof = read_path(consistency_path(old, new), reader(leaves[:new]))
                verify_consistency(old, new, proof, root_of(leaves[:old]), root_of(leaves[:new]))

    def test_from_nothing_needs_no_proof(self) -> None:
        verify_consistency(0, 3, [], EMPTY_ROOT, root_of(leaves_of(3)))

    @given(old=st.integers(1, 60), more=st.integers(1, 60), changed=st.integers(0, 59))
    @settings(max_examples=60, deadline=None)
    def test_fails_when_an_old_leaf_was_changed(self, old: int, more: int, changed: int) -> None:
        leaves, forged = leaves_of(old + more), leaves_of(old + more)
        forged[changed % old] = bytes(32)

        proof = read_path(consistency_path(old, old + more), reader(forged))

        with pytest.raises(ProofWrong):
            verify_consistency(old, old + more, proof, root_of(leaves[:old]), root_of(forged))

    def test_fails_with_any_bit_flipped(self) -> None:
        leaves = leaves_of(21)
        proof = read_path(consistency_path(6, 21), reader(leaves))
        whole = b"".join([root_of(leaves[:6]), *proof, root_of(leaves)])

        for bit in range(len(whole) * 8):
            raw = bytearray(whole)
            raw[bit // 8] ^= 1 << bit % 8
            old_root, *steps, new_root = (bytes(raw[place : place + 32]) for place in range(0, len(raw), 32))
            with pytest.raises(ProofWrong):
                verify_consistency(6, 21, steps, old_root, new_root)

    @given(old=st.integers(-2, 2**63), new=st.integers(-2, 2**63), proof=st.lists(st.binary(max_size=33), max_size=70))
    @settings(deadline=None)
    def test_never_breaks_on_what_strangers_send(self, old: int, new: int, proof: list[bytes]) -> None:
        for check in (merkle.verify_consistency, lambda a, b, p, x, y: verify_inclusion(x, a, b, p, y)):
            try:
                check(old, new, proof, bytes(32), bytes(range(32)))
            except ProofWrong:
                continue
            assert old == 0  # every tree begins with the empty one
