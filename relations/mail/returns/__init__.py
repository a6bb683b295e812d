"""What comes back by mail: what it is (verdict, reading, quoting: pure), what follows (take), and the ways in (mailbox, webhooks)."""
