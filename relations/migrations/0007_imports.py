"""Files of contacts brought in: each import, its rows, what it changed, the columns remembered."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import relations.models.imports


class Migration(migrations.Migration):
    dependencies = [("relations", "0006_duplicates"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name='ImportColumns',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('headings_key', models.CharField(max_length=64, unique=True)),
                ('kind', models.CharField(max_length=12)),
                ('columns', models.JSONField(default=list)),
                ('used_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'remembered columns',
                'verbose_name_plural': 'remembered columns',
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(verbose_name='when')),
                ('file', models.FileField(blank=True, upload_to=relations.models.imports.stored_name, verbose_name='file')),
                ('filename', models.CharField(max_length=150, verbose_name='file')),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('state', models.CharField(choices=[('columns', 'Columns to confirm'), ('checking', 'Being checked'), ('checked', 'To be confirmed'), ('writing', 'Being imported'), ('done', 'Imported'), ('undoing', 'Being undone'), ('undone', 'Undone')], default='columns', max_length=10, verbose_name='state')),
                ('reading', models.JSONField(default=dict)),
                ('headings', models.JSONField(default=list)),
                ('sample', models.JSONField(default=list)),
                ('rows_count', models.PositiveIntegerField(default=0, verbose_name='rows')),
                ('kind', models.CharField(choices=[('both', 'People with their organisations'), ('person', 'People only'), ('organization', 'Organisations only')], default='person', max_length=12, verbose_name='rows are')),
                ('columns', models.JSONField(default=list)),
                ('body_kind', models.CharField(default='other', max_length=16)),
                ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None, verbose_name='tags')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='where it comes from')),
                ('consent_source', models.CharField(blank=True, max_length=120, verbose_name='where consents come from')),
                ('is_bought', models.BooleanField(default=False, verbose_name='bought list')),
                ('if_sure', models.CharField(choices=[('update', 'Fill in what is missing'), ('skip', 'Leave the row out'), ('add', 'Add anyway')], default='update', max_length=6)),
                ('if_maybe', models.CharField(choices=[('update', 'Fill in what is missing'), ('skip', 'Leave the row out'), ('add', 'Add anyway')], default='skip', max_length=6)),
                ('keeps_doubtful', models.BooleanField(default=False, verbose_name='rows with a wrong value come in without it')),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='imported')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone')),
                ('counts', models.JSONField(default=dict)),
                ('refusal', models.JSONField(blank=True, default=dict)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('last_event', models.PositiveBigIntegerField(default=0)),
                ('emptied_at', models.DateTimeField(blank=True, null=True, verbose_name='file deleted')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='followed by')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'permissions': [('undo_import', "Can undo a colleague's import")],
            },
        ),
        migrations.CreateModel(
            name='ImportChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(max_length=12)),
                ('party_id', models.PositiveBigIntegerField()),
                ('fields', models.JSONField(default=dict)),
                ('point_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('affiliation_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('address_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('spared', models.CharField(db_default=models.Value(''), max_length=40)),
                ('import_of', models.ForeignKey(db_column='import_id', on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='relations.import')),
            ],
            options={
                'verbose_name': 'change of an import',
                'verbose_name_plural': 'changes of an import',
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('raw', models.JSONField(default=list)),
                ('person', models.JSONField(null=True)),
                ('organization', models.JSONField(null=True)),
                ('points', models.JSONField(default=list)),
                ('places', models.JSONField(default=list)),
                ('tie', models.JSONField(null=True)),
                ('consents', models.JSONField(default=list)),
                ('problems', models.JSONField(default=list)),
                ('notes', models.JSONField(default=list)),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('is_bad', models.BooleanField(default=False)),
                ('has_problems', models.BooleanField(default=False)),
                ('person_match', models.PositiveBigIntegerField(null=True)),
                ('organization_match', models.PositiveBigIntegerField(null=True)),
                ('why', models.CharField(db_default=models.Value(''), max_length=12)),
                ('twin', models.PositiveIntegerField(null=True)),
                ('is_sure', models.BooleanField(db_default=models.Value(False))),
                ('body_lead', models.PositiveIntegerField(null=True)),
                ('choice', models.CharField(db_default=models.Value(''), max_length=6)),
                ('outcome', models.CharField(choices=[('added', 'Added'), ('updated', 'Completed'), ('skipped', 'Left out'), ('error', 'Not imported')], db_default=models.Value(''), max_length=8)),
                ('person_id', models.PositiveBigIntegerField(null=True)),
                ('organization_id', models.PositiveBigIntegerField(null=True)),
                ('person_made', models.BooleanField(db_default=models.Value(False))),
                ('organization_made', models.BooleanField(db_default=models.Value(False))),
                ('spared', models.CharField(db_default=models.Value(''), max_length=40)),
                ('body_spared', models.CharField(db_default=models.Value(''), max_length=40)),
                ('import_of', models.ForeignKey(db_column='import_id', on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='relations.import')),
            ],
            options={
                'verbose_name': 'row of an import',
                'verbose_name_plural': 'rows of an import',
            },
        ),
        migrations.AddIndex(
            model_name='import',
            index=models.Index(fields=['-created_at', '-id'], name='import_by_time'),
        ),
        migrations.AddIndex(
            model_name='importchange',
            index=models.Index(fields=['import_of', 'party', 'party_id'], name='import_change_of'),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(condition=models.Q(('person_id__isnull', False)), fields=['person_id'], name='import_row_person'),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(condition=models.Q(('organization_id__isnull', False)), fields=['organization_id'], name='import_row_organization'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.UniqueConstraint(fields=('import_of', 'number'), name='import_row_once'),
        ),
    ]
