"""Possible duplicates, merges and what they moved; the ledger follows a merge, and nothing else."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# A reference of the ledger may be emptied, as before, or go to and fro between the two parties that a MergeMove names.
# Words, address, event and day of a line never change.
GUARD = """
CREATE OR REPLACE FUNCTION ledger_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  reference text;
  emptied jsonb := to_jsonb(OLD);
  told jsonb;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'ledger_is_final: % is only added to', TG_TABLE_NAME;
  END IF;
  FOREACH reference IN ARRAY TG_ARGV LOOP
    IF to_jsonb(NEW) -> reference IS DISTINCT FROM emptied -> reference THEN
      IF to_jsonb(NEW) -> reference = 'null'::jsonb THEN
        emptied := emptied || jsonb_build_object(reference, NULL);
      ELSE
        SELECT jsonb_agg(m.before) || jsonb_agg(m.after) INTO told FROM relations_mergemove m
         WHERE m.table_name = TG_TABLE_NAME AND m.row_id = OLD.id AND m.column_name = reference;
        IF told @> jsonb_build_array(to_jsonb(OLD) -> reference) AND told @> jsonb_build_array(to_jsonb(NEW) -> reference) THEN
          emptied := emptied || jsonb_build_object(reference, to_jsonb(NEW) -> reference);
        END IF;
      END IF;
    END IF;
  END LOOP;
  IF emptied IS DISTINCT FROM to_jsonb(NEW) THEN
    RAISE EXCEPTION 'ledger_is_final: % is only added to', TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
"""
UNGUARD = """
CREATE OR REPLACE FUNCTION ledger_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  reference text;
  emptied jsonb := to_jsonb(OLD);
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'ledger_is_final: % is only added to', TG_TABLE_NAME;
  END IF;
  FOREACH reference IN ARRAY TG_ARGV LOOP
    IF to_jsonb(NEW) -> reference = 'null'::jsonb THEN
      emptied := emptied || jsonb_build_object(reference, NULL);
    END IF;
  END LOOP;
  IF emptied IS DISTINCT FROM to_jsonb(NEW) THEN
    RAISE EXCEPTION 'ledger_is_final: % is only added to', TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("relations", "0005_lists")]
    operations = [
        migrations.CreateModel(
            name='DuplicateCandidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('organization', 'Organisations'), ('person', 'People')], max_length=12, verbose_name='kind')),
                ('first_id', models.BigIntegerField()),
                ('second_id', models.BigIntegerField()),
                ('score', models.PositiveSmallIntegerField(verbose_name='likeness')),
                ('reasons', models.JSONField(default=list, verbose_name='reasons')),
                ('state', models.CharField(choices=[('open', 'To be looked at'), ('different', 'Not the same'), ('merged', 'Merged')], default='open', max_length=10, verbose_name='state')),
                ('found_at', models.DateTimeField(verbose_name='found')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
            ],
            options={
                'verbose_name': 'possible duplicate',
                'verbose_name_plural': 'possible duplicates',
            },
        ),
        migrations.CreateModel(
            name='DuplicateScan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(verbose_name='began')),
                ('everything', models.BooleanField(default=False, verbose_name='the whole archive')),
                ('looked_at', models.PositiveIntegerField(default=0)),
                ('found', models.PositiveIntegerField(default=0)),
                ('seconds', models.FloatField(default=0)),
            ],
            options={
                'verbose_name': 'search for duplicates',
                'verbose_name_plural': 'searches for duplicates',
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('organization', 'Organisations'), ('person', 'People')], max_length=12, verbose_name='kind')),
                ('kept_id', models.BigIntegerField()),
                ('gone_id', models.BigIntegerField()),
                ('kept_name', models.CharField(max_length=200, verbose_name='kept')),
                ('gone_name', models.CharField(max_length=200, verbose_name='put into it')),
                ('gone_codes', models.CharField(blank=True, editable=False, max_length=200)),
                ('summary', models.JSONField(default=list, editable=False)),
                ('at', models.DateTimeField(verbose_name='when')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone')),
                ('stayed', models.JSONField(default=list, editable=False)),
            ],
            options={
                'verbose_name': 'merge',
                'verbose_name_plural': 'merges',
                'permissions': [('merge_party', 'Can merge two records of the same party, and undo it')],
            },
        ),
        migrations.CreateModel(
            name='MergeMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('label', models.CharField(max_length=80)),
                ('table_name', models.CharField(max_length=80)),
                ('row_id', models.BigIntegerField()),
                ('column_name', models.CharField(blank=True, max_length=80)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('taken_out', models.JSONField(null=True)),
            ],
            options={
                'verbose_name': 'move',
                'verbose_name_plural': 'moves',
            },
        ),
        migrations.AddField(
            model_name='duplicatecandidate',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddIndex(
            model_name='duplicatescan',
            index=models.Index(fields=['-started_at'], name='duplicate_scan_last'),
        ),
        migrations.AddField(
            model_name='merge',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='merge',
            name='undone_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by'),
        ),
        migrations.AddField(
            model_name='mergemove',
            name='merge',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='relations.merge'),
        ),
        migrations.AddIndex(
            model_name='duplicatecandidate',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['-score', 'id'], name='candidate_open'),
        ),
        migrations.AddIndex(
            model_name='duplicatecandidate',
            index=models.Index(fields=['kind', 'second_id'], name='candidate_by_second'),
        ),
        migrations.AddConstraint(
            model_name='duplicatecandidate',
            constraint=models.CheckConstraint(condition=models.Q(('first_id__lt', models.F('second_id'))), name='candidate_pair_ordered'),
        ),
        migrations.AddConstraint(
            model_name='duplicatecandidate',
            constraint=models.UniqueConstraint(fields=('kind', 'first_id', 'second_id'), name='candidate_pair_once'),
        ),
        migrations.AddIndex(
            model_name='merge',
            index=models.Index(fields=['kind', 'kept_id'], name='merge_by_kept'),
        ),
        migrations.AddIndex(
            model_name='merge',
            index=models.Index(fields=['-at', '-id'], name='merge_by_time'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('kept_id', models.F('gone_id')), _negated=True), name='merge_of_two'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('kind', 'gone_id'), name='merged_once'),
        ),
        migrations.AddIndex(
            model_name='mergemove',
            index=models.Index(fields=['table_name', 'row_id', 'column_name'], name='merge_move_of_row'),
        ),
        migrations.AddConstraint(
            model_name='mergemove',
            constraint=models.UniqueConstraint(fields=('merge', 'place'), name='merge_move_place'),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
