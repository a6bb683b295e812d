"""Bringing files of contacts into the archive: reading, columns, dry run, writing, undo."""
