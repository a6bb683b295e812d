"""The partnerships app."""
