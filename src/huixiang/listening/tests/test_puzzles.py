"""A puzzle instead of a wait: whom it serves, how long, how often; and that whoever does not work waits as ever."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huixiang.kernel.tenancy import acting_in
from huixiang.listening import puzzles, throttle
from huixiang.listening.models import SealedCase, Voice
from huixiang.listening.puzzles import EASIEST, HARDEST, LASTS, is_solved, puzzle_for
from huixiang.listening.testing import make_recipient
from huixiang.listening.tests.test_say import code_on, picture, send
from huixiang.people.testing import NOON, Cast, make_cast


@pytest.fixture
def crowded(cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A network that has just sent what it may send freely; its puzzles take no time."""
    monkeypatch.setattr(puzzles, "EASIEST", 50)
    monkeypatch.setattr(time, "monotonic", lambda: 1000.0)
    throttle.submissions.forget()
    settings.SUBMIT_PER_MINUTE = 1
    client = Client()
    assert send(client).status_code == 200
    return client


def solved(puzzle: str) -> str:
    _ends, most, salt, goal, _seal = puzzle.split(".")
    fits = (n for n in range(int(most)) if hashlib.sha256(f"{salt}.{n}".encode()).hexdigest() == goal)
    return f"{puzzle}.{next(fits)}"


def puzzle_on(page: Any) -> str:
    found = re.search(r'data-queue="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def bound(crowd: float) -> int:
    return int(puzzle_for("1", crowd=crowd, at=NOON).split(".")[1])


class TestAPuzzle:
    @pytest.fixture(autouse=True)
    def easy(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(puzzles, "EASIEST", 50)

    def test_is_solved_by_the_number_that_fits_alone(self) -> None:
        answer = solved(puzzle_for("12345678", crowd=0, at=NOON))
        puzzle, _dot, number = answer.rpartition(".")

        assert is_solved(answer, "12345678", at=NOON)
        assert not is_solved(f"{puzzle}.{int(number) + 1}", "12345678", at=NOON)

    def test_serves_no_other_form_and_no_other_house(self) -> None:
        answer = solved(puzzle_for("12345678", crowd=0, at=NOON))

        assert not is_solved(answer, "12345679", at=NOON)
        with acting_in(make_cast(slug="linshan", host="linshan.example").organisation.pk):
            assert not is_solved(answer, "12345678", at=NOON)

    def test_ends_after_ten_minutes(self) -> None:
        answer = solved(puzzle_for("12345678", crowd=0, at=NOON))

        assert is_solved(answer, "12345678", at=NOON + LASTS)
        assert not is_solved(answer, "12345678", at=NOON + LASTS + dt.timedelta(seconds=1))

    @pytest.mark.parametrize("part", range(5))
    def test_that_was_changed_in_any_part_is_none_of_ours(self, part: int) -> None:
        parts = solved(puzzle_for("12345678", crowd=0, at=NOON)).split(".")
        parts[part] = ("1" if parts[part][0] != "1" else "2") + parts[part][1:]

        assert not is_solved(".".join(parts), "12345678", at=NOON)

    @pytest.mark.parametrize("answer", ["", "nonsense", "1.2.3.4.5.6", "١" * 12, "9" * 100_000])
    def test_is_not_solved_by(self, answer: str) -> None:
        assert not is_solved(answer, "12345678", at=NOON)


def test_the_larger_the_crowd_the_harder_a_puzzle_up_to_three_times(cast: Cast) -> None:
    assert [bound(crowd) for crowd in (0, 0.5, 1, 2, 50)] == [EASIEST, 300_000, 400_000, HARDEST, HARDEST]
    assert HARDEST == 3 * EASIEST


class TestACrowdedNetwork:
    def test_is_told_to_wait_and_given_a_puzzle_with_everything_typed(self, crowded: Client) -> None:
        page = send(crowded, "第二件事")

        assert page.status_code == 429
        assert page.headers["Retry-After"] == "60"
        assert "请在 60 秒后再按一次发送" in page.content.decode()
        assert "第二件事" in page.content.decode()
        assert puzzle_on(page)

    def test_is_let_in_at_once_by_an_answer(self, crowded: Client) -> None:
        page = send(crowded, "第二件事")

        sent = send(crowded, "第二件事", code=code_on(page), puzzle=solved(puzzle_on(page)))

        assert sent.status_code == 200
        assert Voice.objects.count() == 2

    def test_is_not_let_in_by_the_answer_of_another_form(self, crowded: Client) -> None:
        answer = solved(puzzle_on(send(crowded, "第二件事")))

        assert send(crowded, "第三件事", puzzle=answer).status_code == 429
        assert Voice.objects.count() == 1

    def test_with_one_answer_files_one_voice(self, crowded: Client) -> None:
        page = send(crowded, "第二件事")
        code, answer = code_on(page), solved(puzzle_on(page))
        for words in ("第二件事", "第三件事"):
            send(crowded, words, code=code, puzzle=answer)

        assert Voice.objects.count() == 2

    def test_may_put_a_mistake_right_with_the_same_answer_but_not_for_ever(self, crowded: Client) -> None:
        page = send(crowded, "第二件事")
        code, answer = code_on(page), solved(puzzle_on(page))

        wrong = [send(crowded, "", code=code, puzzle=answer) for _time in range(6)]

        assert [answered.status_code for answered in wrong] == [422] * 5 + [429]
        assert answer in wrong[0].content.decode()

    def test_makes_its_puzzles_harder_by_working(self, crowded: Client) -> None:
        first = send(crowded, "第二件事")
        send(crowded, "第二件事", code=code_on(first), puzzle=solved(puzzle_on(first)))

        assert puzzle_on(send(crowded, "第三件事")).split(".")[1] == "100"

    def test_is_told_which_files_to_choose_again(self, crowded: Client) -> None:
        page = send(crowded, "第二件事", photos=SimpleUploadedFile("路灯.jpg", picture()))

        assert "路灯.jpg" in page.content.decode()

    def test_says_before_files_are_sent_that_it_is_crowded_and_counts_nothing(self, crowded: Client) -> None:
        code = code_on(crowded.get("/say"))

        asked = crowded.post("/say/turn", {"code": code})

        assert asked.status_code == 200
        assert send(crowded, "带照片的", code=code, puzzle=solved(asked.json()["puzzle"])).status_code == 200

    def test_with_a_protected_voice_works_the_same_way(self, crowded: Client, cast: Cast) -> None:
        make_recipient(cast)
        told = {"words": "检举", "code": code_on(crowded.get("/say/protected"))}
        page = crowded.post("/say/protected", told)
        answer = solved(puzzle_on(page))

        assert page.status_code == 429
        assert "检举" in page.content.decode()
        crowded.post("/say/protected", told | {"puzzle": answer, "readers": readers_on(page)})
        assert SealedCase.objects.count() == 1


def readers_on(page: Any) -> list[str]:
    return re.findall(r'name="readers" value="(\d+)"', page.content.decode())


class TestAnyOtherNetwork:
    def test_is_asked_neither_to_wait_nor_to_work(self, crowded: Client) -> None:
        other = Client(REMOTE_ADDR="192.0.2.1")
        code = code_on(other.get("/say"))

        assert other.post("/say/turn", {"code": code}).status_code == 204
        assert send(other, code=code).status_code == 200

    def test_gets_no_puzzle_for_a_code_that_is_not_ours(self, crowded: Client) -> None:
        assert crowded.post("/say/turn", {"code": "1"}).status_code == 204
