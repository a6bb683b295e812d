"""Templates of partnerships, the communication plan, lines of a partnership's own."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import relations.models.attachments
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from partnerships import template_seeds


def plant(apps, schema_editor) -> None:
    """The templates an office begins with; their words stay the office's to change."""
    template_seeds.plant(apps.get_model("partnerships", "PartnershipTemplate"), timezone.now())


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0005_programme'),
        ('relations', '0001_squashed_0023_mail_audience'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ChosenSilence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.TextField(verbose_name='why')),
                ('at', models.DateTimeField(verbose_name='when')),
            ],
            options={
                'verbose_name': 'choice not to communicate',
                'verbose_name_plural': 'choices not to communicate',
            },
        ),
        migrations.CreateModel(
            name='ChosenSilenceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('why', models.TextField(verbose_name='why')),
                ('at', models.DateTimeField(verbose_name='when')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CommunicationPiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('release', 'Press release'), ('post', 'Social media post'), ('article', 'Article'), ('newsletter', 'Newsletter'), ('event', 'Event'), ('web', 'Page of a site'), ('print', 'Poster or leaflet'), ('video', 'Video or interview'), ('inside', 'To staff and volunteers')], max_length=12, verbose_name='kind')),
                ('title', models.CharField(max_length=160, verbose_name='what we say')),
                ('audience', models.CharField(blank=True, max_length=160, verbose_name='to whom')),
                ('channel', models.CharField(blank=True, help_text="For example: the company's page.", max_length=160, verbose_name='where')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='when')),
                ('nature', models.CharField(choices=[('gift', 'A gift: nothing is asked in return'), ('sponsorship', 'A sponsorship: visibility is what is paid for'), ('neither', 'No money or goods are spoken of')], max_length=12, verbose_name='nature of what the company gives')),
                ('pictures', models.CharField(choices=[('none', 'No images'), ('things', 'Images without people'), ('people', 'Images of people')], default='none', max_length=10, verbose_name='images')),
                ('version', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='version')),
                ('asked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='asked')),
                ('approved_version', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='version approved by all')),
                ('out_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='out since')),
                ('out_url', models.CharField(blank=True, max_length=300, verbose_name='where it can be seen')),
                ('dropped_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='given up')),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='why given up')),
                ('created_at', models.DateTimeField(editable=False)),
            ],
            options={
                'verbose_name': 'piece of communication',
                'verbose_name_plural': 'pieces of communication',
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CommunicationPieceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('release', 'Press release'), ('post', 'Social media post'), ('article', 'Article'), ('newsletter', 'Newsletter'), ('event', 'Event'), ('web', 'Page of a site'), ('print', 'Poster or leaflet'), ('video', 'Video or interview'), ('inside', 'To staff and volunteers')], max_length=12, verbose_name='kind')),
                ('title', models.CharField(max_length=160, verbose_name='what we say')),
                ('audience', models.CharField(blank=True, max_length=160, verbose_name='to whom')),
                ('channel', models.CharField(blank=True, help_text="For example: the company's page.", max_length=160, verbose_name='where')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='when')),
                ('nature', models.CharField(choices=[('gift', 'A gift: nothing is asked in return'), ('sponsorship', 'A sponsorship: visibility is what is paid for'), ('neither', 'No money or goods are spoken of')], max_length=12, verbose_name='nature of what the company gives')),
                ('pictures', models.CharField(choices=[('none', 'No images'), ('things', 'Images without people'), ('people', 'Images of people')], default='none', max_length=10, verbose_name='images')),
                ('version', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='version')),
                ('asked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='asked')),
                ('approved_version', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='version approved by all')),
                ('out_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='out since')),
                ('out_url', models.CharField(blank=True, max_length=300, verbose_name='where it can be seen')),
                ('dropped_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='given up')),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='why given up')),
                ('created_at', models.DateTimeField(editable=False)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ImageConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=160, verbose_name='which images')),
                ('people', models.CharField(blank=True, help_text='Without names: for example the twelve of the workshop.', max_length=160, verbose_name='or which group')),
                ('uses', models.CharField(blank=True, max_length=200, verbose_name='where they may be used')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('file', models.FileField(blank=True, upload_to=relations.models.attachments.stored_name, verbose_name='signed release')),
                ('file_name', models.CharField(blank=True, editable=False, max_length=150)),
                ('sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn')),
                ('created_at', models.DateTimeField(editable=False)),
            ],
            options={
                'verbose_name': 'release for images',
                'verbose_name_plural': 'releases for images',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ImageConsentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('what', models.CharField(max_length=160, verbose_name='which images')),
                ('people', models.CharField(blank=True, help_text='Without names: for example the twelve of the workshop.', max_length=160, verbose_name='or which group')),
                ('uses', models.CharField(blank=True, max_length=200, verbose_name='where they may be used')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('file', models.FileField(blank=True, upload_to=relations.models.attachments.stored_name, verbose_name='signed release')),
                ('file_name', models.CharField(blank=True, editable=False, max_length=150)),
                ('sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn')),
                ('created_at', models.DateTimeField(editable=False)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PartnershipTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(blank=True, editable=False, max_length=40)),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('purpose', models.TextField(blank=True, verbose_name='when to use it')),
                ('together', models.TextField(blank=True, help_text='What neither could reach alone.', verbose_name='why together')),
                ('company_brings', models.CharField(blank=True, max_length=300, verbose_name='what the first party typically brings')),
                ('nonprofit_brings', models.CharField(blank=True, max_length=300, verbose_name='what the second party typically brings')),
                ('with_volunteers', models.BooleanField(default=False, verbose_name='with company volunteers')),
                ('lines', models.JSONField(blank=True, default=dict, verbose_name='lines of its own checklist')),
                ('objectives', models.TextField(blank=True, verbose_name='objectives')),
                ('indicators', models.TextField(blank=True, verbose_name='indicators')),
                ('clauses', models.TextField(blank=True, verbose_name='clauses')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='no longer offered')),
                ('created_at', models.DateTimeField(editable=False)),
            ],
            options={
                'verbose_name': 'partnership template',
                'verbose_name_plural': 'partnership templates',
            },
        ),
        migrations.CreateModel(
            name='PartnershipTemplateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('key', models.CharField(blank=True, editable=False, max_length=40)),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('purpose', models.TextField(blank=True, verbose_name='when to use it')),
                ('together', models.TextField(blank=True, help_text='What neither could reach alone.', verbose_name='why together')),
                ('company_brings', models.CharField(blank=True, max_length=300, verbose_name='what the first party typically brings')),
                ('nonprofit_brings', models.CharField(blank=True, max_length=300, verbose_name='what the second party typically brings')),
                ('with_volunteers', models.BooleanField(default=False, verbose_name='with company volunteers')),
                ('lines', models.JSONField(blank=True, default=dict, verbose_name='lines of its own checklist')),
                ('objectives', models.TextField(blank=True, verbose_name='objectives')),
                ('indicators', models.TextField(blank=True, verbose_name='indicators')),
                ('clauses', models.TextField(blank=True, verbose_name='clauses')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='no longer offered')),
                ('created_at', models.DateTimeField(editable=False)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PieceAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(choices=[('yes', 'Yes, it can go out like this'), ('change', 'Not yet: something is to be changed')], max_length=8, verbose_name='answer')),
                ('note', models.TextField(blank=True, verbose_name='what to change')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='by the link sent to')),
                ('at', models.DateTimeField(verbose_name='when')),
            ],
            options={
                'verbose_name': 'answer to a text',
                'verbose_name_plural': 'answers to texts',
            },
        ),
        migrations.CreateModel(
            name='PieceAnswerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('answer', models.CharField(choices=[('yes', 'Yes, it can go out like this'), ('change', 'Not yet: something is to be changed')], max_length=8, verbose_name='answer')),
                ('note', models.TextField(blank=True, verbose_name='what to change')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='by the link sent to')),
                ('at', models.DateTimeField(verbose_name='when')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PieceVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('text', models.TextField(verbose_name='text')),
                ('logos', models.CharField(blank=True, max_length=300, verbose_name='logos, and how they appear')),
                ('wording_note', models.CharField(blank=True, max_length=300, verbose_name='why these words')),
                ('at', models.DateTimeField(verbose_name='written')),
            ],
            options={
                'verbose_name': 'version of a text',
                'verbose_name_plural': 'versions of texts',
                'ordering': ['number'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='deliverable',
            name='changed_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='deliverable',
            name='deleted_delete',
        ),
        migrations.AddField(
            model_name='deliverable',
            name='by_archive',
            field=models.BooleanField(default=False, editable=False, verbose_name='shown by the archive'),
        ),
        migrations.AddField(
            model_name='deliverable',
            name='required',
            field=models.BooleanField(default=False, verbose_name='needed to pass'),
        ),
        migrations.AddField(
            model_name='deliverable',
            name='title',
            field=models.CharField(blank=True, max_length=160, verbose_name='words of its own'),
        ),
        migrations.AddField(
            model_name='deliverableevent',
            name='by_archive',
            field=models.BooleanField(default=False, editable=False, verbose_name='shown by the archive'),
        ),
        migrations.AddField(
            model_name='deliverableevent',
            name='required',
            field=models.BooleanField(default=False, verbose_name='needed to pass'),
        ),
        migrations.AddField(
            model_name='deliverableevent',
            name='title',
            field=models.CharField(blank=True, max_length=160, verbose_name='words of its own'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliverable',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_deliverableevent" ("by_archive", "done_at", "done_by_id", "due_on", "id", "key", "note", "owner_id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "required", "title") VALUES (OLD."by_archive", OLD."done_at", OLD."done_by_id", OLD."due_on", OLD."id", OLD."key", OLD."note", OLD."owner_id", OLD."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id", OLD."phase", OLD."required", OLD."title"); RETURN NULL;', hash='4555c2b8c2362525c3765788b989cb5793a4ba96', operation='UPDATE', pgid='pgtrigger_changed_update_ed2ca', table='partnerships_deliverable', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliverable',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_deliverableevent" ("by_archive", "done_at", "done_by_id", "due_on", "id", "key", "note", "owner_id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "required", "title") VALUES (OLD."by_archive", OLD."done_at", OLD."done_by_id", OLD."due_on", OLD."id", OLD."key", OLD."note", OLD."owner_id", OLD."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id", OLD."phase", OLD."required", OLD."title"); RETURN NULL;', hash='4c4aff90438108a5e07674b1813016a8307747e0', operation='DELETE', pgid='pgtrigger_deleted_delete_c36ca', table='partnerships_deliverable', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='deliverable',
            constraint=models.CheckConstraint(condition=models.Q(('required', False), models.Q(('title', ''), _negated=True), _connector='OR'), name='deliverable_own_is_required'),
        ),
        migrations.AddField(
            model_name='chosensilence',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who'),
        ),
        migrations.AddField(
            model_name='chosensilence',
            name='partnership',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='silence', to='partnerships.partnership', verbose_name='partnership'),
        ),
        migrations.AddField(
            model_name='chosensilenceevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who'),
        ),
        migrations.AddField(
            model_name='chosensilenceevent',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership', verbose_name='partnership'),
        ),
        migrations.AddField(
            model_name='chosensilenceevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='partnerships.chosensilence'),
        ),
        migrations.AddField(
            model_name='communicationpiece',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='followed by'),
        ),
        migrations.AddField(
            model_name='communicationpiece',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='partnerships.partnership', verbose_name='partnership'),
        ),
        migrations.AddField(
            model_name='communicationpiece',
            name='speaker',
            field=models.ForeignKey(blank=True, help_text='Nobody chosen: the office.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='partnerships.partnershipparty', verbose_name='who says it'),
        ),
        migrations.AddField(
            model_name='communicationpieceevent',
            name='owner',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='followed by'),
        ),
        migrations.AddField(
            model_name='communicationpieceevent',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership', verbose_name='partnership'),
        ),
        migrations.AddField(
            model_name='communicationpieceevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='partnerships.communicationpiece'),
        ),
        migrations.AddField(
            model_name='communicationpieceevent',
            name='speaker',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Nobody chosen: the office.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnershipparty', verbose_name='who says it'),
        ),
        migrations.AddField(
            model_name='imageconsent',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written down by'),
        ),
        migrations.AddField(
            model_name='imageconsent',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='image_consents', to='partnerships.partnership', verbose_name='partnership'),
        ),
        migrations.AddField(
            model_name='imageconsent',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='relations.person', verbose_name='person'),
        ),
        migrations.AddField(
            model_name='communicationpiece',
            name='consents',
            field=models.ManyToManyField(blank=True, related_name='pieces', to='partnerships.imageconsent', verbose_name='releases for the images'),
        ),
        migrations.AddField(
            model_name='imageconsentevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written down by'),
        ),
        migrations.AddField(
            model_name='imageconsentevent',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership', verbose_name='partnership'),
        ),
        migrations.AddField(
            model_name='imageconsentevent',
            name='person',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='relations.person', verbose_name='person'),
        ),
        migrations.AddField(
            model_name='imageconsentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='partnerships.imageconsent'),
        ),
        migrations.AddField(
            model_name='partnershiptemplate',
            name='origin',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='partnerships.partnership', verbose_name='from the partnership'),
        ),
        migrations.AddField(
            model_name='partnershiptemplate',
            name='partnerships',
            field=models.ManyToManyField(blank=True, editable=False, related_name='templates', to='partnerships.partnership', verbose_name='opened from it'),
        ),
        migrations.AddField(
            model_name='partnershiptemplateevent',
            name='origin',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership', verbose_name='from the partnership'),
        ),
        migrations.AddField(
            model_name='partnershiptemplateevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='partnerships.partnershiptemplate'),
        ),
        migrations.AddField(
            model_name='pieceanswer',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='piece_answers', to='partnerships.partnershipparty', verbose_name='party'),
        ),
        migrations.AddField(
            model_name='pieceanswer',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='relations.person', verbose_name='who answered'),
        ),
        migrations.AddField(
            model_name='pieceanswerevent',
            name='party',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnershipparty', verbose_name='party'),
        ),
        migrations.AddField(
            model_name='pieceanswerevent',
            name='person',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='relations.person', verbose_name='who answered'),
        ),
        migrations.AddField(
            model_name='pieceanswerevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='partnerships.pieceanswer'),
        ),
        migrations.AddField(
            model_name='pieceversion',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
        ),
        migrations.AddField(
            model_name='pieceversion',
            name='piece',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='partnerships.communicationpiece', verbose_name='piece'),
        ),
        migrations.AddField(
            model_name='pieceanswerevent',
            name='version',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.pieceversion', verbose_name='version'),
        ),
        migrations.AddField(
            model_name='pieceanswer',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='partnerships.pieceversion', verbose_name='version'),
        ),
        migrations.AddConstraint(
            model_name='chosensilence',
            constraint=models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='silence_has_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chosensilence',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_chosensilenceevent" ("at", "by_id", "id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why") VALUES (OLD."at", OLD."by_id", OLD."id", OLD."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id", OLD."why"); RETURN NULL;', hash='058263b5a99e26ca082b1942c29ef16803ee6153', operation='UPDATE', pgid='pgtrigger_changed_update_11014', table='partnerships_chosensilence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chosensilence',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_chosensilenceevent" ("at", "by_id", "id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why") VALUES (OLD."at", OLD."by_id", OLD."id", OLD."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id", OLD."why"); RETURN NULL;', hash='f9b99f98724fb83723163792a9e862cf0f1b7845', operation='DELETE', pgid='pgtrigger_deleted_delete_eb10d', table='partnerships_chosensilence', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='chosensilenceevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='chosensilence_images'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chosensilenceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='caf4c1be13fa262552a3f0c77db15b0c17a241f5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_90886', table='partnerships_chosensilenceevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='communicationpieceevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='communicationpiece_images'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='communicationpieceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bb2f70c7ba17a1ee8026e1ebf5b90aa477522e6f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8e0dc', table='partnerships_communicationpieceevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='imageconsent',
            constraint=models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='image_consent_says_which'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='imageconsent',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_imageconsentevent" ("by_id", "created_at", "file", "file_name", "id", "partnership_id", "people", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "until", "uses", "what", "withdrawn_at") VALUES (OLD."by_id", OLD."created_at", OLD."file", OLD."file_name", OLD."id", OLD."partnership_id", OLD."people", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id", OLD."sha256", OLD."until", OLD."uses", OLD."what", OLD."withdrawn_at"); RETURN NULL;', hash='422d2bb05d52d21d9e3b520d02696e2ab5fe6515', operation='UPDATE', pgid='pgtrigger_changed_update_c833b', table='partnerships_imageconsent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='imageconsent',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_imageconsentevent" ("by_id", "created_at", "file", "file_name", "id", "partnership_id", "people", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "until", "uses", "what", "withdrawn_at") VALUES (OLD."by_id", OLD."created_at", OLD."file", OLD."file_name", OLD."id", OLD."partnership_id", OLD."people", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id", OLD."sha256", OLD."until", OLD."uses", OLD."what", OLD."withdrawn_at"); RETURN NULL;', hash='28cfad8fdafe2f4733fb93f92214410d69c4f190', operation='DELETE', pgid='pgtrigger_deleted_delete_58cf3', table='partnerships_imageconsent', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='communicationpiece',
            index=models.Index(condition=models.Q(('dropped_at', None), ('out_at', None)), fields=['due_on'], name='piece_open_by_date'),
        ),
        migrations.AddConstraint(
            model_name='communicationpiece',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='piece_has_title'),
        ),
        migrations.AddConstraint(
            model_name='communicationpiece',
            constraint=models.CheckConstraint(condition=models.Q(('out_at', None), models.Q(('approved_version', models.F('version')), ('approved_version__gt', 0)), _connector='OR'), name='piece_out_is_approved'),
        ),
        migrations.AddConstraint(
            model_name='communicationpiece',
            constraint=models.CheckConstraint(condition=models.Q(('approved_version__lte', models.F('version'))), name='piece_approved_was_written'),
        ),
        migrations.AddConstraint(
            model_name='communicationpiece',
            constraint=models.CheckConstraint(condition=models.Q(('dropped_at', None), ('out_at', None), _connector='OR'), name='piece_out_or_dropped'),
        ),
        migrations.AddConstraint(
            model_name='communicationpiece',
            constraint=models.CheckConstraint(condition=models.Q(('dropped_at', None), models.Q(('why', ''), _negated=True), _connector='OR'), name='piece_dropped_with_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='communicationpiece',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_communicationpieceevent" ("approved_version", "asked_at", "audience", "channel", "created_at", "dropped_at", "due_on", "id", "kind", "nature", "out_at", "out_url", "owner_id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pictures", "speaker_id", "title", "version", "why") VALUES (OLD."approved_version", OLD."asked_at", OLD."audience", OLD."channel", OLD."created_at", OLD."dropped_at", OLD."due_on", OLD."id", OLD."kind", OLD."nature", OLD."out_at", OLD."out_url", OLD."owner_id", OLD."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id", OLD."pictures", OLD."speaker_id", OLD."title", OLD."version", OLD."why"); RETURN NULL;', hash='491670c082783435bf03058a7e633dca7c316d31', operation='UPDATE', pgid='pgtrigger_changed_update_75d5e', table='partnerships_communicationpiece', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='communicationpiece',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_communicationpieceevent" ("approved_version", "asked_at", "audience", "channel", "created_at", "dropped_at", "due_on", "id", "kind", "nature", "out_at", "out_url", "owner_id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pictures", "speaker_id", "title", "version", "why") VALUES (OLD."approved_version", OLD."asked_at", OLD."audience", OLD."channel", OLD."created_at", OLD."dropped_at", OLD."due_on", OLD."id", OLD."kind", OLD."nature", OLD."out_at", OLD."out_url", OLD."owner_id", OLD."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id", OLD."pictures", OLD."speaker_id", OLD."title", OLD."version", OLD."why"); RETURN NULL;', hash='bec7ac889327333a205c465bec90263d79d6d6ee', operation='DELETE', pgid='pgtrigger_deleted_delete_7ff6a', table='partnerships_communicationpiece', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='imageconsentevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='imageconsent_images'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='imageconsentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5ef4c1104f4b8fb794f455d734cedec1b256022f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8663a', table='partnerships_imageconsentevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='partnershiptemplate',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='template_has_title'),
        ),
        migrations.AddConstraint(
            model_name='partnershiptemplate',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('key',), name='template_key_once'),
        ),
        migrations.AddConstraint(
            model_name='partnershiptemplate',
            constraint=models.UniqueConstraint(fields=('origin',), name='template_once_for_a_partnership'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnershiptemplate',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_partnershiptemplateevent" ("clauses", "company_brings", "created_at", "id", "indicators", "key", "lines", "nonprofit_brings", "objectives", "origin_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "retired_at", "title", "together", "with_volunteers") VALUES (OLD."clauses", OLD."company_brings", OLD."created_at", OLD."id", OLD."indicators", OLD."key", OLD."lines", OLD."nonprofit_brings", OLD."objectives", OLD."origin_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id", OLD."purpose", OLD."retired_at", OLD."title", OLD."together", OLD."with_volunteers"); RETURN NULL;', hash='53b24af15f49ea673593132e454fa7aa34222bb8', operation='UPDATE', pgid='pgtrigger_changed_update_f1b22', table='partnerships_partnershiptemplate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnershiptemplate',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_partnershiptemplateevent" ("clauses", "company_brings", "created_at", "id", "indicators", "key", "lines", "nonprofit_brings", "objectives", "origin_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "retired_at", "title", "together", "with_volunteers") VALUES (OLD."clauses", OLD."company_brings", OLD."created_at", OLD."id", OLD."indicators", OLD."key", OLD."lines", OLD."nonprofit_brings", OLD."objectives", OLD."origin_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id", OLD."purpose", OLD."retired_at", OLD."title", OLD."together", OLD."with_volunteers"); RETURN NULL;', hash='91de333004e79274c1afb6e679f434663af20622', operation='DELETE', pgid='pgtrigger_deleted_delete_1220f', table='partnerships_partnershiptemplate', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='partnershiptemplateevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='partnershiptemplate_images'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnershiptemplateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c948d2d8d2feb66179d595ce882fc0d006ebaabd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_736a4', table='partnerships_partnershiptemplateevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='pieceversion',
            constraint=models.UniqueConstraint(fields=('piece', 'number'), name='piece_version_once'),
        ),
        migrations.AddConstraint(
            model_name='pieceversion',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='piece_version_has_text'),
        ),
        migrations.AddIndex(
            model_name='pieceanswerevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='pieceanswer_images'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pieceanswerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6f13c80eb6347b8b5c1532691b2fb705c7c26089', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ee3ff', table='partnerships_pieceanswerevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='pieceanswer',
            constraint=models.UniqueConstraint(fields=('version', 'party'), name='piece_answer_once'),
        ),
        migrations.AddConstraint(
            model_name='pieceanswer',
            constraint=models.CheckConstraint(condition=models.Q(('answer', 'yes'), models.Q(('note', ''), _negated=True), _connector='OR'), name='piece_change_says_what'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pieceanswer',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_pieceanswerevent" ("answer", "at", "email", "id", "note", "party_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version_id") VALUES (OLD."answer", OLD."at", OLD."email", OLD."id", OLD."note", OLD."party_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id", OLD."version_id"); RETURN NULL;', hash='32ca08069ab1dfbe0728f5ea5cfbab2e48c27c9a', operation='UPDATE', pgid='pgtrigger_changed_update_e9a6b', table='partnerships_pieceanswer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pieceanswer',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_pieceanswerevent" ("answer", "at", "email", "id", "note", "party_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version_id") VALUES (OLD."answer", OLD."at", OLD."email", OLD."id", OLD."note", OLD."party_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id", OLD."version_id"); RETURN NULL;', hash='382e1b5e940625693ecdc402c552aa179aacabe3', operation='DELETE', pgid='pgtrigger_deleted_delete_011a4', table='partnerships_pieceanswer', when='AFTER')),
        ),
        migrations.RunPython(plant, migrations.RunPython.noop),
    ]
