"""The text editor: what it may write in a mail, and its scripts with the page's nonce (an import map must be inline)."""

import json
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from js_asset import Media

# Quotes look broken in many mail programs.
MAIL_EXTENSIONS = {
    "Bold": True, "Italic": True, "BulletList": True, "OrderedList": True, "ListItem": True, "Heading": {"levels": [2, 3]},
    "Link": {"enableTarget": False, "protocols": ["https", "http", "mailto", "tel"]}, "HardBreak": True,
}  # fmt: skip


def words() -> dict[str, str]:
    """Return the words of the editor's buttons and dialogs, from its own to the reader's."""
    return {
        "paragraph": _("Paragraph"), "Paragraph": _("Paragraph"), "Heading 2": _("Big heading"), "Heading 3": _("Small heading"),
        "unordered list": _("List"), "ordered list": _("Numbered list"), "List properties": _("How the list is numbered"),
        "blockquote": _("Quotation"), "bold": _("Bold"), "italic": _("Italic"), "insert link": _("Put a link"),
        "remove link": _("Take the link off"), "undo": _("Undo the last change"), "redo": _("Do it again"),
        "Edit Link": _("Link"), "URL": _("Address of the page"), "Title": _("Title"), "Update": _("Put it in"),
        "Cancel": _("Go back"), "Insert": _("Put it in"), "Start at": _("Begins with"), "List type": _("Kind of list"),
        "Decimal numbers": _("Numbers"), "Lowercase letters": _("Small letters"), "Uppercase letters": _("Capital letters"),
        "Lowercase Roman numerals": _("Small Roman numerals"), "Uppercase Roman numerals": _("Roman numerals"),
    }  # fmt: skip


def editor_media(request: HttpRequest, form: Any) -> SafeString:
    """Return the tags that `form` (or a formset) needs in the page."""
    media = Media.from_media(form.media).with_nonce(str(request.csp_nonce)).render()
    return format_html(
        '<script src="{}" data-words="{}"></script>{}', static("js/newsletter-editor.js"), json.dumps(words()), media
    )
