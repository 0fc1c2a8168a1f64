"""Voices written for the tests: three about street lamps, two about water, one twice, one that is urgent."""

from __future__ import annotations

import pytest

from huixiang.people.testing import NOON, Cast
from huixiang.sorting.models import EngineRun, InboxItem
from huixiang.sorting.services import running
from huixiang.sorting.services.running.whole import run_whole
from huixiang.sorting.testing import make_item

LAMPS = (
    "桂花路的路灯坏了三盏，晚上黑得看不见路，老人不敢出门，请尽快派人来修路灯。",
    "桂花路路灯坏了半个月，晚上黑得看不见路，孩子放学害怕，请派人来修路灯。",
    "我家门口桂花路的路灯一直坏着，晚上黑得看不见路，希望尽快派人修路灯。",
)
WATER = (
    "青禾花园六栋高层水压太低，早晚洗澡没有热水，物业说水泵要换，一直没换。",
    "青禾花园六栋住户反映水压低，高层早晚洗澡水流很小，水泵一直没有换。",
)
URGENT = "昨晚老街三号楼一楼着火了，现在楼道里还冒黑烟，电话 13800000000，快来人。"


@pytest.fixture
def spoken(cast: Cast) -> list[InboxItem]:
    """All of them in the inbox, the first lamp said twice."""
    return [make_item(words) for words in (*LAMPS, *WATER, URGENT, LAMPS[0])]


def go_over(cast: Cast) -> EngineRun:
    """A whole run, as the job does it."""
    run = running.ask_for_run(by=cast.actor("hejing"), at=NOON)
    ended = run_whole(organisation_id=cast.organisation.pk, run_id=run.pk, now=lambda: NOON)
    assert ended is not None
    return ended
