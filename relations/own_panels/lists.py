"""Saved views, segments, labels."""
