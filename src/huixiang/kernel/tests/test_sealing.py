from __future__ import annotations

import pytest

from huixiang.kernel.sealing import SealBroken, seal, unseal


class TestSealing:
    def test_gives_back_what_was_sealed(self) -> None:
        assert unseal(seal("林晓".encode(), purpose="contact"), purpose="contact").decode() == "林晓"

    def test_does_not_open_for_another_purpose(self) -> None:
        with pytest.raises(SealBroken):
            unseal(seal(b"13800001234", purpose="contact"), purpose="receipt")

    def test_notices_a_changed_byte(self) -> None:
        sealed = bytearray(seal(b"13800001234", purpose="contact"))
        sealed[-1] ^= 1

        with pytest.raises(SealBroken):
            unseal(bytes(sealed), purpose="contact")
