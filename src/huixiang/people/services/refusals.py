"""Refusals that several services share."""

from __future__ import annotations

from huixiang.kernel.errors import Refusal


class NameTaken(Refusal):
    """Another one already has this name; nothing was written."""


class UnitClosed(Refusal):
    """The unit is closed: nobody is put there and nothing is hung below it."""


class LastAdministrator(Refusal):
    """Nobody would be left who can manage people."""
