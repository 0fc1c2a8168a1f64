"""Each organisation has its own labels, matters and suggestions; how a label once read is never changed."""

from django.db import migrations

from huixiang.kernel.tenancy import append_only, protect_rows


class Migration(migrations.Migration):
    dependencies = [("sorting", "0004_suggestions_and_labels")]
    operations = [
        *protect_rows(
            "sorting_taxonomy", "sorting_label", "sorting_labelwording", "sorting_labelgiven", "sorting_matter",
            "sorting_mattervoice", "sorting_enginerun", "sorting_suggestion", "sorting_learntmodel",
        ),
        *append_only("sorting_labelwording"),
    ]
