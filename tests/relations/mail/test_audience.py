"""Any of some groups and lists, less others: the numbers while one chooses are those the engine keeps."""
from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from press.models import Newsletter
from press.queries import newsletters as press_queries
from relations.actions import consents, mailing_lists, parties, segments
from relations.mail import addresses, audience, audiences, mailings, policy, subscriptions
from relations.mail.audience import Choice, Recipient
from relations.models import AudiencePart, Mailing, MailingList, OfficeSettings, User
from relations.segments import Condition, Group

pytestmark = pytest.mark.django_db


def person(first: str, *emails: str, kind: str = "email", **fields):
    made = parties.add_person(first_name=first, last_name="Prova", by=None, at=timezone.now(), **fields)
    for email in emails:
        parties.add_contact_point(party=made, kind=kind, value=email, by=None, at=timezone.now())
    return made


def listed(name: str, *people) -> MailingList:
    made = mailing_lists.add(name=name, by=None, at=timezone.now())
    mailing_lists.put_on(mailing_list=made, people=[one.pk for one in people], by=None, at=timezone.now())
    return made


def reached(choice: Choice) -> list[str]:
    found = audience.weigh(audience.everybody("newsletter", choice, at=timezone.now()), "newsletter")
    return sorted(one.email for one in found if not one.reason)


def left_out(choice: Choice) -> dict[str, str]:
    found = audience.weigh(audience.everybody("newsletter", choice, at=timezone.now()), "newsletter")
    return {one.email: one.reason for one in found if one.reason}


@pytest.fixture
def ada(office, consent):
    found = person("Ada", "ada@posta.example")
    consent("ada@posta.example", person=found)
    return found


@pytest.fixture
def bea(office, consent):
    """She has two addresses and subscribed with the second."""
    found = person("Bea", "bea@lavoro.example", "bea@casa.example")
    consent("bea@casa.example")
    return found


@pytest.fixture
def carla(office):
    """Nobody ever asked her."""
    return person("Carla", "carla@posta.example")


def test_with_nothing_ticked_it_goes_to_all_who_asked(ada, bea, carla, consent):
    consent("senza@scheda.example")
    assert reached(audience.EVERYBODY) == ["ada@posta.example", "bea@casa.example", "senza@scheda.example"]


def test_a_list_reaches_those_who_asked_and_tells_who_did_not(ada, bea, carla):
    both = Choice((listed("Assemblea", ada, bea, carla),))
    assert (reached(both), left_out(both)) == (["ada@posta.example", "bea@casa.example"], {"carla@posta.example": "no_consent"})


def test_any_of_two_less_a_third(ada, bea, carla, consent):
    consent("carla@posta.example", person=carla)
    choice = Choice((listed("Uno", ada, bea), listed("Due", bea, carla)), (listed("Meno", ada),))
    assert reached(choice) == ["bea@casa.example", "carla@posta.example"]


def test_everybody_less_a_list(ada, bea, consent):
    consent("senza@scheda.example")
    assert reached(Choice((), (listed("Meno", bea),))) == ["ada@posta.example", "senza@scheda.example"]


def test_a_list_and_a_group_together_give_one_copy(ada, bea, office):
    group = segments.add(name="Con e-mail", on="person", group=Group("all", [Condition("email")]), by=None, at=timezone.now())
    assert reached(Choice((listed("Uno", ada, bea), group))) == ["ada@posta.example", "bea@casa.example"]


def test_who_has_only_certified_mail_is_left_out_for_that(office):
    found = Choice((listed("Uno", person("Pia", "pia@pec.example.it", kind="pec")),))
    assert left_out(found) == {"pia@pec.example.it": "pec"}


def test_who_has_no_address_is_said_apart(ada, office):
    assert audience.without_address(Choice((listed("Uno", ada, person("Zoe")),)), at=timezone.now()) == 1


def test_the_archived_are_on_no_list(ada, bea):
    found = listed("Uno", ada, bea)
    ada.archived_at = timezone.now()
    ada.save(update_fields=["archived_at"])
    assert reached(Choice((found,))) == ["bea@casa.example"]


