"""The pages about mail: for recipients (public), for staff (outbox, mailings)."""
