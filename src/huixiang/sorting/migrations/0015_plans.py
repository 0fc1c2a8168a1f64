# A picture below the map, and who lies where upon it.

import django.db.models.deletion
import huixiang.kernel.tenancy
from huixiang.kernel.tenancy import protect_rows
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_new_roles'),
        ('sorting', '0014_find_by_deadline'),
    ]

    operations = [
        migrations.AddField(
            model_name='placemap',
            name='picture_type',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.CreateModel(
            name='MapPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.BinaryField()),
                ('organisation', models.ForeignKey(default=huixiang.kernel.tenancy.organisation_of_transaction, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('place_map', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='picture', to='sorting.placemap')),
            ],
            options={
                'abstract': False,
            },
        ),
        *protect_rows("sorting_mappicture"),
    ]
