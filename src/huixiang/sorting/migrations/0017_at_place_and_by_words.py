# The problems at a place and those due within some days are counted and read in their order by index; those with some
# words by words and state at once.

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sorting", "0016_count_by_index")]
    operations = [
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(
                condition=models.Q(("withdrawn_at", None)),
                fields=["organisation", "due_on", "id"],
                include=("state",),
                name="problem_due_days",
            ),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(
                condition=models.Q(("withdrawn_at", None)),
                fields=["organisation", "place", "-last_act_at", "-id"],
                include=("state",),
                name="problem_at_place",
            ),
        ),
        # Comes with PostgreSQL and is trusted: whoever owns the database may add it.
        BtreeGinExtension(),
        migrations.RemoveIndex(model_name="problem", name="problem_terms"),
        migrations.AddIndex(
            model_name="problem", index=GinIndex(fields=["state", "terms"], name="problem_state_terms")
        ),
    ]
