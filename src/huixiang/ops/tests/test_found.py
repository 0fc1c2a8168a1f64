"""An organisation of one's own: its link leads to its own address, and names that cannot be are refused in words."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from huixiang.ops import cli
from huixiang.ops.found import found
from huixiang.people import queries
from huixiang.people.models import Organisation


@pytest.fixture(autouse=True)
def _house(db: None, settings: Settings) -> None:
    queries.forget_hosts()
    settings.ORIGIN = "http://127.0.0.1:8131"


def link_in(said: str) -> str:
    return next(word for word in said.split() if "/invitation/" in word)


class TestFound:
    def test_gives_a_link_that_opens_at_the_address_of_the_organisation(self) -> None:
        link = link_in(found(slug="linshan", name="临山县", host="other.testserver", admin="boss"))

        assert link.startswith("http://other.testserver:8131/invitation/")
        path = link.removeprefix("http://other.testserver:8131")
        assert Client(headers={"host": "other.testserver"}).get(path).status_code == 200

    def test_says_when_the_site_does_not_answer_to_the_host(self) -> None:
        said = found(slug="linshan", name="临山县", host="talk.example.org", admin="boss")

        assert "HX_HOSTS" in said

    @pytest.mark.parametrize(
        "named",
        [
            ["linshan", "又一个"],
            ["Lin Shan", "临山县"],
            ["x/../y", "临山县"],
            ["new", " "],
            ["new", "新县", "--host=a b:9"],
        ],
        ids=["taken", "blank in it", "slashes", "no name", "no address"],
    )
    def test_refuses_in_words_what_cannot_be(self, named: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        found(slug="linshan", name="临山县", host=None, admin="boss")

        assert cli.main(["found", *named]) == 1
        assert "Nothing was made: " in capsys.readouterr().err
        assert Organisation.objects.count() == 1

    def test_says_in_a_sentence_that_the_database_is_away(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def away(*_given: object) -> None:
            raise OperationalError("connection refused")

        monkeypatch.setitem(cli.COMMANDS, "found", away)

        assert cli.main(["found", "new", "新县"]) == 1
        assert "The database does not answer" in capsys.readouterr().err
