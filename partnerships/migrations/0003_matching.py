"""Vetting, invitations and the plan of matches."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from relations.schema import CreateModels


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0001_squashed_0002_history"),
        ("relations", "0001_squashed_0023_mail_audience"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='capacityprofile',
            name='changed_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='capacityprofile',
            name='deleted_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='need',
            name='changed_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='need',
            name='deleted_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='offer',
            name='changed_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='offer',
            name='deleted_delete',
        ),
        CreateModels(
            models=[migrations.CreateModel(
                name='DiligenceCheck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(choices=[('sector', 'Sector of activity'), ('reputation', 'Reputation'), ('conflicts', 'Conflicts of interest'), ('registers', 'Public registers')], max_length=16, verbose_name='what was looked at')),
                    ('outcome', models.CharField(choices=[('clear', 'Nothing against'), ('accepted', 'Something found, accepted'), ('stop', 'Not to be proposed')], max_length=10, verbose_name='what came out')),
                    ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                    ('checked_at', models.DateTimeField(verbose_name='checked on')),
                    ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='diligence', to='relations.organization', verbose_name='organisation')),
                ],
                options={
                    'verbose_name': 'line of due diligence',
                    'verbose_name_plural': 'lines of due diligence',
                    'indexes': [],
                    'constraints': [models.UniqueConstraint(fields=('organization', 'key'), name='diligence_once'), models.CheckConstraint(condition=models.Q(('outcome', 'clear'), models.Q(('note', ''), _negated=True), _connector='OR'), name='diligence_found_has_note')],
                    'triggers': [pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_diligencecheckevent" ("checked_at", "checked_by_id", "id", "key", "note", "organization_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."checked_at", OLD."checked_by_id", OLD."id", OLD."key", OLD."note", OLD."organization_id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id"); RETURN NULL;', hash='77d10a528b0d7510e0eb64277959a8e738555cfe', operation='UPDATE', pgid='pgtrigger_changed_update_74da5', table='partnerships_diligencecheck', when='AFTER')), pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_diligencecheckevent" ("checked_at", "checked_by_id", "id", "key", "note", "organization_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."checked_at", OLD."checked_by_id", OLD."id", OLD."key", OLD."note", OLD."organization_id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id"); RETURN NULL;', hash='a49341860eb9ad132a9433c6d5dff082a28528b8', operation='DELETE', pgid='pgtrigger_deleted_delete_55e36', table='partnerships_diligencecheck', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='DiligenceCheckEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('key', models.CharField(choices=[('sector', 'Sector of activity'), ('reputation', 'Reputation'), ('conflicts', 'Conflicts of interest'), ('registers', 'Public registers')], max_length=16, verbose_name='what was looked at')),
                    ('outcome', models.CharField(choices=[('clear', 'Nothing against'), ('accepted', 'Something found, accepted'), ('stop', 'Not to be proposed')], max_length=10, verbose_name='what came out')),
                    ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                    ('checked_at', models.DateTimeField(verbose_name='checked on')),
                    ('checked_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by')),
                    ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='relations.organization', verbose_name='organisation')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='partnerships.diligencecheck')),
                ],
                options={
                    'abstract': False,
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='diligencecheck_images')],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='054bc642aa5558df70d4ee0d5cb427959a170d55', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ed98b', table='partnerships_diligencecheckevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='MatchPlan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('made_at', models.DateTimeField(verbose_name='computed')),
                    ('weights_version', models.CharField(max_length=40, verbose_name='weights')),
                    ('pairs', models.JSONField(blank=True, default=list, verbose_name='pairs')),
                    ('requests_left', models.JSONField(blank=True, default=list, verbose_name='requests left without')),
                    ('never_proposed', models.JSONField(blank=True, default=list, verbose_name='non-profits left without')),
                    ('figures', models.JSONField(blank=True, default=dict, verbose_name='figures')),
                    ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ],
                options={
                    'verbose_name': 'plan of matches',
                    'verbose_name_plural': 'plans of matches',
                    'indexes': [models.Index(fields=['-made_at'], name='match_plan_newest')],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='NeedSubmission',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('status', models.CharField(choices=[('draft', 'To be confirmed'), ('received', 'Received'), ('accepted', 'Taken in'), ('declined', 'Not accepted')], default='draft', max_length=10, verbose_name='state')),
                    ('name', models.CharField(max_length=200, verbose_name='non-profit')),
                    ('tax_code', models.CharField(blank=True, max_length=16, verbose_name='tax code')),
                    ('municipality', models.CharField(blank=True, max_length=80, verbose_name='municipality')),
                    ('province', models.CharField(blank=True, max_length=2, verbose_name='province')),
                    ('contact_name', models.CharField(blank=True, max_length=120, verbose_name='contact person')),
                    ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                    ('contact_phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                    ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list, size=None, verbose_name='activities of general interest')),
                    ('targets', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), blank=True, default=list, size=None, verbose_name='people to help')),
                    ('refused', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None, verbose_name='sectors and themes it refuses')),
                    ('needs', models.JSONField(blank=True, default=list, verbose_name='needs')),
                    ('capacity', models.JSONField(blank=True, default=dict, verbose_name='capacity')),
                    ('may_propose', models.BooleanField(default=False, verbose_name='may receive proposals')),
                    ('language', models.CharField(default='it', max_length=2, verbose_name='language')),
                    ('idempotency_key', models.UUIDField(editable=False, unique=True)),
                    ('created_at', models.DateTimeField(verbose_name='sent')),
                    ('received_at', models.DateTimeField(blank=True, null=True, verbose_name='received')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                    ('reason', models.TextField(blank=True, verbose_name='reason')),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                    ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='need_submissions', to='relations.organization', verbose_name='organisation')),
                ],
                options={
                    'verbose_name': 'needs sent in',
                    'verbose_name_plural': 'needs sent in',
                    'indexes': [models.Index(fields=['status', '-received_at'], name='submission_by_status')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='submission_has_name'), models.CheckConstraint(condition=models.Q(('status', 'draft'), ('received_at__isnull', False), _connector='OR'), name='submission_received_has_day'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='submission_declined_with_reason'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'accepted'), _negated=True), ('organization__isnull', False), _connector='OR'), name='submission_accepted_of_someone')],
                },
            ), migrations.CreateModel(
                name='Vetting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('label', models.CharField(choices=[('verified', 'Verified'), ('runts', 'In the RUNTS'), ('self_certified', 'Self-certified'), ('to_update', 'To be updated')], max_length=16, verbose_name='label')),
                    ('checked_on', models.DateField(verbose_name='checked on')),
                    ('expires_on', models.DateField(verbose_name='valid until')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='what was seen')),
                    ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by')),
                    ('organization', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='vetting', to='relations.organization', verbose_name='organisation')),
                ],
                options={
                    'verbose_name': 'check of a body',
                    'verbose_name_plural': 'checks of bodies',
                    'indexes': [models.Index(fields=['expires_on'], name='vetting_by_expiry')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('expires_on__gte', models.F('checked_on'))), name='vetting_ends_after_check')],
                    'triggers': [pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_vettingevent" ("checked_by_id", "checked_on", "expires_on", "id", "label", "note", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."checked_by_id", OLD."checked_on", OLD."expires_on", OLD."id", OLD."label", OLD."note", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id"); RETURN NULL;', hash='ba8a7f0441b3103009d195f674c69df1713d8da1', operation='UPDATE', pgid='pgtrigger_changed_update_30f87', table='partnerships_vetting', when='AFTER')), pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_vettingevent" ("checked_by_id", "checked_on", "expires_on", "id", "label", "note", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."checked_by_id", OLD."checked_on", OLD."expires_on", OLD."id", OLD."label", OLD."note", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id"); RETURN NULL;', hash='72ed7f7e74bd199aeda8155a2393520fa6f91aae', operation='DELETE', pgid='pgtrigger_deleted_delete_1e88a', table='partnerships_vetting', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='VettingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('label', models.CharField(choices=[('verified', 'Verified'), ('runts', 'In the RUNTS'), ('self_certified', 'Self-certified'), ('to_update', 'To be updated')], max_length=16, verbose_name='label')),
                    ('checked_on', models.DateField(verbose_name='checked on')),
                    ('expires_on', models.DateField(verbose_name='valid until')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='what was seen')),
                    ('checked_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by')),
                    ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='relations.organization', verbose_name='organisation')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='partnerships.vetting')),
                ],
                options={
                    'abstract': False,
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='vetting_images')],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8b4bc8f8f77ae3c0592c69cd8033694fc44c85c7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3630c', table='partnerships_vettingevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='WeightSet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.CharField(max_length=40, unique=True, verbose_name='version')),
                    ('company', django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), size=8, verbose_name='company')),
                    ('npo', django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), size=8, verbose_name='non-profit')),
                    ('backtest', models.JSONField(default=dict, verbose_name='trial')),
                    ('is_active', models.BooleanField(default=False, verbose_name='in use')),
                    ('made_at', models.DateTimeField(verbose_name='learnt')),
                    ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ],
                options={
                    'verbose_name': 'weights of matching',
                    'verbose_name_plural': 'weights of matching',
                    'ordering': ['-made_at', '-pk'],
                    'indexes': [],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('is_active', True)), fields=('is_active',), name='one_weight_set_in_use')],
                },
            )],
        ),
        migrations.AlterModelOptions(
            name='match',
            options={'permissions': [('lift_stop', 'Can lift a stop with a written reason')], 'verbose_name': 'match', 'verbose_name_plural': 'matches'},
        ),
        migrations.AddField(
            model_name='capacityprofile',
            name='supervision_cost',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='cost of looking after a day of help, in euro'),
        ),
        migrations.AddField(
            model_name='capacityprofileevent',
            name='supervision_cost',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='cost of looking after a day of help, in euro'),
        ),
        migrations.AddField(
            model_name='match',
            name='gains',
            field=models.JSONField(blank=True, default=list, verbose_name='what would change it'),
        ),
        migrations.AddField(
            model_name='match',
            name='lift_reason',
            field=models.TextField(blank=True, verbose_name='why the stops were lifted'),
        ),
        migrations.AddField(
            model_name='match',
            name='lifted_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='stops lifted on'),
        ),
        migrations.AddField(
            model_name='match',
            name='lifted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='match',
            name='risk_note',
            field=models.TextField(blank=True, verbose_name='risk note'),
        ),
        migrations.AddField(
            model_name='match',
            name='risk_noted_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='match',
            name='risk_noted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='match',
            name='stops',
            field=models.JSONField(blank=True, default=list, verbose_name='stops lifted'),
        ),
        migrations.AddField(
            model_name='need',
            name='limits_text',
            field=models.CharField(blank=True, max_length=300, verbose_name='limits'),
        ),
        migrations.AddField(
            model_name='needevent',
            name='limits_text',
            field=models.CharField(blank=True, max_length=300, verbose_name='limits'),
        ),
        migrations.AddField(
            model_name='offer',
            name='limits_text',
            field=models.CharField(blank=True, max_length=300, verbose_name='limits'),
        ),
        migrations.AddField(
            model_name='offerevent',
            name='limits_text',
            field=models.CharField(blank=True, max_length=300, verbose_name='limits'),
        ),
        migrations.AddIndex(
            model_name='match',
            index=models.Index(fields=['nonprofit', 'invited_at'], name='match_by_turn'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='capacityprofile',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_capacityprofileevent" ("gives", "has_insurance", "id", "max_partners", "note", "notice_days", "organization_id", "paused_until", "people_at_once", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supervision_cost") VALUES (OLD."gives", OLD."has_insurance", OLD."id", OLD."max_partners", OLD."note", OLD."notice_days", OLD."organization_id", OLD."paused_until", OLD."people_at_once", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id", OLD."supervision_cost"); RETURN NULL;', hash='5a348755a9d60ad19f0e360e3a56163c002bc9da', operation='UPDATE', pgid='pgtrigger_changed_update_506e0', table='partnerships_capacityprofile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='capacityprofile',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_capacityprofileevent" ("gives", "has_insurance", "id", "max_partners", "note", "notice_days", "organization_id", "paused_until", "people_at_once", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supervision_cost") VALUES (OLD."gives", OLD."has_insurance", OLD."id", OLD."max_partners", OLD."note", OLD."notice_days", OLD."organization_id", OLD."paused_until", OLD."people_at_once", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id", OLD."supervision_cost"); RETURN NULL;', hash='2ca689ad4ea70365af500ba60ed25474127bdab0', operation='DELETE', pgid='pgtrigger_deleted_delete_168e9', table='partnerships_capacityprofile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='need',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_needevent" ("by_on", "created_at", "id", "kind", "limits_text", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "results_text", "status", "targets", "themes", "title", "unit") VALUES (OLD."by_on", OLD."created_at", OLD."id", OLD."kind", OLD."limits_text", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id", OLD."quantity", OLD."results_text", OLD."status", OLD."targets", OLD."themes", OLD."title", OLD."unit"); RETURN NULL;', hash='ded758ff47cf90e6c6466fd8de3ecbc45957b7a1', operation='UPDATE', pgid='pgtrigger_changed_update_90461', table='partnerships_need', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='need',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_needevent" ("by_on", "created_at", "id", "kind", "limits_text", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "results_text", "status", "targets", "themes", "title", "unit") VALUES (OLD."by_on", OLD."created_at", OLD."id", OLD."kind", OLD."limits_text", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id", OLD."quantity", OLD."results_text", OLD."status", OLD."targets", OLD."themes", OLD."title", OLD."unit"); RETURN NULL;', hash='17c3a67759bcac55cde1d00cce9874141d0700f2', operation='DELETE', pgid='pgtrigger_deleted_delete_612d2', table='partnerships_need', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offer',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_offerevent" ("description", "from_on", "id", "kind", "limits_text", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "request_id", "unit", "until_on") VALUES (OLD."description", OLD."from_on", OLD."id", OLD."kind", OLD."limits_text", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id", OLD."quantity", OLD."request_id", OLD."unit", OLD."until_on"); RETURN NULL;', hash='1f25791b654b3e828aaf5d50b9d7090065ea6e6d', operation='UPDATE', pgid='pgtrigger_changed_update_03612', table='partnerships_offer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offer',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_offerevent" ("description", "from_on", "id", "kind", "limits_text", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "request_id", "unit", "until_on") VALUES (OLD."description", OLD."from_on", OLD."id", OLD."kind", OLD."limits_text", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id", OLD."quantity", OLD."request_id", OLD."unit", OLD."until_on"); RETURN NULL;', hash='7025d6681b4142f676946561b27dc7d339d18a72', operation='DELETE', pgid='pgtrigger_deleted_delete_9c777', table='partnerships_offer', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.CheckConstraint(condition=models.Q(('lifted_at', None), models.Q(('lift_reason', ''), _negated=True), _connector='OR'), name='match_lifted_with_reason'),
        ),
    ]
