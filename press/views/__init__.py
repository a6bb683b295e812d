"""The pages of the press office: one form or query, one action, one template."""
