"""History and consents are only ever added to: the database refuses to change or delete a line.

Only a reference may be emptied, when what it pointed at is gone.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION ledger_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER ledger_is_final BEFORE UPDATE OR DELETE ON relations_auditevent
FOR EACH ROW EXECUTE FUNCTION ledger_is_final('by_id', 'object_type_id');
CREATE TRIGGER ledger_is_final BEFORE UPDATE OR DELETE ON relations_consent
FOR EACH ROW EXECUTE FUNCTION ledger_is_final('person_id', 'organization_id', 'by_id');
"""
UNGUARD = """
DROP TRIGGER ledger_is_final ON relations_auditevent;
DROP TRIGGER ledger_is_final ON relations_consent;
DROP FUNCTION ledger_is_final();
"""


class Migration(migrations.Migration):
    dependencies = [("relations", "0002_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
