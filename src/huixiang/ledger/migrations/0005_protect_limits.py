"""Each organisation has its own limits."""

from django.db import migrations

from huixiang.kernel.tenancy import protect_rows


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_limits")]
    operations = protect_rows("ledger_limitrule")
