"""Run inside a journey's house: founds the cast's organisation with passwords and a few places."""

from __future__ import annotations

import django

django.setup()

from huixiang.kernel import clock  # noqa: E402 - Django comes first
from huixiang.kernel.actor import system  # noqa: E402
from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.listening import services as listening  # noqa: E402
from huixiang.people.testing import PASSWORD, make_cast  # noqa: E402

PLACES = (("chengguan", "城关街道"), ("meixi", "梅溪社区"), ("beimen", "北门菜市场"))


def seed() -> None:
    """Found everything at the present moment, so that deadlines lie ahead."""
    at = clock.now()
    cast = make_cast(host="127.0.0.1", at=at)
    with acting_in(cast.organisation.pk):
        for user in cast.people.values():
            user.set_password(PASSWORD)
            user.save(update_fields=["password"])
        above = None
        for code, name in PLACES:
            above = listening.add_place(name=name, code=code, parent=above, by=system(cast.organisation.pk), at=at)


seed()
