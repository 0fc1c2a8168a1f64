"""The log's pages and files, and the speaker's proof file."""

from __future__ import annotations

from base64 import b64decode

import pytest
from django.test import Client

from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.codes import to_carry
from huixiang.listening.services import harden_receipts
from huixiang.listening.testing import make_case, make_recipient, make_voice
from huixiang.people.models import Organisation
from huixiang.people.testing import NOON, Cast
from huixiang.proofs.merkle import Frontier, leaf_hash
from huixiang.proofs.notes import read_checkpoint, read_note
from huixiang.proofs.receipt_file import Outcome, check
from huixiang.proofs.tiles import read_bundle
from huixiang.transparency.keys import log_signer, origin_of
from huixiang.transparency.services import seal_waiting
from huixiang.transparency.testing import UNION, make_sealed, make_witnessed
from huixiang.transparency.views import proof as proof_view


def key() -> str:
    organisation = Organisation.objects.get(pk=current_organisation_id())
    return log_signer(origin_of(organisation)).verifier.text


class TestProofFile:
    def test_is_given_to_who_has_just_sent(self, cast: Cast, client: Client) -> None:
        voice, code = make_sealed()

        response = client.post("/receipt/proof", {"code": to_carry(code)})

        assert response.status_code == 200
        assert f'filename="{code.locator}.tlog-proof"' in response.headers["Content-Disposition"]
        found = check(
            response.content.decode(),
            logs=[log_signer(response.content.decode().split("\n\n")[1].split("\n")[0]).verifier],
            words=voice.words,
        )
        assert (found.outcome, found.locator, found.words_fit) == (Outcome.NO_WITNESS, code.locator, True)
        assert voice.words not in response.content.decode()

    def test_is_given_inside_the_receipt_and_tells_of_the_witness(self, cast: Cast, client: Client) -> None:
        _voice, code = make_sealed()
        make_witnessed()
        harden_receipts()
        client.post("/receipt", {"code": code.text})

        text = client.post("/receipt/proof").content.decode()

        found = check(text, witnesses=[UNION.verifier])
        assert found.outcome is Outcome.KEY_UNCONFIRMED
        assert found.log_key == key()
        assert [name for name, _moment in found.witnesses] == [UNION.name]

    def test_of_a_sealed_case_is_given_inside_its_receipt(self, cast: Cast, client: Client) -> None:
        make_recipient(cast)
        _case, code = make_case()
        seal_waiting(at=NOON)
        client.post("/receipt", {"code": code.text})
        page = client.get("/receipt/sealed").content.decode()

        response = client.post("/receipt/proof")

        assert 'action="/receipt/proof"' in page
        assert f'filename="{code.locator}.tlog-proof"' in response.headers["Content-Disposition"]
        found = check(response.content.decode())
        assert (found.outcome, found.locator) == (Outcome.KEY_UNCONFIRMED, code.locator)
        assert "修路的钱" not in response.content.decode()

    def test_needs_a_receipt(self, cast: Cast, client: Client) -> None:
        make_sealed()

        assert client.post("/receipt/proof").status_code == 409
        assert client.post("/receipt/proof", {"code": "0" * 28}).status_code == 409
        assert client.get("/receipt/proof").status_code == 405

    def test_of_what_waits_says_so(self, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(proof_view, "LONGEST_WAIT", 0)
        _voice, code = make_voice()

        assert client.post("/receipt/proof", {"code": to_carry(code)}).status_code == 409
        seal_waiting(at=NOON)
        assert client.post("/receipt/proof", {"code": to_carry(code)}).status_code == 200


class TestFiles:
    def test_give_the_root_that_the_checkpoint_signs(self, cast: Cast, client: Client) -> None:
        for _number in range(3):
            make_sealed()
        checkpoint = read_checkpoint(read_note(client.get("/log/checkpoint").content.decode()).body)
        path = f"/log/tile/entries/000.p/{checkpoint.size}"

        tree = Frontier()
        for entry in read_bundle(client.get(path).content):
            tree.append(leaf_hash(entry))

        assert tree.root == checkpoint.root
        hashes = client.get(f"/log/tile/0/000.p/{checkpoint.size}").content
        assert len(hashes) == 32 * checkpoint.size

    def test_that_are_full_are_kept_for_a_year(self, cast: Cast, client: Client) -> None:
        for _number in range(260):
            make_voice()
        seal_waiting(at=NOON)

        full = client.get("/log/tile/0/000")
        assert full.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert len(client.get("/log/tile/1/000.p/1").content) == 32

    @pytest.mark.parametrize(
        "path", ["0/001", "entries/000.p/255", "9/000", "0/0", "0/x999/x999/x999/x999/x999/x999/999"]
    )
    def test_that_are_not_there_are_not_found(self, path: str, cast: Cast, client: Client) -> None:
        make_sealed()

        assert client.get(f"/log/tile/{path}").status_code == 404


class TestPages:
    def test_say_in_red_that_nobody_watches(self, cast: Cast, client: Client) -> None:
        make_sealed()

        page = client.get("/log/").content.decode()

        assert "notice-wrong" in page
        assert key() in page

    def test_name_the_witness(self, cast: Cast, client: Client) -> None:
        make_sealed()
        make_witnessed()

        page = client.get("/log/").content.decode()

        assert "notice-wrong" not in page
        assert UNION.name in page

    def test_before_the_first_leaf_say_so(self, cast: Cast, client: Client) -> None:
        assert client.get("/log/").status_code == 200
        assert client.get("/log/sheet").status_code == 200
        assert read_checkpoint(read_note(client.get("/log/checkpoint").content.decode()).body).size == 0

    def test_of_the_notice_board_show_head_and_key(self, cast: Cast, client: Client) -> None:
        make_sealed()
        root = client.get("/log/checkpoint").content.decode().split("\n")[2]

        page = client.get("/log/sheet").content.decode()

        assert root in page
        assert len(b64decode(root)) == 32
        assert "<svg" in page

    def test_to_check_offline_are_saved_and_call_nobody(self, cast: Cast, client: Client) -> None:
        response = client.get("/log/check.html")

        assert response.headers["Content-Disposition"].startswith("attachment")
        page = response.content.decode()
        assert "default-src 'none'" in page
        assert not any(word in page for word in ("fetch(", "XMLHttp", "src=", "href=", "http://", "https://"))
        assert (page.count("<style>"), page.count("<script>"), page.count("</script>")) == (1, 1, 1)
