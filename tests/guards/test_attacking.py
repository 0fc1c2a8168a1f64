"""What the attacks of the bench stand on: addresses with their fields, their description, targets that read."""

from __future__ import annotations

from wsgiref.util import setup_testing_defaults

import pytest

from bench.attacking.addresses import addresses
from bench.attacking.description import describe
from bench.attacking.fuzzing import TARGETS as FUZZED
from bench.attacking.planted import application
from bench.attacking.targets import PLANTED, TARGETS
from huixiang.proofs.receipt_file import Outcome


class TestAnAddress:
    def test_is_found_with_its_fields_methods_and_values(self) -> None:
        found = {address.name: address for address in addresses()}

        assert {"q", "state", "unit", "place"} <= set(found["publishing:board"].fields)
        assert {"words", "unit", "person", "due_on"} <= set(found["ledger:plan"].fields)
        assert found["sorting:drop_view"].methods == {"POST"}
        assert found["transparency:tile"].values == {"path": "path"}
        assert found["people:walled_up"].template == "/account/{door}"


class TestTheDescription:
    def test_has_every_address_with_every_method(self) -> None:
        known = list(addresses())

        paths = describe(known, {"number": 7})["paths"]

        assert set(paths) == {address.template for address in known}
        assert all(method.lower() in paths[address.template] for address in known for method in address.methods)

    def test_begins_at_what_is_there_and_goes_on_to_anything(self) -> None:
        plan = describe(list(addresses()), {"number": 7})["paths"]["/desk/problems/{number}/measures/"]

        real, _again, other = plan["post"]["parameters"][0]["schema"]["anyOf"]
        assert (real["enum"], other) == ([7], {"type": "integer", "minimum": 0})
        assert set(plan["post"]["responses"]) == {"2XX", "3XX", "4XX"}
        assert "words" in next(iter(plan["post"]["requestBody"]["content"].values()))["schema"]["properties"]


class TestATarget:
    @pytest.mark.parametrize("name", FUZZED)
    def test_reads_its_examples(self, name: str) -> None:
        for example in TARGETS[name].examples:
            TARGETS[name].read(example)

    def test_of_a_receipt_is_reached_to_the_end(self) -> None:
        found = TARGETS["receipt file"].read(TARGETS["receipt file"].examples[0])

        assert found.outcome is Outcome.WITNESSED  # type: ignore[attr-defined]

    def test_is_fuzzed(self) -> None:
        assert set(FUZZED) == set(TARGETS)

    def test_that_is_planted_crashes(self) -> None:
        with pytest.raises(IndexError):
            PLANTED.read(b"HX!")


class TestThePlantedPage:
    @pytest.mark.parametrize(
        ("path", "query", "shows"),
        [
            ("/hello", "who=<script>", b"<script>"),
            ("/people", "name=' OR '1'='1", b"zhou"),
            ("/people", "name='", b"sqlite3"),
            ("/read", "file=../etc/passwd", b"root:"),
        ],
    )
    def test_has_its_holes(self, path: str, query: str, shows: bytes) -> None:
        environ: dict[str, str] = {"PATH_INFO": path, "QUERY_STRING": query}
        setup_testing_defaults(environ)

        assert shows in b"".join(application(environ, lambda *_told: None))
