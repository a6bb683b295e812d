"""What the ground floor's screens read."""
