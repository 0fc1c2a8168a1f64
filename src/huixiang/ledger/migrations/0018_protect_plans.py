"""Each organisation has its own plans, rules, pledges and projects; what was approved or found cannot be rewritten."""

from django.db import migrations

from huixiang.kernel.tenancy import append_only, protect_rows


class Migration(migrations.Migration):
    dependencies = [("ledger", "0017_pledges_and_projects")]
    operations = [
        *protect_rows(
            "ledger_plan",
            "ledger_planitem",
            "ledger_planversion",
            "ledger_planresult",
            "ledger_rule",
            "ledger_ruleanswer",
            "ledger_licenceitem",
            "ledger_pledge",
            "ledger_pledgeitem",
            "ledger_pledgecheck",
            "ledger_project",
            "ledger_projectpart",
            "ledger_projectnote",
        ),
        *append_only("ledger_planversion", "ledger_planresult", "ledger_pledgecheck", "ledger_projectnote"),
    ]
