"""What the screens of fundraising read."""
