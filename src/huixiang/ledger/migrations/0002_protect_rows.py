"""What was promised, extended or noted cannot be rewritten."""

from django.db import migrations

from huixiang.kernel.tenancy import append_only, protect_rows


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        *protect_rows("ledger_counit", "ledger_measure", "ledger_deadlinechange", "ledger_progressnote", "ledger_completionclaim", "ledger_evidence", "ledger_comment"),
        *append_only("ledger_deadlinechange", "ledger_progressnote", "ledger_comment"),
    ]