def test_the_people_listed_cost_the_same_for_one_and_for_thirty(office, consent):
    costs = []
    for number in (1, 29):
        for place in range(number):
            consent(f"p{number}-{place}@posta.example")
        with CaptureQueriesContext(connection) as captured:
            found = press_queries.people("newsletter", audience.EVERYBODY, reason="", words="", at=timezone.now())
        costs.append((len(captured), found.number))
    assert (costs[0][0], costs[0][1], costs[1][1]) == (costs[1][0], 1, 30)


def test_the_people_are_paged_and_found_by_address(office, consent):
    consent(*[f"p{number:02}@posta.example" for number in range(60)])
    at = timezone.now()
    first = press_queries.people("newsletter", audience.EVERYBODY, reason="", words="", at=at)
    second = press_queries.people("newsletter", audience.EVERYBODY, reason="", words="", at=at, start=first.next_from)
    assert (len(first.rows), first.number, len(second.rows), second.next_from) == (50, 60, 10, None)
    found = press_queries.people("newsletter", audience.EVERYBODY, reason="", words="P07@", at=at)
    assert [one.email for one in found.rows] == ["p07@posta.example"]


# --- publics -------------------------------------------------------------------------------
def test_each_recipient_counts_in_exactly_one_public(mailing, office, consent):
    body = parties.add_organization(kind="public_body", name="Comune di Mortara", by=None, at=timezone.now())
    firm = parties.add_organization(kind="company", name="Meccanica", by=None, at=timezone.now())
    worker, citizen = person("Ugo", "ugo@ditta.example"), person("Ida", "ida@posta.example")
    parties.affiliate(person=worker, organization=firm, role="titolare", by=None, at=timezone.now())
    made = mailing("x@posta.example", state="draft")
    consent("ugo@ditta.example", "ida@posta.example", "protocollo@comune.example")
    mailings.set_audience(mailing=made, at=timezone.now(), recipients=[
        Recipient("ugo@ditta.example", worker), Recipient("ida@posta.example", citizen),
        Recipient("protocollo@comune.example", organization=body), Recipient("x@posta.example"),
    ])  # fmt: skip
    found = {term.key: number for term, number in audiences.of_mailing(made)}
    assert (found, sum(found.values())) == ({"companies": 1, "institutions": 1, "citizens": 2}, 4)


def test_what_goes_to_the_press_is_for_the_press(mailing):
    made = mailing("a@posta.example", state="draft")
    Mailing.objects.filter(pk=made.pk).update(purpose="press")
    assert [term.key for term, _number in audiences.of_mailing(made)] == ["press"]


# --- against a recount ------------------------------------------------------------------------
EVENTS = ["confirmed", "requested", "withdrawn", "imported", "refused"]


class Recounted(TestCase):
    """Whatever the ledger, the lists and the blocks: the numbers equal a recount by hand, before and after handing in."""

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        people=st.lists(
            st.tuples(
                st.sampled_from([None, *EVENTS]), st.booleans(), st.booleans(), st.sampled_from(["", "blocked", "dead", "paused"])
            ),
            min_size=1, max_size=8,
        ),
        everybody=st.booleans(),
    )  # fmt: skip
    def test_the_numbers_equal_a_recount(self, people, everybody):
        OfficeSettings.objects.get_or_create(pk=1, defaults={"name": "CSV", "short_name": "CSV"})
        at, inside, outside, wanted = timezone.now(), [], [], {}
        for number, (event, is_in, is_out, trouble) in enumerate(people):
            email = f"p{number}@posta.example"
            one = person(f"P{number}", email)
            if event:
                consents.record(email=email, purpose="newsletter", event=event, source="x", at=at, person=one)
            if event and trouble == "paused":
                until = (timezone.localdate(at) + timedelta(days=9)).isoformat()
                consents.record(email=email, purpose="newsletter", event="paused", source="x", at=at, person=one, evidence={"until": until})
            if trouble == "blocked":
                subscriptions.block(email=email, at=at, by=None)
            if trouble == "dead":
                one.died_on = timezone.localdate(at)
                one.save(update_fields=["died_on"])
            inside += [one] if is_in else []
            outside += [one] if is_out else []
            if (event is not None if everybody else is_in) and not is_out:
                wanted[email] = (
                    policy.BLOCKED if trouble == "blocked" else policy.DEAD if trouble == "dead"
                    else policy.PAUSED if event and trouble == "paused"
                    else {None: "no_consent", "requested": "no_consent", "withdrawn": "withdrawn", "refused": "withdrawn"}.get(event, "")
                )  # fmt: skip
        choice = Choice(() if everybody else (listed("Dentro", *inside),), (listed("Fuori", *outside),))
        found = audience.numbers("newsletter", choice, at=at)
        by_hand = {reason: list(wanted.values()).count(reason) for reason in {*wanted.values()} - {""}}
        assert (found.included, dict(found.excluded)) == (list(wanted.values()).count(""), by_hand)
        made = mailings.create(purpose="newsletter", title="x", by=None, at=at)
        counts = mailings.set_audience(mailing=made, recipients=audience.everybody("newsletter", choice, at=at), at=at)
        assert (counts.to_send, counts.excluded, counts.duplicates) == (found.included, found.excluded, 0)
        kept = dict(made.deliveries.values_list("email", "reason"))
        assert kept == wanted


