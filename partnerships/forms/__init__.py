"""The forms of partnerships, one module per noun."""
