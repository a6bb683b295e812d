"""What was printed cannot be changed or deleted, by nobody; and the tax rules a new office starts with."""

from django.db import migrations

GUARD = """
CREATE FUNCTION receipt_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'receipt_is_final: a receipt is annulled, never deleted';
  END IF;
  IF (OLD.year, OLD.number, OLD.donation_id, OLD.legal_nature, OLD.amount, OLD.issued_at, OLD.issued_by_id,
      OLD.snapshot, OLD.pdf, OLD.sha256)
     IS DISTINCT FROM
     (NEW.year, NEW.number, NEW.donation_id, NEW.legal_nature, NEW.amount, NEW.issued_at, NEW.issued_by_id,
      NEW.snapshot, NEW.pdf, NEW.sha256) THEN
    RAISE EXCEPTION 'receipt_is_final: what was printed cannot change';
  END IF;
  IF OLD.status = 'annulled' AND (OLD.status, OLD.annul_reason, OLD.annulled_at)
     IS DISTINCT FROM (NEW.status, NEW.annul_reason, NEW.annulled_at) THEN
    RAISE EXCEPTION 'receipt_is_final: an annulled receipt stays annulled';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER receipt_is_final BEFORE UPDATE OR DELETE ON fundraising_receipt
FOR EACH ROW EXECUTE FUNCTION receipt_is_final();
"""
UNGUARD = "DROP TRIGGER receipt_is_final ON fundraising_receipt; DROP FUNCTION receipt_is_final();"


def load_rules(apps, schema_editor) -> None:
    """Write the dated rules, unless there are some."""
    from fundraising.tax_rules import RULES

    rule = apps.get_model("fundraising", "TaxRule")
    if not rule.objects.exists():
        rule.objects.bulk_create(rule(**facts) for facts in RULES)


class Migration(migrations.Migration):
    dependencies = [("fundraising", "0001_initial")]
    operations = [
        migrations.RunSQL(GUARD, UNGUARD),
        migrations.RunPython(load_rules, migrations.RunPython.noop),
    ]