# --- choosing it for a letter ----------------------------------------------------------------------
@pytest.fixture
def letter(office, author) -> Newsletter:
    from press.actions import newsletters

    return newsletters.draft(author=author, at=timezone.now(), title="Dicembre", subject="Auguri", body="<p>Ciao</p>")


@pytest.fixture
def desk(client, office, head):
    from django.contrib.auth.models import Permission

    head.user_permissions.set(Permission.objects.filter(content_type__app_label__in=["relations", "press"]))
    client.force_login(User.objects.get(pk=head.pk))
    return client


def test_the_number_follows_the_ticks_and_keeps_nothing_until_saved(desk, letter, ada, bea):
    one = listed("Uno", ada)
    path = f"/newsletter/{letter.pk}/destinatari/"
    part = desk.get(f"{path}?scelta=1&dentro=l{one.pk}", headers={"HX-Request": "true"})
    assert (part.templates[0].name, part.context["audience"].included) == ("press/newsletters/_audience_live.html", 1)
    assert (AudiencePart.objects.count(), desk.get(path).context["audience"].included) == (0, 2)
    desk.post(path, {"dentro": f"l{one.pk}"})
    assert desk.get(path).context["audience"].included == 1


def test_what_is_both_in_and_out_is_out(desk, letter, ada, bea):
    one = listed("Uno", ada)
    desk.post(f"/newsletter/{letter.pk}/destinatari/", {"dentro": f"l{one.pk}", "fuori": f"l{one.pk}"})
    assert [(part.source, part.is_minus) for part in AudiencePart.objects.all()] == [(one, True)]


@pytest.mark.parametrize("query", ["dentro=x", "dentro=l999", "fuori=g%00", "motivo=x", "da=-1", "da=9999999", "q=%00", "scelta=1"])
def test_an_address_tampered_with_is_never_a_failure(desk, letter, ada, query):
    for tail in ("", "persone/"):
        assert desk.get(f"/newsletter/{letter.pk}/destinatari/{tail}?{query}").status_code == 200


def test_each_reason_opens_the_people_and_they_can_be_taken_away(desk, letter, ada, carla):
    one = listed("Uno", ada, carla)
    path = f"/newsletter/{letter.pk}/destinatari/persone/?scelta=1&dentro=l{one.pk}&motivo=no_consent"
    assert [row.email for row in desk.get(path).context["people"].rows] == ["carla@posta.example"]
    file = desk.post(path, {"formato": "csv"})
    assert "carla@posta.example;Carla Prova;" in file.content.decode()


def test_once_handed_in_the_people_are_the_engine_s(desk, mailing, consent):
    made = mailing("a@posta.example", "b@posta.example", state="in_review")
    subscriptions.block(email="b@posta.example", at=timezone.now(), by=None)
    path = f"/invii/{made.pk}/persone/"
    assert [row.email for row in desk.get(path).context["listing"].rows] == ["a@posta.example", "b@posta.example"]
    assert [row.email for row in desk.get(f"{path}?q=b@").context["listing"].rows] == ["b@posta.example"]
    assert addresses.normalize("A@posta.example") in desk.post(path, {"formato": "csv"}).getvalue().decode()


def test_the_people_of_a_mailing_cost_the_same_for_one_and_thirty(desk, mailing):
    costs = []
    for number in (1, 30):
        made = mailing(*[f"p{number}-{place}@posta.example" for place in range(number)])
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(f"/invii/{made.pk}/persone/").status_code == 200
        costs.append(len(captured))
    assert costs[0] == costs[1]
