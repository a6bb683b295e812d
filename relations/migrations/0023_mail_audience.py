"""Lists kept by hand, who a mailing goes to, what came of it."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


def take_over(apps, schema_editor):
    """A newsletter that went only to one group goes to it still."""
    uses = apps.get_model("relations", "SegmentUse").objects.filter(object_type__app_label="press", object_type__model="newsletter")
    part = apps.get_model("relations", "AudiencePart")
    for use in uses:
        part.objects.create(
            segment_id=use.segment_id, object_type_id=use.object_type_id, object_id=use.object_id, by_id=use.by_id, at=use.at
        )
    uses.delete()


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('relations', '0022_sequences'),
    ]

    operations = [
        migrations.AddField(
            model_name='subscriptionrequest',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.CreateModel(
            name='ListMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('hand', 'by hand'), ('rows', 'from a list of the archive'), ('import', 'from an import')], default='hand', max_length=8, verbose_name='how it came')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='on_lists', to='relations.organization', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='on_lists', to='relations.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'member of a list',
                'verbose_name_plural': 'members of lists',
            },
        ),
        migrations.CreateModel(
            name='MailingList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='what it is for')),
                ('created_at', models.DateTimeField(verbose_name='added')),
                ('removed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='removed')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
            ],
            options={
                'verbose_name': 'list',
                'verbose_name_plural': 'lists',
            },
        ),
        migrations.CreateModel(
            name='ListMemberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('source', models.CharField(choices=[('hand', 'by hand'), ('rows', 'from a list of the archive'), ('import', 'from an import')], default='hand', max_length=8, verbose_name='how it came')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('organization', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='relations.organization', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='relations.person', verbose_name='person')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='relations.listmember')),
                ('mailing_list', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='relations.mailinglist', verbose_name='list')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='listmember',
            name='mailing_list',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='relations.mailinglist', verbose_name='list'),
        ),
        migrations.CreateModel(
            name='AudiencePart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_minus', models.BooleanField(default=False, verbose_name='left out')),
                ('object_id', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('object_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
                ('segment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='relations.segment', verbose_name='dynamic group')),
                ('mailing_list', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='relations.mailinglist', verbose_name='list')),
            ],
            options={
                'verbose_name': 'part of an audience',
                'verbose_name_plural': 'parts of audiences',
            },
        ),
        migrations.CreateModel(
            name='MailingListEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='what it is for')),
                ('created_at', models.DateTimeField(verbose_name='added')),
                ('removed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='removed')),
                ('created_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='relations.mailinglist')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='MailTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('purpose', models.CharField(max_length=32)),
                ('audience', models.CharField(max_length=12)),
                ('sent', models.PositiveIntegerField()),
            ],
            options={
                'verbose_name': 'mail of a day',
                'verbose_name_plural': 'mail by day',
                'constraints': [models.UniqueConstraint(fields=('day', 'purpose', 'audience'), name='mail_tally_once')],
            },
        ),
        migrations.CreateModel(
            name='LeavingReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(editable=False, max_length=64, unique=True)),
                ('purpose', models.CharField(max_length=32, verbose_name='purpose')),
                ('reason', models.CharField(choices=[('too_many', 'Too many messages'), ('not_mine', 'It does not concern me'), ('did_not_ask', 'I did not ask for it'), ('elsewhere', 'I follow you in other ways'), ('other', 'Another reason')], max_length=12, verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('mailing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='leaving_reasons', to='relations.mailing', verbose_name='mailing')),
            ],
            options={
                'verbose_name': 'reason for leaving',
                'verbose_name_plural': 'reasons for leaving',
                'indexes': [models.Index(fields=['purpose', '-at'], name='leaving_reason_by_purpose')],
            },
        ),
        migrations.AddConstraint(
            model_name='mailinglist',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='mailing_list_has_name'),
        ),
        migrations.AddConstraint(
            model_name='mailinglist',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('name',), name='mailing_list_name_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mailinglist',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "relations_mailinglistevent" ("created_at", "created_by_id", "id", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."name", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id", OLD."removed_at"); RETURN NULL;', hash='f7930f73ff5c41c6dc01553e722d5260eb263b05', operation='UPDATE', pgid='pgtrigger_changed_update_47cbc', table='relations_mailinglist', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mailinglist',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "relations_mailinglistevent" ("created_at", "created_by_id", "id", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."name", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id", OLD."removed_at"); RETURN NULL;', hash='df06fb2f6d6541e25ee8bca577dd1cdae8b8e930', operation='DELETE', pgid='pgtrigger_deleted_delete_e2ce0', table='relations_mailinglist', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='listmemberevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='listmember_images'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listmemberevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c8e7f6c4b79cf14bd3d0ceb09a52bbdc61bc9218', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e2712', table='relations_listmemberevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='listmember',
            index=models.Index(fields=['mailing_list', '-at', '-id'], name='list_member_by_time'),
        ),
        migrations.AddConstraint(
            model_name='listmember',
            constraint=models.CheckConstraint(condition=models.Q(('person', None), ('organization', None), _connector='XOR'), name='list_member_is_one'),
        ),
        migrations.AddConstraint(
            model_name='listmember',
            constraint=models.UniqueConstraint(fields=('mailing_list', 'person'), name='person_on_list_once'),
        ),
        migrations.AddConstraint(
            model_name='listmember',
            constraint=models.UniqueConstraint(fields=('mailing_list', 'organization'), name='organization_on_list_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listmember',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "relations_listmemberevent" ("at", "by_id", "id", "mailing_list_id", "organization_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") VALUES (OLD."at", OLD."by_id", OLD."id", OLD."mailing_list_id", OLD."organization_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id", OLD."source"); RETURN NULL;', hash='4877e845d29d7c5f1b541c3896559ccc6f6fdc14', operation='UPDATE', pgid='pgtrigger_changed_update_1494d', table='relations_listmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listmember',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "relations_listmemberevent" ("at", "by_id", "id", "mailing_list_id", "organization_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") VALUES (OLD."at", OLD."by_id", OLD."id", OLD."mailing_list_id", OLD."organization_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id", OLD."source"); RETURN NULL;', hash='8af66476e492d4d5a7061a6defa56eaaa1d09d2a', operation='DELETE', pgid='pgtrigger_deleted_delete_1c736', table='relations_listmember', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='audiencepart',
            constraint=models.CheckConstraint(condition=models.Q(('segment', None), ('mailing_list', None), _connector='XOR'), name='audience_part_is_one'),
        ),
        migrations.AddConstraint(
            model_name='audiencepart',
            constraint=models.UniqueConstraint(condition=models.Q(('mailing_list', None)), fields=('object_type', 'object_id', 'segment'), name='segment_once_in_audience'),
        ),
        migrations.AddConstraint(
            model_name='audiencepart',
            constraint=models.UniqueConstraint(condition=models.Q(('segment', None)), fields=('object_type', 'object_id', 'mailing_list'), name='list_once_in_audience'),
        ),
        migrations.AddIndex(
            model_name='mailinglistevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='mailinglist_images'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mailinglistevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='25afd8bda5ff97b26e30a00bcd942b34ef756bbd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_302c4', table='relations_mailinglistevent', when='BEFORE')),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
