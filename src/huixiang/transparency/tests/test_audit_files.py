"""Files changed or taken on disk are named by the audit that reads them."""

from __future__ import annotations

import pytest
from django.conf import settings

from huixiang.folio.uploads import make_safe
from huixiang.ledger import files as ledger_files
from huixiang.ledger.testing import make_assigned, make_evidence
from huixiang.listening.models import Attachment, SealedFile
from huixiang.listening.testing import given_file, make_case, make_recipient, make_voice
from huixiang.people.testing import NOON, Cast
from huixiang.transparency.audit import audit
from huixiang.transparency.audit_files import audit_files
from huixiang.transparency.services import seal_waiting


class TestFiles:
    """Reading the bytes on disk: whoever runs the machine can change them past the database."""

    PHOTO = b"\n".join([b"three lamps are out", b"by the bridge"])

    def trouble(self) -> list[tuple[str, str]]:
        report = audit()
        audit_files(report)
        return [(finding.trouble.value, finding.what) for finding in report.findings]

    def test_as_they_came_are_well(self, cast: Cast) -> None:
        make_voice(files=[given_file("lamps.txt", self.PHOTO)])
        make_recipient(cast)
        make_case(files=[given_file("bill.txt", self.PHOTO)])
        seal_waiting(at=NOON)
        report = audit()

        audit_files(report)

        assert (report.files, report.findings) == (4, [])

    @pytest.mark.parametrize("column", ["clean_path", "sealed_path"])
    @pytest.mark.parametrize(("content", "trouble"), [(b"something else", "altered"), (None, "missing")])
    def test_of_a_voice_changed_or_taken_are_named(
        self, column: str, content: bytes | None, trouble: str, cast: Cast
    ) -> None:
        voice, _code = make_voice(files=[given_file("lamps.txt", self.PHOTO)])
        seal_waiting(at=NOON)
        path = settings.UPLOADS_DIR / getattr(Attachment.objects.get(), column)
        path.unlink() if content is None else path.write_bytes(content)

        assert self.trouble() == [(trouble, f"voice:{voice.pk}")]

    def test_of_a_case_taken_are_named(self, cast: Cast) -> None:
        make_recipient(cast)
        case, _code = make_case(files=[given_file("bill.txt", self.PHOTO)])
        seal_waiting(at=NOON)
        (settings.UPLOADS_DIR / SealedFile.objects.get().original_path).unlink()

        assert self.trouble() == [("missing", f"case:{case.pk}")]

    def test_of_evidence_changed_are_named(self, cast: Cast) -> None:
        evidence = make_evidence(cast, make_assigned(cast))
        ledger_files.keep(evidence, make_safe(self.PHOTO, name="lamps.txt"), name="lamps.txt")
        evidence.save()
        ledger_files.path_of(evidence).write_bytes(b"something else")

        assert self.trouble() == [("altered", f"evidence:{evidence.pk}")]
