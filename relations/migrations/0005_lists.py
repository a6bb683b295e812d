"""Saved views, groups, exports; the search by weight, with its known words; sorting that minds no quotation marks."""

import datetime

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import relations.models.lists
import relations.text


def fold_again(apps, schema_editor) -> None:
    """Compute the folded columns anew: the rule in `relations.text` now minds apostrophes and quotation marks too."""
    for name, columns in (("Organization", ["sort_name"]), ("Person", ["sort_name"]), ("SearchEntry", ["folded"])):
        model = apps.get_model("relations", name)
        for column in columns:
            sql, params = model._meta.get_field(column).generated_sql(schema_editor.connection)
            written = sql % tuple(schema_editor.quote_value(value) for value in params) if params else sql
            schema_editor.execute(
                f"ALTER TABLE {model._meta.db_table} ALTER COLUMN {column} SET EXPRESSION AS ({written})", params=None
            )


class Migration(migrations.Migration):
    dependencies = [("contenttypes", "0002_remove_content_type_name"), ("relations", "0004_archive")]
    operations = [
        migrations.RunPython(fold_again, migrations.RunPython.noop, elidable=False),
        migrations.CreateModel(
            name='BulkChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(choices=[('person', 'People'), ('organization', 'Organisations')], max_length=12)),
                ('verb', models.CharField(max_length=16, verbose_name='what')),
                ('note', models.CharField(blank=True, max_length=120)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=None, null=True)),
                ('at', models.DateTimeField(verbose_name='when')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back')),
            ],
            options={
                'verbose_name': 'change of many rows',
                'verbose_name_plural': 'changes of many rows',
            },
        ),
        migrations.CreateModel(
            name='ListExport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='list')),
                ('kind', models.CharField(max_length=4, verbose_name='kind of file')),
                ('path', models.CharField(max_length=200)),
                ('query', models.TextField(blank=True)),
                ('conditions', models.TextField(blank=True, verbose_name='conditions')),
                ('rows', models.PositiveIntegerField(blank=True, null=True, verbose_name='rows')),
                ('state', models.CharField(choices=[('waiting', 'Waiting its turn'), ('building', 'Being prepared'), ('ready', 'Ready'), ('handed', 'Downloaded at once'), ('failed', 'Not made')], default='handed', max_length=8, verbose_name='state')),
                ('file', models.FileField(blank=True, upload_to=relations.models.lists.stored_name)),
                ('created_at', models.DateTimeField(verbose_name='when')),
                ('ready_at', models.DateTimeField(blank=True, null=True)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'export',
                'verbose_name_plural': 'exports',
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.CharField(max_length=80, verbose_name='list')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('query', models.TextField(blank=True, verbose_name='conditions')),
                ('is_shared', models.BooleanField(default=False, verbose_name='the whole office sees it')),
                ('created_at', models.DateTimeField(verbose_name='added')),
                ('removed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='removed')),
            ],
            options={
                'verbose_name': 'saved view',
                'verbose_name_plural': 'saved views',
            },
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('near', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
            ],
            options={
                'verbose_name': 'known word',
                'verbose_name_plural': 'known words',
            },
        ),
        migrations.CreateModel(
            name='Segment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('on', models.CharField(choices=[('person', 'People'), ('organization', 'Organisations')], max_length=12, verbose_name='of whom')),
                ('rules', models.JSONField(default=dict, verbose_name='conditions')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='what it is for')),
                ('created_at', models.DateTimeField(verbose_name='added')),
                ('changed_at', models.DateTimeField(verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('removed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='removed')),
            ],
            options={
                'verbose_name': 'dynamic group',
                'verbose_name_plural': 'dynamic groups',
            },
        ),
        migrations.CreateModel(
            name='SegmentUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'use of a dynamic group',
                'verbose_name_plural': 'uses of dynamic groups',
            },
        ),
        migrations.CreateModel(
            name='ViewPin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'pinned view',
                'verbose_name_plural': 'pinned views',
            },
        ),
        migrations.AddField(
            model_name='searchentry',
            name='follower_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='searchentry',
            name='province',
            field=models.CharField(blank=True, default='', max_length=2),
        ),
        migrations.RemoveIndex(model_name='searchentry', name='search_names'),
        migrations.RemoveField(model_name='searchentry', name='names'),
        migrations.AddField(
            model_name='searchentry',
            name='names',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(relations.text.Fold('title'), config='simple', weight='A'), '||', django.contrib.postgres.search.SearchVector(relations.text.Fold('keywords'), config='simple', weight='B'), django.contrib.postgres.search.SearchConfig('simple')), '||', django.contrib.postgres.search.SearchVector(relations.text.Fold('subtitle'), config='simple', weight='C'), django.contrib.postgres.search.SearchConfig('simple')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['names'], name='search_names'),
        ),
        migrations.AddIndex(
            model_name='organization',
            index=models.Index(django.db.models.functions.comparison.Coalesce('last_contact_at', models.Value(datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), models.F('id'), name='organization_by_silence'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(django.db.models.functions.comparison.Coalesce('last_contact_at', models.Value(datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), models.F('id'), name='person_by_silence'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['folded', 'id'], name='search_by_title'),
        ),
        migrations.AddField(
            model_name='bulkchange',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who'),
        ),
        migrations.AddField(
            model_name='listexport',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exports', to=settings.AUTH_USER_MODEL, verbose_name='who'),
        ),
        migrations.AddField(
            model_name='savedview',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL, verbose_name='saved by'),
        ),
        migrations.AddIndex(
            model_name='searchword',
            index=django.contrib.postgres.indexes.GinIndex(fields=['near'], name='word_near'),
        ),
        migrations.AddIndex(
            model_name='searchword',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('word'), name='gin_trgm_ops'), name='word_trigrams'),
        ),
        migrations.AddField(
            model_name='segment',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
        ),
        migrations.AddField(
            model_name='segmentuse',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='segmentuse',
            name='object_type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype'),
        ),
        migrations.AddField(
            model_name='segmentuse',
            name='segment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='relations.segment', verbose_name='dynamic group'),
        ),
        migrations.AddField(
            model_name='viewpin',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='view_pins', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='viewpin',
            name='view',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pins', to='relations.savedview'),
        ),
        migrations.AddIndex(
            model_name='listexport',
            index=models.Index(fields=['owner', '-created_at', '-id'], name='export_by_owner'),
        ),
        migrations.AddIndex(
            model_name='listexport',
            index=models.Index(condition=models.Q(('state', 'handed'), _negated=True), fields=['state', 'created_at'], name='export_by_state'),
        ),
        migrations.AddIndex(
            model_name='savedview',
            index=models.Index(condition=models.Q(('removed_at', None)), fields=['page', 'owner'], name='saved_view_by_page'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='saved_view_has_name'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('owner', 'page', 'name'), name='saved_view_name_once'),
        ),
        migrations.AddConstraint(
            model_name='segment',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='segment_has_name'),
        ),
        migrations.AddConstraint(
            model_name='segment',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('name',), name='segment_name_once'),
        ),
        migrations.AddConstraint(
            model_name='segmentuse',
            constraint=models.UniqueConstraint(fields=('object_type', 'object_id'), name='one_segment_per_thing'),
        ),
        migrations.AddConstraint(
            model_name='viewpin',
            constraint=models.UniqueConstraint(fields=('user', 'view'), name='view_pinned_once'),
        ),
    ]
