"""Screens of partnerships, one module per noun."""
