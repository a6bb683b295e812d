"""Newsletters in blocks, in the office's own style; texts become the first block."""

from html import escape

import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import press.models.letter_images
from django.conf import settings
from django.db import migrations, models


def into_blocks(apps, schema_editor):
    """The text becomes the first block, the release of a block the thing of the archive it shows."""
    Newsletter, Block = apps.get_model("press", "Newsletter"), apps.get_model("press", "NewsletterBlock")
    for newsletter in Newsletter.objects.iterator():
        blocks = list(Block.objects.filter(newsletter=newsletter).order_by("position", "pk"))
        if newsletter.body:
            blocks.insert(0, Block(newsletter=newsletter, kind="text", body=newsletter.body, changed_at=newsletter.updated_at))
        for number, block in enumerate(blocks, 1):
            block.position, block.source = number, block.release_id
            block.save()
    # What waits to be checked would keep the table from being altered.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def out_of_blocks(apps, schema_editor):
    """Texts and headings go back into the one text, buttons become links; pictures and lines have no place there."""
    Newsletter, Block = apps.get_model("press", "Newsletter"), apps.get_model("press", "NewsletterBlock")
    Newsletter.objects.filter(is_model=True).delete()
    for newsletter in Newsletter.objects.iterator():
        Block.objects.filter(newsletter=newsletter, position=None).delete()
        texts, kept = [], []
        for block in Block.objects.filter(newsletter=newsletter).order_by("position"):
            if block.kind == "text":
                texts.append(block.body)
            elif block.kind == "title":
                texts.append(f"<h{block.level}>{escape(block.heading)}</h{block.level}>")
            elif block.kind == "button":
                block.kind, block.heading = "link", block.label
                kept.append(block)
            elif block.kind not in ("image", "divider"):
                block.kind = "release" if block.kind in ("release", "story") and block.source else "link" if block.kind in ("release", "story") else block.kind
                block.release_id = block.source if block.kind == "release" else None
                kept.append(block)
        Block.objects.filter(newsletter=newsletter).exclude(pk__in=[block.pk for block in kept]).delete()
        for number, block in enumerate(kept, 1):
            block.position = number
            block.save()
        newsletter.body = "".join(texts)
        newsletter.save(update_fields=["body"])
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [
        ('press', '0002_history'),
        ('relations', '0023_mail_audience'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LetterImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=press.models.letter_images.new_key, editable=False, max_length=24, unique=True)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('mime', models.CharField(editable=False, max_length=20, verbose_name='kind')),
                ('width', models.PositiveIntegerField(editable=False, verbose_name='width')),
                ('height', models.PositiveIntegerField(editable=False, verbose_name='height')),
                ('size', models.PositiveIntegerField(editable=False, verbose_name='bytes')),
                ('wide', models.FileField(upload_to=press.models.letter_images.stored_name, verbose_name='file')),
                ('small', models.FileField(upload_to=press.models.letter_images.stored_name, verbose_name='small file')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='added')),
            ],
            options={
                'verbose_name': 'picture of a letter',
                'verbose_name_plural': 'pictures of letters',
            },
        ),
        migrations.CreateModel(
            name='LetterStyle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('accent', models.CharField(default='#0b5f66', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'Write the colour as # and six signs, for example #0b5f66.')], verbose_name='colour of buttons and links')),
                ('on_accent', models.CharField(default='#ffffff', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'Write the colour as # and six signs, for example #0b5f66.')], verbose_name='words on the buttons')),
                ('ink', models.CharField(default='#1d2526', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'Write the colour as # and six signs, for example #0b5f66.')], verbose_name='colour of the text')),
                ('paper', models.CharField(default='#f6f5f0', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'Write the colour as # and six signs, for example #0b5f66.')], verbose_name='background around the letter')),
                ('header', models.CharField(blank=True, max_length=120, verbose_name='line at the top')),
                ('footer', models.CharField(blank=True, max_length=300, verbose_name='line at the bottom')),
                ('is_default', models.BooleanField(default=False, editable=False, verbose_name='new letters wear it')),
                ('changed_at', models.DateTimeField(editable=False, verbose_name='changed')),
            ],
            options={
                'verbose_name': 'style of letters',
                'verbose_name_plural': 'styles of letters',
            },
        ),
        migrations.CreateModel(
            name='LetterStyleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('accent', models.CharField(default='#0b5f66', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'Write the colour as # and six signs, for example #0b5f66.')], verbose_name='colour of buttons and links')),
                ('on_accent', models.CharField(default='#ffffff', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'Write the colour as # and six signs, for example #0b5f66.')], verbose_name='words on the buttons')),
                ('ink', models.CharField(default='#1d2526', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'Write the colour as # and six signs, for example #0b5f66.')], verbose_name='colour of the text')),
                ('paper', models.CharField(default='#f6f5f0', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'Write the colour as # and six signs, for example #0b5f66.')], verbose_name='background around the letter')),
                ('header', models.CharField(blank=True, max_length=120, verbose_name='line at the top')),
                ('footer', models.CharField(blank=True, max_length=300, verbose_name='line at the bottom')),
                ('is_default', models.BooleanField(default=False, editable=False, verbose_name='new letters wear it')),
                ('changed_at', models.DateTimeField(editable=False, verbose_name='changed')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='NewsletterBlockEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('text', 'Text'), ('title', 'Heading'), ('image', 'Picture'), ('button', 'Button'), ('divider', 'Line'), ('event', 'Appointment'), ('campaign', 'Invitation to give'), ('story', 'Story of a partnership'), ('release', 'Press release'), ('link', 'Link')], max_length=10, verbose_name='kind')),
                ('source', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='from the archive')),
                ('heading', models.CharField(blank=True, max_length=120, verbose_name='heading')),
                ('level', models.PositiveSmallIntegerField(choices=[(2, 'Big heading'), (3, 'Small heading')], default=2, verbose_name='size')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('text', models.CharField(blank=True, max_length=600, verbose_name='text')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
                ('label', models.CharField(blank=True, max_length=40, verbose_name='button')),
                ('alt_text', models.CharField(blank=True, max_length=200, verbose_name='description of the image')),
                ('is_decorative', models.BooleanField(default=False, verbose_name='only decorative')),
                ('width', models.CharField(choices=[('full', 'The whole width'), ('half', 'Half'), ('small', 'Small, like a logo')], default='full', max_length=5, verbose_name='width')),
                ('changed_at', models.DateTimeField(editable=False, null=True, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='newsletter',
            name='changed_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='newsletter',
            name='deleted_delete',
        ),
        migrations.RemoveConstraint(
            model_name='newsletterblock',
            name='release_block_has_release',
        ),
        migrations.AddField(
            model_name='newsletter',
            name='changed_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by'),
        ),
        migrations.AddField(
            model_name='newsletter',
            name='frozen_parts',
            field=models.JSONField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='newsletter',
            name='is_model',
            field=models.BooleanField(default=False, editable=False, verbose_name='model for others'),
        ),
        migrations.AddField(
            model_name='newsletter',
            name='own_text',
            field=models.TextField(blank=True, verbose_name='plain text of our own'),
        ),
        migrations.AddField(
            model_name='newsletter',
            name='own_text_of',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='newsletterblock',
            name='alt_text',
            field=models.CharField(blank=True, max_length=200, verbose_name='description of the image'),
        ),
        migrations.AddField(
            model_name='newsletterblock',
            name='body',
            field=models.TextField(blank=True, verbose_name='text'),
        ),
        migrations.AddField(
            model_name='newsletterblock',
            name='changed_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='changed'),
        ),
        migrations.AddField(
            model_name='newsletterblock',
            name='changed_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='newsletterblock',
            name='is_decorative',
            field=models.BooleanField(default=False, verbose_name='only decorative'),
        ),
        migrations.AddField(
            model_name='newsletterblock',
            name='level',
            field=models.PositiveSmallIntegerField(choices=[(2, 'Big heading'), (3, 'Small heading')], default=2, verbose_name='size'),
        ),
        migrations.AddField(
            model_name='newsletterblock',
            name='source',
            field=models.PositiveBigIntegerField(blank=True, null=True, verbose_name='from the archive'),
        ),
        migrations.AddField(
            model_name='newsletterblock',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='newsletterblock',
            name='was_at',
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='newsletterblock',
            name='width',
            field=models.CharField(choices=[('full', 'The whole width'), ('half', 'Half'), ('small', 'Small, like a logo')], default='full', max_length=5, verbose_name='width'),
        ),
        migrations.AddField(
            model_name='newsletterevent',
            name='changed_by',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by'),
        ),
        migrations.AddField(
            model_name='newsletterevent',
            name='is_model',
            field=models.BooleanField(default=False, editable=False, verbose_name='model for others'),
        ),
        migrations.AddField(
            model_name='newsletterevent',
            name='own_text',
            field=models.TextField(blank=True, verbose_name='plain text of our own'),
        ),
        migrations.AddField(
            model_name='newsletterevent',
            name='own_text_of',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AlterField(
            model_name='newsletterblock',
            name='kind',
            field=models.CharField(choices=[('text', 'Text'), ('title', 'Heading'), ('image', 'Picture'), ('button', 'Button'), ('divider', 'Line'), ('event', 'Appointment'), ('campaign', 'Invitation to give'), ('story', 'Story of a partnership'), ('release', 'Press release'), ('link', 'Link')], max_length=10, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='newsletterblock',
            name='position',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='place'),
        ),
        migrations.RunPython(into_blocks, out_of_blocks),
        migrations.RemoveField(
            model_name='newsletter',
            name='body',
        ),
        migrations.RemoveField(
            model_name='newsletterblock',
            name='release',
        ),
        migrations.RemoveField(
            model_name='newsletterevent',
            name='body',
        ),
        migrations.AddField(
            model_name='letterimage',
            name='by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by'),
        ),
        migrations.AddField(
            model_name='newsletterblock',
            name='image',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='press.letterimage', verbose_name='picture'),
        ),
        migrations.AddConstraint(
            model_name='newsletterblock',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('newsletter', 'position'), name='one_block_per_place'),
        ),
        migrations.AddConstraint(
            model_name='newsletterblock',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('position__isnull', False), ('was_at__isnull', True)), models.Q(('position__isnull', True), ('was_at__isnull', False)), _connector='OR'), name='block_stands_or_was_taken_out'),
        ),
        migrations.AddConstraint(
            model_name='newsletterblock',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'image'), _negated=True), ('alt_text', ''), ('is_decorative', False), _connector='OR'), name='picture_described_or_decorative'),
        ),
        migrations.AddField(
            model_name='letterstyle',
            name='logo',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='press.letterimage', verbose_name='logo'),
        ),
        migrations.AddField(
            model_name='newsletter',
            name='style',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='press.letterstyle', verbose_name='style of letters'),
        ),
        migrations.AddField(
            model_name='newsletterevent',
            name='style',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='press.letterstyle', verbose_name='style of letters'),
        ),
        migrations.AddConstraint(
            model_name='newsletter',
            constraint=models.CheckConstraint(condition=models.Q(('is_model', False), ('mailing', None), _connector='OR'), name='model_letter_never_leaves'),
        ),
        migrations.AddField(
            model_name='letterstyleevent',
            name='logo',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='press.letterimage', verbose_name='logo'),
        ),
        migrations.AddField(
            model_name='letterstyleevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='press.letterstyle'),
        ),
        migrations.AddField(
            model_name='newsletterblockevent',
            name='changed_by',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='newsletterblockevent',
            name='image',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='press.letterimage', verbose_name='picture'),
        ),
        migrations.AddField(
            model_name='newsletterblockevent',
            name='newsletter',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='press.newsletter', verbose_name='newsletter'),
        ),
        migrations.AddField(
            model_name='newsletterblockevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='images', related_query_name='images', to='press.newsletterblock'),
        ),
        migrations.AddConstraint(
            model_name='letterstyle',
            constraint=models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('is_default',), name='one_default_letter_style'),
        ),
        migrations.AddConstraint(
            model_name='letterstyle',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='letter_style_has_name'),
        ),
        migrations.AddIndex(
            model_name='letterstyleevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='letterstyle_images'),
        ),
        migrations.AddIndex(
            model_name='newsletterblockevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='newsletterblock_images'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='newsletter',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."changed_by_id" IS DISTINCT FROM (NEW."changed_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."in_archive" IS DISTINCT FROM (NEW."in_archive") OR OLD."is_model" IS DISTINCT FROM (NEW."is_model") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."mailing_id" IS DISTINCT FROM (NEW."mailing_id") OR OLD."own_text" IS DISTINCT FROM (NEW."own_text") OR OLD."own_text_of" IS DISTINCT FROM (NEW."own_text_of") OR OLD."preheader" IS DISTINCT FROM (NEW."preheader") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."style_id" IS DISTINCT FROM (NEW."style_id") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."tested_at" IS DISTINCT FROM (NEW."tested_at") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "press_newsletterevent" ("author_id", "changed_by_id", "created_at", "id", "in_archive", "is_model", "language", "mailing_id", "own_text", "own_text_of", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preheader", "purpose", "style_id", "subject", "tested_at", "title", "version") VALUES (OLD."author_id", OLD."changed_by_id", OLD."created_at", OLD."id", OLD."in_archive", OLD."is_model", OLD."language", OLD."mailing_id", OLD."own_text", OLD."own_text_of", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id", OLD."preheader", OLD."purpose", OLD."style_id", OLD."subject", OLD."tested_at", OLD."title", OLD."version"); RETURN NULL;', hash='ff75ce639b6521af45c5bfb082cf75a26ac83c95', operation='UPDATE', pgid='pgtrigger_changed_update_71fef', table='press_newsletter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='newsletter',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "press_newsletterevent" ("author_id", "changed_by_id", "created_at", "id", "in_archive", "is_model", "language", "mailing_id", "own_text", "own_text_of", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preheader", "purpose", "style_id", "subject", "tested_at", "title", "version") VALUES (OLD."author_id", OLD."changed_by_id", OLD."created_at", OLD."id", OLD."in_archive", OLD."is_model", OLD."language", OLD."mailing_id", OLD."own_text", OLD."own_text_of", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id", OLD."preheader", OLD."purpose", OLD."style_id", OLD."subject", OLD."tested_at", OLD."title", OLD."version"); RETURN NULL;', hash='273f91d833be8aa0fca318602d54186bebbff602', operation='DELETE', pgid='pgtrigger_deleted_delete_5f9f1', table='press_newsletter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='newsletterblock',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."alt_text" IS DISTINCT FROM (NEW."alt_text") OR OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."changed_by_id" IS DISTINCT FROM (NEW."changed_by_id") OR OLD."heading" IS DISTINCT FROM (NEW."heading") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."image_id" IS DISTINCT FROM (NEW."image_id") OR OLD."is_decorative" IS DISTINCT FROM (NEW."is_decorative") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."label" IS DISTINCT FROM (NEW."label") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."newsletter_id" IS DISTINCT FROM (NEW."newsletter_id") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."url" IS DISTINCT FROM (NEW."url") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."width" IS DISTINCT FROM (NEW."width"))', func='INSERT INTO "press_newsletterblockevent" ("alt_text", "body", "changed_at", "changed_by_id", "heading", "id", "image_id", "is_decorative", "kind", "label", "level", "newsletter_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "text", "url", "version", "width") VALUES (OLD."alt_text", OLD."body", OLD."changed_at", OLD."changed_by_id", OLD."heading", OLD."id", OLD."image_id", OLD."is_decorative", OLD."kind", OLD."label", OLD."level", OLD."newsletter_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id", OLD."source", OLD."text", OLD."url", OLD."version", OLD."width"); RETURN NULL;', hash='61168e24676c2beebfcb76d4142cc33e51e32f68', operation='UPDATE', pgid='pgtrigger_changed_update_7e2ea', table='press_newsletterblock', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='newsletterblock',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "press_newsletterblockevent" ("alt_text", "body", "changed_at", "changed_by_id", "heading", "id", "image_id", "is_decorative", "kind", "label", "level", "newsletter_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "text", "url", "version", "width") VALUES (OLD."alt_text", OLD."body", OLD."changed_at", OLD."changed_by_id", OLD."heading", OLD."id", OLD."image_id", OLD."is_decorative", OLD."kind", OLD."label", OLD."level", OLD."newsletter_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id", OLD."source", OLD."text", OLD."url", OLD."version", OLD."width"); RETURN NULL;', hash='2680dac95d3d4a12c894bca36da086f8d5cd06b8', operation='DELETE', pgid='pgtrigger_deleted_delete_31a9f', table='press_newsletterblock', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letterstyle',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "press_letterstyleevent" ("accent", "changed_at", "footer", "header", "id", "ink", "is_default", "logo_id", "name", "on_accent", "paper", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."accent", OLD."changed_at", OLD."footer", OLD."header", OLD."id", OLD."ink", OLD."is_default", OLD."logo_id", OLD."name", OLD."on_accent", OLD."paper", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'changed\', OLD."id"); RETURN NULL;', hash='9ff73b59d075ecbe530a93f6199c7521987d4114', operation='UPDATE', pgid='pgtrigger_changed_update_d3f78', table='press_letterstyle', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letterstyle',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "press_letterstyleevent" ("accent", "changed_at", "footer", "header", "id", "ink", "is_default", "logo_id", "name", "on_accent", "paper", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."accent", OLD."changed_at", OLD."footer", OLD."header", OLD."id", OLD."ink", OLD."is_default", OLD."logo_id", OLD."name", OLD."on_accent", OLD."paper", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'deleted\', OLD."id"); RETURN NULL;', hash='c1285cb5d8724dfe71bc4a2e4685ae62fd292bba', operation='DELETE', pgid='pgtrigger_deleted_delete_33e4c', table='press_letterstyle', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letterstyleevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d12a0d4aff8a7277fa4703c19080d0d357bda942', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_feec8', table='press_letterstyleevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='newsletterblockevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ebb1c2f179fd4e0bdc271dfa49ff345d30233d79', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_46833', table='press_newsletterblockevent', when='BEFORE')),
        ),
    ]
