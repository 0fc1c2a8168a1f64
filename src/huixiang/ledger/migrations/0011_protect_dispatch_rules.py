"""Each organisation has its own dispatch catalogue."""

from django.db import migrations

from huixiang.kernel.tenancy import protect_rows


class Migration(migrations.Migration):
    dependencies = [("ledger", "0010_dispatch_rules")]
    operations = protect_rows("ledger_dispatchrule")
