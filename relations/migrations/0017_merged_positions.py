"""Positions and appraisals go with their stakeholder when two records are made one."""

from django.db import migrations

GUARD = """
CREATE OR REPLACE FUNCTION position_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  reference text;
  emptied jsonb := to_jsonb(OLD);
BEGIN
  IF TG_OP = 'DELETE' THEN
    -- Erasing somebody's data (art. 17 of Regulation EU 2016/679) is the one way out, and says so first.
    IF current_setting('relations.erasing', true) = 'on' THEN
      RETURN OLD;
    END IF;
    RAISE EXCEPTION 'position_is_final: % is only added to', TG_TABLE_NAME;
  END IF;
  -- Two records made one, or taken apart again: the row goes with its stakeholder, what it says stays.
  IF current_setting('relations.merging', true) = 'on' THEN
    emptied := emptied || jsonb_build_object('stakeholder_id', to_jsonb(NEW) -> 'stakeholder_id');
  END IF;
  FOREACH reference IN ARRAY TG_ARGV LOOP
    IF to_jsonb(NEW) -> reference = 'null'::jsonb THEN
      emptied := emptied || jsonb_build_object(reference, NULL);
    END IF;
  END LOOP;
  IF emptied IS DISTINCT FROM to_jsonb(NEW) THEN
    RAISE EXCEPTION 'position_is_final: % is only added to', TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
"""
UNGUARD = """
CREATE OR REPLACE FUNCTION position_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  reference text;
  emptied jsonb := to_jsonb(OLD);
BEGIN
  IF TG_OP = 'DELETE' THEN
    -- Erasing somebody's data (art. 17 of Regulation EU 2016/679) is the one way out, and says so first.
    IF current_setting('relations.erasing', true) = 'on' THEN
      RETURN OLD;
    END IF;
    RAISE EXCEPTION 'position_is_final: % is only added to', TG_TABLE_NAME;
  END IF;
  FOREACH reference IN ARRAY TG_ARGV LOOP
    IF to_jsonb(NEW) -> reference = 'null'::jsonb THEN
      emptied := emptied || jsonb_build_object(reference, NULL);
    END IF;
  END LOOP;
  IF emptied IS DISTINCT FROM to_jsonb(NEW) THEN
    RAISE EXCEPTION 'position_is_final: % is only added to', TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("relations", "0013_outcomes")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
