"""What changed on a record, and putting it back."""
