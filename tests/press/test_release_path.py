"""The path of a release: who may do what, and when."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from press.actions import releases
from press.models import PressRelease, ReleaseVersion
from relations.actions.approvals import ApprovalRefused
from relations.models import Approval
from tests.press.conftest import AT, TEXT

pytestmark = pytest.mark.django_db


def test_the_author_never_approves_their_own_release(draft, officer, head):
    release = draft()
    releases.hand_in(release=release, by=head, at=AT)
    with pytest.raises(ApprovalRefused):
        releases.decide(release=release, granted=True, by=officer, at=AT)
    release.refresh_from_db()
    assert (release.status, release.approved_by) == ("in_review", None)


def test_who_handed_it_in_does_not_approve_it_either(editor, head):
    release = releases.draft(author=editor, at=AT, **TEXT)
    releases.hand_in(release=release, by=head, at=AT)
    with pytest.raises(ApprovalRefused):
        releases.decide(release=release, granted=True, by=head, at=AT)


def test_the_database_refuses_an_approval_by_the_author(approved):
    release = approved()
    with pytest.raises(IntegrityError, match="release_four_eyes"), transaction.atomic():
        PressRelease.objects.filter(pk=release.pk).update(approved_by=release.author)


def test_the_database_refuses_a_public_release_without_a_number(approved):
    release = approved()
    with pytest.raises(IntegrityError, match="public_release_has_number"), transaction.atomic():
        PressRelease.objects.filter(pk=release.pk).update(status="published", published_at=AT)


def test_a_draft_cannot_be_let_out(draft, officer):
    with pytest.raises(releases.NotNow):
        releases.let_out(release=draft(), by=officer, at=AT)


def test_a_release_without_summary_cannot_be_handed_in(draft, officer):
    with pytest.raises(releases.NotNow):
        releases.hand_in(release=draft(summary=""), by=officer, at=AT)


def test_a_change_after_the_approval_asks_for_a_new_one(approved, officer):
    release = approved()
    assert releases.revise(release=release, by=officer, at=AT, title="Un altro titolo")
    assert (release.status, release.approved_by, release.version) == ("draft", None, 2)


def test_a_change_while_it_waits_withdraws_the_request(draft, officer):
    release = draft()
    releases.hand_in(release=release, by=officer, at=AT)
    releases.revise(release=release, by=officer, at=AT, title="Un altro titolo")
    assert list(Approval.objects.values_list("status", flat=True)) == ["withdrawn"]


def test_a_published_text_is_frozen(published, officer):
    release = published()
    with pytest.raises(releases.NotNow):
        releases.revise(release=release, by=officer, at=AT, title="Un altro titolo")


def test_the_same_text_makes_no_version(draft, officer):
    release = draft()
    assert not releases.revise(release=release, by=officer, at=AT, title=release.title)
    assert ReleaseVersion.objects.count() == 1


def test_an_old_page_does_not_overwrite_a_newer_version(draft, officer, editor):
    release = draft()
    releases.revise(release=release, by=editor, at=AT, seen=1, title="Titolo di Davide")
    with pytest.raises(releases.ChangedMeanwhile):
        releases.revise(release=release, by=officer, at=AT, seen=1, title="Titolo di Elena")
    release.refresh_from_db()
    assert release.title == "Titolo di Davide"


def test_sent_back_with_a_reason_it_is_a_draft_again(draft, officer, head):
    release = draft()
    releases.hand_in(release=release, by=officer, at=AT)
    releases.decide(release=release, granted=False, by=head, at=AT, reason="Manca la fonte del dato.")
    assert release.status == "draft"
    assert Approval.objects.get().reason == "Manca la fonte del dato."


def test_the_clock_publishes_at_the_minute_and_only_once(approved, officer):
    release = releases.let_out(release=approved(), by=officer, at=AT, publish_at=AT + timedelta(hours=2))
    assert (release.status, release.number) == ("scheduled", None)
    assert releases.publish_due(at=AT + timedelta(hours=2, seconds=-1)) == 0
    assert releases.publish_due(at=AT + timedelta(hours=2)) == 1
    assert releases.publish_due(at=AT + timedelta(hours=3)) == 0
    release.refresh_from_db()
    assert (release.status, release.code) == ("published", "1/2026")


def test_the_embargo_lifts_by_itself(approved, officer):
    release = releases.let_out(release=approved(), by=officer, at=AT, embargo_until=AT + timedelta(days=1))
    assert release.status == "under_embargo"
    releases.publish_due(at=AT + timedelta(days=1))
    release.refresh_from_db()
    assert release.status == "published"


def test_taken_back_it_does_not_come_out(approved, officer):
    release = releases.let_out(release=approved(), by=officer, at=AT, publish_at=AT + timedelta(hours=2))
    releases.hold_back(release=release, by=officer, at=AT)
    assert releases.publish_due(at=AT + timedelta(hours=3)) == 0
    assert release.status == "approved"


def test_the_number_follows_the_year_in_rome(approved, officer):
    new_year_in_rome = AT.replace(month=12, day=31, hour=23, minute=30)
    release = releases.let_out(release=approved(), by=officer, at=new_year_in_rome)
    assert release.code == "1/2027"


def test_a_published_correction_marks_the_first(published, officer, head):
    first = published()
    correction = releases.draft_correction(release=first, author=officer, at=AT)
    releases.hand_in(release=correction, by=officer, at=AT)
    releases.decide(release=correction, granted=True, by=head, at=AT)
    first.refresh_from_db()
    assert first.status == "published"
    releases.let_out(release=correction, by=officer, at=AT)
    first.refresh_from_db()
    assert (first.status, correction.code) == ("corrected", "2/2026")


def test_a_withdrawn_number_is_not_given_again(published, officer):
    releases.withdraw(release=published(), reason="Dato sbagliato", by=officer, at=AT)
    assert published().code == "2/2026"


@pytest.mark.django_db(transaction=True)
def test_fifty_releases_by_eight_threads_get_fifty_consecutive_numbers(approved, officer):
    waiting = [approved(title=f"Comunicato {number}").pk for number in range(50)]
    turn, failures = threading.Lock(), []

    def work() -> None:
        try:
            while True:
                with turn:
                    if not waiting:
                        return
                    pk = waiting.pop()
                releases.let_out(release=PressRelease.objects.get(pk=pk), by=officer, at=AT)
        except Exception as error:  # told by the assertion below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(PressRelease.objects.values_list("number", flat=True)) == list(range(1, 51))
