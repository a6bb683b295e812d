"""The text editor's scripts: see `relations.web.editor`."""

from relations.web.editor import editor_media, words

__all__ = ["editor_media", "words"]
