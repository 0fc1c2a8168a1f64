"""What a proposal to mask is."""

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Mask:
    """A place in a text, from ``start`` up to but without ``end``, and what it gives away."""

    start: int
    end: int
    kind: MaskKind
    certain: bool
