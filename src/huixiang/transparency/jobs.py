"""Each hour: make public what is due, ask the witnesses, write the files; past midnight too, for the day's head."""

from __future__ import annotations

import logging

from django.conf import settings
from procrastinate.contrib.django import app

from huixiang.kernel import clock
from huixiang.kernel.errors import Refusal
from huixiang.kernel.tenancy import acting_in
from huixiang.people.models import Organisation
from huixiang.transparency import services

_log = logging.getLogger(__name__)


@app.periodic(cron="10 * * * *", periodic_id="transparency.witnesses")  # type: ignore[untyped-decorator]
@app.task(name="transparency.ask_witnesses", queueing_lock="transparency.ask_witnesses", pass_context=False)  # type: ignore[untyped-decorator]
def ask_witnesses(timestamp: int) -> None:  # noqa: ARG001 - a periodic job is told when it was due
    """Publish what is due in every log of this house, have its witnesses sign, and write it to its public folder."""
    for organisation in Organisation.objects.order_by("pk"):
        with acting_in(organisation.pk):
            services.publish_due(at=clock.now())
        with acting_in(organisation.pk):
            services.ask_witnesses(at=clock.now())
        with acting_in(organisation.pk):
            _write(organisation)


def _write(organisation: Organisation) -> None:
    try:
        services.write_files(settings.PUBLIC_DIR / organisation.slug)
    except (Refusal, OSError) as trouble:
        # One log's folder must not keep the others from theirs; the site serves the log all the same.
        _log.error("the public log of %s was not written: %s", organisation.slug, trouble)
