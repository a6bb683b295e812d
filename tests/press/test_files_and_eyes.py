"""What a second person approved stays as it was read: files count as text, and the admin panel opens only drafts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from press.actions import images, releases
from press.models import PressRelease
from tests.press.conftest import AT

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("foto.png", PNG, "image/png")


def attach(release, by):
    return images.attach(release=release, upload=upload(), alt_text="Volontari al lavoro", by=by, at=AT)


def test_a_file_added_to_an_approved_release_asks_for_the_approval_again(approved, officer):
    release = approved()
    attach(release, officer)
    row = PressRelease.objects.get(pk=release.pk)
    assert (row.status, row.approved_by, row.approved_at) == ("draft", None, None)


def test_no_file_is_added_to_or_taken_off_a_published_release(draft, head, officer):
    release = draft()
    kept = attach(release, officer)
    releases.hand_in(release=release, by=officer, at=AT)
    releases.decide(release=release, granted=True, by=head, at=AT)
    releases.let_out(release=release, by=officer, at=AT)
    with pytest.raises(releases.NotNow):
        attach(release, officer)
    with pytest.raises(releases.NotNow):
        images.detach(release=release, attachment=kept, by=officer, at=AT)
    assert list(release.attachments.all()) == [kept]


def test_the_page_says_why_a_file_cannot_be_added(published, officer, sign_in):
    release = published()
    answer = sign_in(officer).post(
        f"/comunicati/{release.pk}/allegati/", {"file-file": upload(), "file-alt_text": "Volontari al lavoro"}
    )
    assert (answer.status_code, release.attachments.count()) == (422, 0)


def test_the_admin_panel_changes_drafts_only(draft, published, head, sign_in):
    head.is_staff = head.is_superuser = True
    head.save()
    client = sign_in(head)
    pages = [client.get(f"/admin/press/pressrelease/{release.pk}/change/") for release in (draft(), published())]
    assert [b'name="_save"' in page.content for page in pages] == [True, False]
