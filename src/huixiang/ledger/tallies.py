"""Parts must add up to their total, whatever is counted; else the difference is said. For any form with both."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from huixiang.kernel.errors import Refusal
from huixiang.ledger.money import write_yuan


class TallyDiffers(Refusal):
    """The parts do not add up to the total; nothing was written. ``difference`` is parts less total."""

    def __init__(self, sentence: str, difference: Decimal) -> None:
        super().__init__(sentence)
        self.difference = difference


def require_adds_up(parts: Iterable[Decimal | int], total: Decimal | int) -> None:
    """Pass when the parts add up to the total exactly.

    :raises TallyDiffers: they do not; the sentence gives the sum, the total and the difference.
    """
    found = sum((Decimal(part) for part in parts), Decimal(0))
    difference = found - Decimal(total)
    if not difference:
        return
    facts = {"sum": write_yuan(found), "total": write_yuan(Decimal(total)), "difference": write_yuan(abs(difference))}
    if difference > 0:
        words = _("The parts add up to %(sum)s, which is %(difference)s more than the total of %(total)s. Correct one.")
    else:
        words = _("The parts add up to %(sum)s, which is %(difference)s less than the total of %(total)s. Correct one.")
    raise TallyDiffers(words % facts, difference)
