"""Building a long file in a worker: the list's own address is opened as its owner, who may see what she may see."""

import logging
from tempfile import TemporaryFile

from django.core.files import File
from django.test import RequestFactory
from django.urls import resolve
from django.utils import timezone, translation

from relations.actions import exports
from relations.models import ListExport

log = logging.getLogger(__name__)


def build(pk: int) -> bool:
    """Build the file of a waiting export; False when there is nothing to do or it could not be made."""
    export = exports.take(pk=pk, at=timezone.now())
    if export is None:
        return False
    try:
        with TemporaryFile() as sink:
            _write(export, sink)
            sink.seek(0)
            export.file.save(f"x.{export.kind}", File(sink), save=False)
    except Exception:
        log.exception("an export could not be built")
        exports.failed(export=export)
        return False
    exports.ready(export=export, rows=export.rows or 0, at=timezone.now())
    return True


def _write(export: ListExport, sink) -> None:
    request = RequestFactory().post(f"{export.path}?{export.query}", {"formato": export.kind})
    request.user, request.htmx, request.session = export.owner, False, {}
    request.export_sink = sink
    found = resolve(export.path)
    with translation.override(export.owner.language or "it"):
        response = found.func(request, *found.args, **found.kwargs)
    if response.status_code != 204:
        raise PermissionError(export.path)
