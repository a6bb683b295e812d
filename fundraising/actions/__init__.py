"""What can be done in fundraising."""
