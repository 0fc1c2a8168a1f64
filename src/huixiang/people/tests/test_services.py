from __future__ import annotations

from huixiang.kernel.actor import EVERYWHERE
from huixiang.people.testing import Cast


class TestActor:
    def test_of_a_leader_reaches_the_own_unit_only(self, cast: Cast) -> None:
        zhouming = cast.actor("zhouming")

        assert zhouming.may("sign_closure", unit_id=cast.roads.pk)
        assert not zhouming.may("sign_closure", unit_id=cast.water.pk)

    def test_of_a_clerk_reaches_everywhere(self, cast: Cast) -> None:
        assert cast.actor("hejing").reach("sort_voices") == EVERYWHERE
