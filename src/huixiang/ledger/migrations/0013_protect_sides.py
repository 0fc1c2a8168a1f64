"""Each organisation has its own suspensions, claims and supervision; reviews, answers and escalations stay."""

from django.db import migrations

from huixiang.kernel.tenancy import append_only, protect_rows

TABLES = (
    "ledger_suspension",
    "ledger_suspensionreview",
    "ledger_exclusion",
    "ledger_appeal",
    "ledger_supervisionorder",
    "ledger_supervisedproblem",
    "ledger_supervisionanswer",
    "ledger_supervisionreview",
    "ledger_ladderstep",
    "ledger_escalation",
    "ledger_reminder",
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0012_sides")]
    operations = [
        *protect_rows(*TABLES),
        *append_only(
            "ledger_suspensionreview",
            "ledger_supervisedproblem",
            "ledger_supervisionanswer",
            "ledger_supervisionreview",
            "ledger_escalation",
        ),
    ]
