"""Duplicates and merges."""
