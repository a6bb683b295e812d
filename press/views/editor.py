"""The text editor's scripts, with the page's nonce: an import map must be inline, so it carries one."""

from django.forms import Form
from django.http import HttpRequest
from django.utils.safestring import SafeString
from js_asset import Media


def editor_media(request: HttpRequest, form: Form) -> SafeString:
    """Return the tags that `form` needs in the page."""
    return Media.from_media(form.media).with_nonce(str(request.csp_nonce)).render()
