"""The number of a row is read from a text only where there is one."""

from __future__ import annotations

import pytest

from huixiang.kernel.typed import typed_id


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("12", 12), ("9" * 18, 10**18 - 1)])
def test_is_read(text: str, number: int) -> None:
    assert typed_id(text) == number


@pytest.mark.parametrize("text", ["", "-1", " 1", "²", "٣", "1.0", "1_0", "9" * 19, "9" * 5000, "\0", "on"])
def test_is_none(text: str) -> None:
    assert typed_id(text) is None
