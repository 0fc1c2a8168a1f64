# The organisation's own map of its places.

import django.db.models.deletion
import huixiang.kernel.tenancy
from huixiang.kernel.tenancy import protect_rows
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listening', '0003_imports'),
        ('people', '0002_protect_rows'),
        ('sorting', '0012_newest_first'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PlaceMap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=120)),
                ('height', models.PositiveIntegerField()),
                ('unmatched', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('gone_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(default=huixiang.kernel.tenancy.organisation_of_transaction, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'ordering': ('-id',),
            },
        ),
        migrations.CreateModel(
            name='MapShape',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outline', models.TextField(blank=True)),
                ('x', models.FloatField()),
                ('y', models.FloatField()),
                ('organisation', models.ForeignKey(default=huixiang.kernel.tenancy.organisation_of_transaction, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='listening.place')),
                ('place_map', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shapes', to='sorting.placemap')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.AddConstraint(
            model_name='placemap',
            constraint=models.UniqueConstraint(condition=models.Q(('gone_at', None)), fields=('organisation',), name='one_map_shown'),
        ),
        migrations.AddConstraint(
            model_name='mapshape',
            constraint=models.UniqueConstraint(fields=('place_map', 'place'), name='place_drawn_once'),
        ),
        *protect_rows("sorting_placemap", "sorting_mapshape"),
    ]
