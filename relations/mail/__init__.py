"""The one mail engine: everything that leaves by mail is a row here first. See docs/mail.md."""
