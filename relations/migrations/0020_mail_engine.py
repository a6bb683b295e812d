"""The pace of mail: ceilings, hours, waiting by domain."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('relations', '0019_archive'),
    ]

    operations = [
        migrations.CreateModel(
            name='DomainCeiling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domain', models.CharField(help_text='What follows the @, for example libero.it', max_length=120, unique=True, verbose_name='domain')),
                ('per_minute', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='messages a minute')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
            ],
            options={
                'verbose_name': 'ceiling of a domain',
                'verbose_name_plural': 'ceilings of domains',
            },
        ),
        migrations.CreateModel(
            name='DomainCeilingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('domain', models.CharField(help_text='What follows the @, for example libero.it', max_length=120, verbose_name='domain')),
                ('per_minute', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='messages a minute')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='MailSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mail_per_minute', models.PositiveIntegerField(blank=True, help_text='The most your mail server allows. Empty: as fast as the server takes them.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='messages a minute, all together')),
                ('mailing_per_minute', models.PositiveIntegerField(blank=True, help_text='The pace a new mailing begins with; its page can change it while it leaves. Empty: no limit.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='messages a minute of one mailing')),
                ('domain_per_minute', models.PositiveIntegerField(blank=True, help_text='The most to any one domain, such as libero.it; single domains can have a ceiling of their own. Empty: no limit.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='messages a minute to one provider')),
                ('mail_from', models.TimeField(blank=True, help_text='Newsletters, appeals and releases wait for this hour; receipts and confirmations always leave at once.', null=True, verbose_name='mailings leave from')),
                ('mail_until', models.TimeField(blank=True, help_text='What has not left by then goes on the next day. Empty: until midnight.', null=True, verbose_name='mailings leave until')),
                ('mail_days', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(6)]), blank=True, default=list, help_text='Numbers parted by commas: 0 is Monday, 6 is Sunday. Empty: every day.', size=None, verbose_name='days on which mailings leave')),
            ],
            options={
                'verbose_name': 'pace of the post',
                'verbose_name_plural': 'pace of the post',
            },
        ),
        migrations.CreateModel(
            name='MailSettingsEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('mail_per_minute', models.PositiveIntegerField(blank=True, help_text='The most your mail server allows. Empty: as fast as the server takes them.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='messages a minute, all together')),
                ('mailing_per_minute', models.PositiveIntegerField(blank=True, help_text='The pace a new mailing begins with; its page can change it while it leaves. Empty: no limit.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='messages a minute of one mailing')),
                ('domain_per_minute', models.PositiveIntegerField(blank=True, help_text='The most to any one domain, such as libero.it; single domains can have a ceiling of their own. Empty: no limit.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='messages a minute to one provider')),
                ('mail_from', models.TimeField(blank=True, help_text='Newsletters, appeals and releases wait for this hour; receipts and confirmations always leave at once.', null=True, verbose_name='mailings leave from')),
                ('mail_until', models.TimeField(blank=True, help_text='What has not left by then goes on the next day. Empty: until midnight.', null=True, verbose_name='mailings leave until')),
                ('mail_days', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(6)]), blank=True, default=list, help_text='Numbers parted by commas: 0 is Monday, 6 is Sunday. Empty: every day.', size=None, verbose_name='days on which mailings leave')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PaceMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(choices=[('office', 'The office'), ('mailing', 'A mailing'), ('domain', 'A domain')], max_length=8, verbose_name='whose pace')),
                ('key', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('paid_until', models.DateTimeField(blank=True, null=True, verbose_name='used up to')),
                ('held_until', models.DateTimeField(blank=True, null=True, verbose_name='left alone until')),
                ('strikes', models.PositiveSmallIntegerField(default=0, verbose_name='refusals in a row')),
            ],
            options={
                'verbose_name': 'pace of mail',
                'verbose_name_plural': 'pace of mail',
            },
        ),
        migrations.AddField(
            model_name='mailing',
            name='going_since',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='mailing',
            name='per_minute',
            field=models.PositiveIntegerField(blank=True, help_text='Empty: as fast as the server takes them.', null=True, verbose_name='messages a minute'),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='mailing',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='relations.mailing', verbose_name='mailing'),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='person',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deliveries', to='relations.person', verbose_name='person'),
        ),
        migrations.AddConstraint(
            model_name='mailing',
            constraint=models.CheckConstraint(condition=models.Q(('per_minute', None), ('per_minute__gte', 1), _connector='OR'), name='mailing_pace_moves'),
        ),
        migrations.AddConstraint(
            model_name='domainceiling',
            constraint=models.CheckConstraint(condition=models.Q(('per_minute__gte', 1)), name='domain_pace_moves'),
        ),
        migrations.AddConstraint(
            model_name='domainceiling',
            constraint=models.CheckConstraint(condition=models.Q(('domain', django.db.models.functions.text.Lower('domain'))), name='domain_in_lower_case'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='domainceiling',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "relations_domainceilingevent" ("domain", "id", "note", "per_minute", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."domain", OLD."id", OLD."note", OLD."per_minute", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id"); RETURN NULL;', hash='7a5a953b6ebe2d1428b2fa1e21d41a6635d3d662', operation='UPDATE', pgid='pgtrigger_changed_update_46033', table='relations_domainceiling', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='domainceiling',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "relations_domainceilingevent" ("domain", "id", "note", "per_minute", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."domain", OLD."id", OLD."note", OLD."per_minute", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id"); RETURN NULL;', hash='7afd39c95ba3683340422b5ae83b8d123a880725', operation='DELETE', pgid='pgtrigger_deleted_delete_02e19', table='relations_domainceiling', when='AFTER')),
        ),
        migrations.AddField(
            model_name='domainceilingevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='relations.domainceiling'),
        ),
        migrations.AddConstraint(
            model_name='mailsettings',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_mail_settings'),
        ),
        migrations.AddConstraint(
            model_name='mailsettings',
            constraint=models.CheckConstraint(condition=models.Q(('mail_per_minute', None), ('mail_per_minute__gte', 1), _connector='OR'), name='mail_per_minute_moves'),
        ),
        migrations.AddConstraint(
            model_name='mailsettings',
            constraint=models.CheckConstraint(condition=models.Q(('mailing_per_minute', None), ('mailing_per_minute__gte', 1), _connector='OR'), name='mailing_per_minute_moves'),
        ),
        migrations.AddConstraint(
            model_name='mailsettings',
            constraint=models.CheckConstraint(condition=models.Q(('domain_per_minute', None), ('domain_per_minute__gte', 1), _connector='OR'), name='domain_per_minute_moves'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mailsettings',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "relations_mailsettingsevent" ("domain_per_minute", "id", "mail_days", "mail_from", "mail_per_minute", "mail_until", "mailing_per_minute", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."domain_per_minute", OLD."id", OLD."mail_days", OLD."mail_from", OLD."mail_per_minute", OLD."mail_until", OLD."mailing_per_minute", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id"); RETURN NULL;', hash='073f1b084fbda9f940b1cc07d2f9743ddb22192d', operation='UPDATE', pgid='pgtrigger_changed_update_bd64a', table='relations_mailsettings', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mailsettings',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "relations_mailsettingsevent" ("domain_per_minute", "id", "mail_days", "mail_from", "mail_per_minute", "mail_until", "mailing_per_minute", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."domain_per_minute", OLD."id", OLD."mail_days", OLD."mail_from", OLD."mail_per_minute", OLD."mail_until", OLD."mailing_per_minute", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id"); RETURN NULL;', hash='1a262a8f5dc0a078d4a07d3f8af6dc1c0b42145e', operation='DELETE', pgid='pgtrigger_deleted_delete_a8ff7', table='relations_mailsettings', when='AFTER')),
        ),
        migrations.AddField(
            model_name='mailsettingsevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='relations.mailsettings'),
        ),
        migrations.AddConstraint(
            model_name='pacemark',
            constraint=models.UniqueConstraint(fields=('scope', 'key'), name='one_pace_mark'),
        ),
        migrations.AddIndex(
            model_name='domainceilingevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='domainceiling_images'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='domainceilingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='57d9777de7d54ead1a3fb6168a3b6a919510d8c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3e9c0', table='relations_domainceilingevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='mailsettingsevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='mailsettings_images'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mailsettingsevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d55858a2a69e72563207a4443e5bfb2c3ff3feb6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_96286', table='relations_mailsettingsevent', when='BEFORE')),
        ),
    ]
