"""Each hour: make public what is due, ask the witnesses, write the files, mail the head; past midnight too."""

from __future__ import annotations

import logging
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from huixiang.kernel import clock
from huixiang.kernel.errors import Refusal
from huixiang.kernel.jobs import organisation_job, queue
from huixiang.kernel.tenancy import acting_in
from huixiang.people.models import Organisation
from huixiang.transparency import services

_log = logging.getLogger(__name__)


@app.periodic(cron="10 * * * *", periodic_id="transparency.witnesses")  # type: ignore[untyped-decorator]
@app.task(name="transparency.ask_witnesses", queueing_lock="transparency.ask_witnesses", pass_context=False)  # type: ignore[untyped-decorator]
def ask_witnesses(timestamp: int) -> None:  # noqa: ARG001 - a periodic job is told when it was due
    """Publish what is due in every log of this house, ask its witnesses, write it to its folder, mail its head."""
    for organisation in Organisation.objects.order_by("pk"):
        with acting_in(organisation.pk):
            services.publish_due(at=clock.now())
        with acting_in(organisation.pk):
            services.ask_witnesses(at=clock.now())
        with acting_in(organisation.pk):
            _write(organisation)
        with acting_in(organisation.pk):
            for reader_id in services.heads_due(at=clock.now()):
                queue(mail_head, reader_id=str(reader_id))


@organisation_job("transparency.mail_head")
def mail_head(reader_id: str) -> None:
    services.mail_head(reader_id=UUID(reader_id), at=clock.now())


def _write(organisation: Organisation) -> None:
    try:
        services.write_files(settings.PUBLIC_DIR / organisation.slug)
    except (Refusal, OSError) as trouble:
        # One log's folder must not keep the others from theirs; the site serves the log all the same.
        _log.error("the public log of %s was not written: %s", organisation.slug, trouble)
