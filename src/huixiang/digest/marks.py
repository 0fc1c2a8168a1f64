"""What a proposal to mask is."""

from enum import StrEnum
from typing import NamedTuple


class MaskKind(StrEnum):
    """What a place in a text gives away."""

    PHONE = "phone"
    LANDLINE = "landline"
    ID_CARD = "id_card"
    BANK_CARD = "bank_card"
    PLATE = "plate"
    EMAIL = "email"
    WECHAT_QQ = "wechat_qq"
    NAME = "name"
    ADDRESS = "address"


class Mask(NamedTuple):
    """A place in a text, from ``start`` up to but without ``end``, and what it gives away."""

    start: int
    end: int
    kind: MaskKind
    certain: bool
