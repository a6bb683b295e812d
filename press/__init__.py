"""The press app."""
