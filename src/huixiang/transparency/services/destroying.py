"""Destroys the keys of sealed leaves whose records were erased. The leaf stays, and tells nothing any longer."""

from __future__ import annotations

from collections.abc import Collection

from huixiang.transparency.audit import opens
from huixiang.transparency.models import Opening


def destroy_openings(abouts: Collection[str]) -> None:
    """Empty the keys of these records' leaves, in the caller's transaction; which leaf was whose is kept."""
    Opening.objects.filter(about__in=abouts).exclude(key=b"").update(key=b"")


def still_open(about: str) -> bool:
    """Test that every sealed leaf of a record that has a key commits to the record as it is; true without any."""
    rows = Opening.objects.filter(about=about).exclude(key=b"").values_list("idx", "about", "key")
    return opens(list(rows))
