"""Each organisation has its own orders; what was moved or reported cannot be rewritten."""

from django.db import migrations

from huixiang.kernel.tenancy import append_only, protect_rows


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_orders")]
    operations = [
        *protect_rows("ledger_order", "ledger_orderstep", "ledger_orderreport", "ledger_orderpause"),
        *append_only("ledger_orderstep", "ledger_orderreport"),
    ]
