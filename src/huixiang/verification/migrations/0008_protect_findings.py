"""Each organisation has its own findings; a threshold that was set is not rewritten."""

from django.db import migrations

from huixiang.kernel.tenancy import append_only, protect_rows


class Migration(migrations.Migration):
    dependencies = [("verification", "0007_findings")]
    operations = [
        *protect_rows("verification_finding", "verification_rulethreshold", "verification_findingrun"),
        *append_only("verification_rulethreshold"),
    ]
