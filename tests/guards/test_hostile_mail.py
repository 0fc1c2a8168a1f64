"""Whatever somebody types as a way to be reached, a mail goes to one address and carries headers of ours alone."""

from __future__ import annotations

import time

import pytest
from django.core import mail

from huixiang.listening.testing import make_voice
from huixiang.people.testing import NOON, Cast
from huixiang.publishing import services
from huixiang.publishing.services.notices import ADDRESS


class TestAMail:
    @pytest.mark.parametrize(
        "typed",
        [
            "lin@example.org\nBcc: spy@example.com",
            "lin@example.org\r\n\r\n<script>",
            "lin@example.org, spy@example.com",
            "<lin@example.org> spy@example.com",
            "mailto:lin@example.org?bcc=spy@example.com",
            '"x\nSubject: y" lin@example.org',
        ],
    )
    def test_goes_to_one_address_with_headers_of_ours(self, typed: str, cast: Cast) -> None:
        voice, _code = make_voice(words="路灯坏了", contact=typed, may_contact=True)

        assert services.tell_speaker(voice_id=voice.pk, at=NOON)

        (sent,) = mail.outbox
        assert sent.to == ["lin@example.org"]
        assert (sent.cc, sent.bcc, sent.extra_headers) == ([], [], {})
        assert "路灯坏了" not in str(sent.subject) + str(sent.body)
        assert sent.message()["Bcc"] is None

    @pytest.mark.parametrize("piece", ["a", "a@", "a@b.", "@", ".a", "a@a-"])
    def test_address_is_found_in_any_text_at_once(self, piece: str) -> None:
        began = time.process_time()

        ADDRESS.search(piece * (5_000 // len(piece)))

        assert time.process_time() - began < 2
