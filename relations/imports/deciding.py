"""What will become of each row, as SQL: the dry run counts with it, the import writes with it."""

# Over a staged row `r` and its import `i`.
DECISION = """CASE
  WHEN r.is_bad OR (r.has_problems AND NOT i.keeps_doubtful) THEN 'error'
  WHEN coalesce(CASE WHEN r.person IS NOT NULL THEN r.person_match ELSE r.organization_match END, r.twin) IS NULL
    OR (r.person IS NULL AND r.body_lead IS NOT NULL) THEN 'add'
  WHEN r.choice <> '' THEN r.choice
  WHEN r.is_sure THEN i.if_sure
  ELSE i.if_maybe END"""
