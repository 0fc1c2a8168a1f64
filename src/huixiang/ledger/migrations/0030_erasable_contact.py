"""How a unit reached a speaker can be erased from a report; the report itself stays as it was written."""

from django.db import migrations

from huixiang.kernel.tenancy import erasable


class Migration(migrations.Migration):
    dependencies = [("ledger", "0026_protect_shown_notes")]
    operations = [erasable("ledger_orderreport", "contacted_by_words")]
