"""Each organisation sees its own people only."""

from django.db import migrations

from huixiang.kernel.tenancy import protect_rows


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [
        *protect_rows("people_unit", "people_unitmove", "people_user", "people_membership", "people_rolegrant", "people_invitation", "people_ownday"),
    ]
