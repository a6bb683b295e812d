"""The forms of fundraising, one module per noun."""
