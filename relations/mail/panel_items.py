"""What the mail engine shows on others' pages."""
