from huixiang.digest.matters.ground import Ground
from huixiang.digest.matters.tests.voices import SAID, table


class TestHowCommonPairsAre:
    def test_is_the_share_of_the_voices_that_hold_them(self) -> None:
        ground = Ground.learn(table(SAID))

        assert ground.shares(["望江", "车库", "窨井"]) == [0.4, 0.2, 0.0]

    def test_of_no_pairs_is_nothing(self) -> None:
        assert Ground.learn(table(SAID)).shares([]) == []
