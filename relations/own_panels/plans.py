"""Follow-up plans and calendars."""
