"""How long things are kept, what will be erased and what was; voices and sealed cases have the day they were."""

import django.db.models.deletion
import huixiang.kernel.tenancy
import huixiang.listening.states
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listening', '0008_closed_places'),
        ('people', '0003_new_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=20)),
                ('ground', models.CharField(max_length=20)),
                ('on', models.DateField()),
                ('replayed', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ('-id',),
            },
        ),
        migrations.CreateModel(
            name='ErasureHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='ErasureNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(max_length=20)),
                ('announced_on', models.DateField()),
                ('erase_on', models.DateField()),
            ],
            options={
                'ordering': ('erase_on', 'id'),
            },
        ),
        migrations.CreateModel(
            name='ErasureOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=20)),
                ('ground', models.CharField(max_length=20)),
                ('reference', models.CharField(max_length=120)),
                ('asked_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('granted', models.BooleanField(null=True)),
            ],
            options={
                'ordering': ('-id',),
            },
        ),
        migrations.CreateModel(
            name='RetentionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(max_length=20)),
                ('months', models.PositiveSmallIntegerField()),
                ('warn_days', models.PositiveSmallIntegerField()),
                ('ground', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ('category', '-id'),
            },
        ),
        migrations.AddField(
            model_name='sealedcase',
            name='erased_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='voice',
            name='erased_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='message',
            name='kind',
            field=models.CharField(choices=[('message', 'message'), ('answer', 'answer'), ('correction', 'correction')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='sealedcase',
            constraint=models.CheckConstraint(condition=models.Q(('erased_on', None), models.Q(('body', b''), ('identity', b'')), _connector='OR'), name='erased_case_holds_nothing'),
        ),
        migrations.AddConstraint(
            model_name='voice',
            constraint=models.CheckConstraint(condition=models.Q(('erased_on', None), ('words', '［已删除］'), _connector='OR'), name='erased_has_no_words'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='brought',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasures', to='listening.import'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='case',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasures', to='listening.sealedcase'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='organisation',
            field=models.ForeignKey(default=huixiang.kernel.tenancy.organisation_of_transaction, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='voice',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasures', to='listening.voice'),
        ),
        migrations.AddField(
            model_name='erasurehold',
            name='brought',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasure_holds', to='listening.import'),
        ),
        migrations.AddField(
            model_name='erasurehold',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='erasurehold',
            name='case',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasure_holds', to='listening.sealedcase'),
        ),
        migrations.AddField(
            model_name='erasurehold',
            name='ended_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='erasurehold',
            name='organisation',
            field=models.ForeignKey(default=huixiang.kernel.tenancy.organisation_of_transaction, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='erasurehold',
            name='voice',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasure_holds', to='listening.voice'),
        ),
        migrations.AddField(
            model_name='erasurenotice',
            name='brought',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasure_notices', to='listening.import'),
        ),
        migrations.AddField(
            model_name='erasurenotice',
            name='case',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasure_notices', to='listening.sealedcase'),
        ),
        migrations.AddField(
            model_name='erasurenotice',
            name='organisation',
            field=models.ForeignKey(default=huixiang.kernel.tenancy.organisation_of_transaction, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='erasurenotice',
            name='voice',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasure_notices', to='listening.voice'),
        ),
        migrations.AddField(
            model_name='erasureorder',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='erasureorder',
            name='case',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasure_orders', to='listening.sealedcase'),
        ),
        migrations.AddField(
            model_name='erasureorder',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='erasureorder',
            name='organisation',
            field=models.ForeignKey(default=huixiang.kernel.tenancy.organisation_of_transaction, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='erasureorder',
            name='voice',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasure_orders', to='listening.voice'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='order',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasure', to='listening.erasureorder'),
        ),
        migrations.AddField(
            model_name='retentionrule',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='retentionrule',
            name='organisation',
            field=models.ForeignKey(default=huixiang.kernel.tenancy.organisation_of_transaction, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddConstraint(
            model_name='erasurehold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('brought', None), ('case', None), ('voice__isnull', False)), models.Q(('brought', None), ('case__isnull', False), ('voice', None)), models.Q(('brought__isnull', False), ('case', None), ('voice', None)), _connector='OR'), name='hold_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='erasurehold',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='hold_says_why'),
        ),
        migrations.AddConstraint(
            model_name='erasurehold',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('voice', 'case', 'brought'), name='held_once', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='erasurenotice',
            index=models.Index(fields=['organisation', 'erase_on', 'id'], name='notice_in_order'),
        ),
        migrations.AddConstraint(
            model_name='erasurenotice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('brought', None), ('case', None), ('voice__isnull', False)), models.Q(('brought', None), ('case__isnull', False), ('voice', None)), models.Q(('brought__isnull', False), ('case', None), ('voice', None)), _connector='OR'), name='notice_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='erasurenotice',
            constraint=models.CheckConstraint(condition=models.Q(('erase_on__gt', models.F('announced_on'))), name='notice_warns'),
        ),
        migrations.AddConstraint(
            model_name='erasurenotice',
            constraint=models.UniqueConstraint(fields=('category', 'voice', 'case', 'brought'), name='announced_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='erasureorder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('case', None), ('voice__isnull', False)), models.Q(('case__isnull', False), ('voice', None)), _connector='OR'), name='order_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='erasureorder',
            constraint=models.CheckConstraint(condition=models.Q(('ground__in', [huixiang.listening.states.ErasureGround['AUTHORITY'], huixiang.listening.states.ErasureGround['COURT'], huixiang.listening.states.ErasureGround['OTHERS'], huixiang.listening.states.ErasureGround['UNLAWFUL']])), name='order_ground_known'),
        ),
        migrations.AddConstraint(
            model_name='erasureorder',
            constraint=models.CheckConstraint(condition=models.Q(('scope__in', ['speaker', 'voice'])), name='order_scope_known'),
        ),
        migrations.AddConstraint(
            model_name='erasureorder',
            constraint=models.CheckConstraint(condition=models.Q(('reference', ''), _negated=True), name='order_names_its_paper'),
        ),
        migrations.AddConstraint(
            model_name='erasureorder',
            constraint=models.CheckConstraint(condition=models.Q(('asked_by', models.F('decided_by')), _negated=True), name='erased_by_two'),
        ),
        migrations.AddConstraint(
            model_name='erasureorder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('granted', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('granted__isnull', False)), _connector='OR'), name='order_decided_whole'),
        ),
        migrations.AddConstraint(
            model_name='erasureorder',
            constraint=models.UniqueConstraint(condition=models.Q(('granted', None)), fields=('voice', 'case'), name='erasure_asked_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('brought', None), ('case', None), ('voice__isnull', False)), models.Q(('brought', None), ('case__isnull', False), ('voice', None)), models.Q(('brought__isnull', False), ('case', None), ('voice', None)), _connector='OR'), name='erasure_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(('ground__in', ['speaker', 'retention', 'court', 'authority', 'unlawful', 'others'])), name='erasure_ground_known'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(('scope__in', ['speaker', 'voice'])), name='erasure_scope_known'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ground__in', [huixiang.listening.states.ErasureGround['AUTHORITY'], huixiang.listening.states.ErasureGround['COURT'], huixiang.listening.states.ErasureGround['OTHERS'], huixiang.listening.states.ErasureGround['UNLAWFUL']]), _negated=True), ('order__isnull', False), ('replayed', True), _connector='OR'), name='erasure_by_staff_has_an_order'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(('category__in', ['speakers', 'voices', 'cases', 'failed_rows'])), name='retention_category_known'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(('months__range', (1, 600))), name='retention_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(('warn_days__range', (7, 365))), name='retention_warns'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(('ground', ''), _negated=True), name='retention_says_why'),
        ),
    ]
