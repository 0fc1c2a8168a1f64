from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from huixiang.kernel.tenancy import acting_in
from huixiang.listening import jobs, queries, services
from huixiang.listening.models import Receipt, Voice
from huixiang.listening.queries import WrongCode
from huixiang.listening.testing import make_voice
from huixiang.listening.tests.test_accepting import CHANCE, same_locator_other_secret
from huixiang.people.testing import Cast, make_cast
from huixiang.proofs import receipts


class TestHardenReceipts:
    def test_replaces_the_sealed_secret(self, cast: Cast) -> None:
        voice, code = make_voice()

        assert services.harden_receipts(10) == 1

        receipt = Receipt.objects.get(voice=voice)
        assert receipt.pending is None
        assert queries.opens(receipt, code)

    def test_takes_no_more_than_asked_and_comes_to_an_end(self, cast: Cast) -> None:
        make_voice()
        make_voice()

        assert [services.harden_receipts(1) for _turn in range(3)] == [1, 1, 0]


class TestTheJob:
    def test_hardens_the_receipts_of_every_organisation(self, cast: Cast) -> None:
        other = make_cast(slug="other", host=None)
        make_voice()
        with acting_in(other.organisation.pk):
            make_voice()

        jobs.harden_receipts(timestamp=0)

        assert not Receipt.objects.filter(verifier=None).exists()
        with acting_in(other.organisation.pk):
            assert not Receipt.objects.filter(verifier=None).exists()


class TestVoiceBehind:
    @pytest.mark.parametrize("hardened", [0, 1], ids=["just sent", "hardened"])
    def test_opens_with_its_code_only(self, cast: Cast, hardened: int) -> None:
        voice, code = make_voice()
        services.harden_receipts(hardened)

        assert queries.voice_behind(code) == voice
        with pytest.raises(WrongCode):
            queries.voice_behind(same_locator_other_secret(code))

    def test_refuses_an_unknown_locator(self, cast: Cast) -> None:
        with pytest.raises(WrongCode):
            queries.voice_behind(receipts.draw(CHANCE))


class TestTheDatabase:
    def test_refuses_to_change_words(self, cast: Cast) -> None:
        voice, _code = make_voice()

        with pytest.raises(DatabaseError), transaction.atomic():
            Voice.objects.filter(pk=voice.pk).update(words="改过的")
