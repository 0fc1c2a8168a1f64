from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse

from huixiang.kernel.actor import Actor
from huixiang.people import waiting
from huixiang.people.tests.pagecheck import check_page
from huixiang.people.waiting import Waiting


@pytest.fixture
def three_voices() -> Iterator[None]:
    def new_voices(actor: Actor) -> list[Waiting]:
        return [Waiting("新到的原声", 3 if actor.may("read_voices") else 0, "/desk/inbox/")]

    waiting.register_waiting(new_voices)
    yield
    waiting.forget_waiting(new_voices)


class TestStartPage:
    def test_says_what_waits_for_me(self, three_voices: None, sign_in: Callable[[str], Client]) -> None:
        assert "新到的原声" in check_page(sign_in("hejing").get(reverse("people:home")))

    def test_leaves_out_what_does_not_wait_for_me(self, three_voices: None, sign_in: Callable[[str], Client]) -> None:
        assert "新到的原声" not in check_page(sign_in("chentao").get(reverse("people:home")))
