"""The mail engine under fire: real processes killed for real, counted at the mail server (docs/mail.md)."""
