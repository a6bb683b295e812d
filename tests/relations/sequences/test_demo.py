"""The demo's share: one sequence with people in every state, one that waits for approval, a few full weeks."""

import pytest
from django.utils import timezone

from relations import demo as office_demo
from relations.demo import sequences as demo
from relations.mail import budget
from relations.mail import demo as mail_demo
from relations.models import Approval, MailSequence, SequenceRun, SequenceRunStep

pytestmark = pytest.mark.django_db


def test_the_demo_shows_a_sequence_alive():
    told = office_demo.Demo(now=timezone.now(), progress=lambda line: None)
    office_demo.build_relations(told)
    demo.build(told)
    demo.invite(told)
    mail_demo.build(told)
    demo.fill_a_week(told)
    assert dict(MailSequence.objects.values_list("key", "is_on")) == {"welcome": True, "proposal": False, "first_gift": False}
    assert set(SequenceRun.objects.values_list("state", flat=True)) >= {"running", "stopped"}
    assert set(SequenceRun.objects.filter(state="stopped").values_list("reason", flat=True)) == {"reply", "by_hand"}
    assert SequenceRunStep.objects.filter(state="waiting").exists()
    assert Approval.objects.filter(status="requested", title="Proposta senza risposta").exists()
    assert budget.held().count() == 6
