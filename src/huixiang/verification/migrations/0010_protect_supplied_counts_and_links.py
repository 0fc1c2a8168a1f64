"""Each organisation has its own links and supplied counts; what was supplied is not rewritten."""

from django.db import migrations

from huixiang.kernel.tenancy import append_only, protect_rows


class Migration(migrations.Migration):
    dependencies = [("verification", "0009_supplied_counts_and_answer_links")]
    operations = [
        *protect_rows("verification_answerlink", "verification_suppliedcount"),
        *append_only("verification_suppliedcount"),
    ]
