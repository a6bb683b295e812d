"""Short messages that say what happened, with an undo where there is one."""

from django.contrib import messages
from django.http import HttpRequest


def toast(request: HttpRequest, text: str, *, undo_url: str = "", then: str = "", level: int = messages.SUCCESS) -> None:
    """Show `text` on the next page; `undo_url` gets a POST button "Annulla".

    `then` ("12:person:5", a follow-up just done and whom it was about) makes it ask what comes next.
    """
    tags = [f"undo:{undo_url}" if undo_url else "", f"then:{then}" if then else ""]
    messages.add_message(request, level, text, extra_tags=" ".join(filter(None, tags)))
