"""Ready sets of limits to start from, each with where it is used. Data: an organisation changes them on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from huixiang.ledger.clocks import Clock, Limit
from huixiang.ledger.states import LimitStep, Nature, Urgency

HOTLINE, PETITION, CAMPAIGN = "hotline", "petition", "campaign"


@dataclass(frozen=True, slots=True)
class PresetLimit:
    """A line of a preset. ``source`` is the ordinance or article it follows, in Chinese, for the page."""

    step: LimitStep
    limit: Limit
    nature: str = ""
    urgency: str = ""
    source: str = ""


_HOTLINE = "12345热线通行做法（山东、济南、潍坊：5个工作日）"
_PETITION = "信访工作条例"
_USUAL = "通行做法"

PRESETS: Final[Mapping[str, Sequence[PresetLimit]]] = {
    HOTLINE: (
        PresetLimit(LimitStep.SIGN, Limit(1), source=_HOTLINE),
        PresetLimit(LimitStep.SIGN, Limit(2, Clock.HOURS), urgency=Urgency.URGENT, source=_HOTLINE),
        PresetLimit(LimitStep.SIGN, Limit(1, Clock.HOURS), urgency=Urgency.MOST_URGENT, source=_USUAL),
        PresetLimit(LimitStep.RETURN, Limit(2), source="山东省：退单不超过2个工作日并说明理由"),
        PresetLimit(LimitStep.FINISH, Limit(5), source=_HOTLINE),
        PresetLimit(LimitStep.FINISH, Limit(1), nature=Nature.CONSULT, source="青龙：咨询1日"),
        PresetLimit(LimitStep.FINISH, Limit(15), nature=Nature.COMPLEX, source="北京：疑难复杂15日"),
        PresetLimit(LimitStep.FINISH, Limit(24, Clock.HOURS), urgency=Urgency.URGENT, source="北京：水电气热24小时"),
        PresetLimit(LimitStep.FINISH, Limit(2, Clock.HOURS), urgency=Urgency.MOST_URGENT, source="北京：突发2小时"),
        PresetLimit(LimitStep.EXTENSION, Limit(10), source="山东省：延期不超过10个工作日"),
    ),
    PETITION: (
        PresetLimit(LimitStep.SIGN, Limit(15, Clock.NATURAL_DAYS), source=f"{_PETITION}第22、23条"),
        PresetLimit(LimitStep.RETURN, Limit(5), source=f"{_PETITION}第23条"),
        PresetLimit(LimitStep.FINISH, Limit(60, Clock.NATURAL_DAYS), source=f"{_PETITION}第34条"),
        PresetLimit(LimitStep.EXTENSION, Limit(30, Clock.NATURAL_DAYS), source=f"{_PETITION}第34条"),
    ),
    CAMPAIGN: (
        PresetLimit(LimitStep.SIGN, Limit(2), source=_USUAL),
        PresetLimit(LimitStep.RETURN, Limit(2), source=_USUAL),
        PresetLimit(LimitStep.FINISH, Limit(30, Clock.NATURAL_DAYS), source=f"{_USUAL}：立行立改"),
        PresetLimit(LimitStep.FINISH, Limit(90, Clock.NATURAL_DAYS), Nature.COMPLEX, source=f"{_USUAL}：限期整改"),
        PresetLimit(LimitStep.EXTENSION, Limit(30, Clock.NATURAL_DAYS), source=_USUAL),
    ),
}  # fmt: skip
