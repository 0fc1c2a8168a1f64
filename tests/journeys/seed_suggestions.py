"""Run inside a journey's house: a taxonomy of three labels and voices with a suggestion each; prints their ids."""

from __future__ import annotations

import json

import django

django.setup()

from huixiang.kernel import clock  # noqa: E402 - Django comes first
from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.people.queries import organisation_ids  # noqa: E402
from huixiang.sorting.services.arriving import weigh_arrivals  # noqa: E402
from huixiang.sorting.testing import make_item  # noqa: E402
from huixiang.sorting.testing.suggestions import make_taxonomy  # noqa: E402

WORDS = (
    "柳树巷口的路灯灭了两盏，照明不够。",
    "柳树巷尾自来水停水，水管里没有水，水压也低。",
    "柳树巷中间路面有坑，井盖也松了。",
    "石桥边的路灯整夜不亮，没有照明。",
    "石桥东头路面坑多，井盖响。",
)


def seed() -> None:
    """Make them, and let the engine look at each."""
    organisation = organisation_ids()[0]
    with acting_in(organisation):
        make_taxonomy(at=clock.now())
        ids = [str(make_item(words, at=clock.now()).pk) for words in WORDS]
    weigh_arrivals(organisation_id=organisation, now=clock.now)
    print(json.dumps(ids))  # noqa: T201 - its answer to the caller


seed()
