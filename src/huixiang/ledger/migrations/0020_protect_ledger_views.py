"""Each organisation has its own views of the problem list."""

from django.db import migrations

from huixiang.kernel.tenancy import protect_rows


class Migration(migrations.Migration):
    dependencies = [("ledger", "0019_ledger_views")]
    operations = protect_rows("ledger_ledgerview", "ledger_ledgercolumns")
