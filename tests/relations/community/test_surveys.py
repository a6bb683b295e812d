"""Surveys: what is anonymous cannot be joined, few answers are not shown, each link answers once."""

from uuid import uuid4

import pytest
from django.db import connection

from relations.actions import consents, survey_answers, surveys
from relations.models import (
    AnonymousResponse,
    AuditEvent,
    Delivery,
    FeedbackItem,
    NamedResponse,
    SecretLink,
    SurveyInvitation,
    TimelineEntry,
)
from relations.queries import surveys as queries
from tests.relations.conftest import AT


def columns(model) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [model._meta.db_table])
        return dict(cursor.fetchall())


def answer(survey, number=0, **kwargs):
    one, many, scale, yes, short, _long = queries.questions(survey)
    answers = {str(one.pk): number % 2, str(many.pk): [0, 2], str(scale.pk): 4, str(yes.pk): True, str(short.pk): f"parola {number}"}
    return survey_answers.answer(survey=survey, answers=answers, key=uuid4(), at=AT, **kwargs)


# --- anonymous -------------------------------------------------------------------
def test_an_anonymous_answer_has_a_random_number_the_survey_and_the_answers_and_nothing_else(db):
    assert columns(AnonymousResponse) == {"id": "uuid", "survey_id": "bigint", "answers": "jsonb"}


def test_an_invitation_has_no_moment_and_no_number_of_an_answer(db):
    assert columns(SurveyInvitation) == {
        "id": "bigint", "survey_id": "bigint", "person_id": "bigint", "email": "character varying", "answered": "boolean",
    }  # fmt: skip


def test_nothing_in_the_schema_refers_to_an_anonymous_answer(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND confrelid = %s::regclass",
            [AnonymousResponse._meta.db_table],
        )
        assert cursor.fetchall() == []


def test_no_trigger_keeps_a_history_of_answers_or_of_who_answered(db):
    """A trigger that wrote each change with its moment would be the key to join by."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN (%s::regclass, %s::regclass)",
            [AnonymousResponse._meta.db_table, SurveyInvitation._meta.db_table],
        )
        assert cursor.fetchall() == []


def test_answering_by_a_personal_link_leaves_no_trace_but_the_mark(survey, with_mail, officer):
    row = survey(is_anonymous=True)
    surveys.invite(survey=row, people=[with_mail()], by=officer, at=AT)
    invitation = row.invitations.get()
    before = (AuditEvent.objects.count(), TimelineEntry.objects.count())
    assert answer(row, invitation=invitation) is True
    invitation.refresh_from_db()
    link = SecretLink.objects.get(scope="survey")
    assert (invitation.answered, link.used_at) == (True, None)
    assert (AuditEvent.objects.count(), TimelineEntry.objects.count()) == before


def versions(table: str, survey_id: int) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT xmin::text FROM {table} WHERE survey_id = %s", [survey_id])
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
def test_the_database_s_own_row_versions_do_not_tell_whose_answer_it_was(survey, with_mail, officer):
    row = survey(is_anonymous=True)
    people = [with_mail(f"P{n}", "Prova", f"p{n}@posta.example") for n in range(3)]
    surveys.invite(survey=row, people=people, by=officer, at=AT)
    for invitation in row.invitations.order_by("pk")[:2]:
        answer(row, invitation=invitation)
    assert len(versions("relations_surveyinvitation", row.pk)) == 1
    assert len(versions("relations_anonymousresponse", row.pk)) == 2


def test_a_personal_link_answers_once(survey, with_mail, officer):
    row = survey(is_anonymous=True)
    surveys.invite(survey=row, people=[with_mail()], by=officer, at=AT)
    invitation = row.invitations.get()
    assert [answer(row, invitation=invitation), answer(row, invitation=invitation)] == [True, False]
    assert row.anonymous_responses.count() == 1


def test_the_same_form_sent_twice_is_one_answer(survey):
    row, key = survey(is_anonymous=True), uuid4()
    assert [survey_answers.answer(survey=row, answers={}, key=key, at=AT) for _ in range(2)] == [True, False]


def test_results_of_an_anonymous_survey_show_from_five_answers(survey, staff):
    row = survey(is_anonymous=True)
    for number in range(4):
        answer(row, number)
    assert "parola 0" not in staff.get(row.get_absolute_url()).content.decode()
    assert "parola" not in staff.get(f"{row.get_absolute_url()}risultati.csv").content.decode()
    answer(row, 4)
    assert "parola 0" in staff.get(row.get_absolute_url()).content.decode()


def test_the_file_of_an_anonymous_survey_has_counts_and_no_rows_of_answers(survey):
    row = survey(is_anonymous=True)
    for number in range(6):
        answer(row, number)
    asked = queries.questions(row)
    _heads, rows = queries.as_rows(row, asked, queries.answers_of(row))
    assert [line for line in rows if line[0] == "Chi siete?"] == [
        ["Chi siete?", "associazione", 3], ["Chi siete?", "impresa", 3], ["Chi siete?", "nessuna risposta", 0],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sizes", "shown"), [((6, 7), [True, True]), ((6, 4), [False, False]), ((4, 3), [False, False]), ((9, 0), [True])]
)
def test_small_groups_are_hidden_and_never_just_one(survey, sizes, shown):
    row = survey(is_anonymous=True)
    for group, size in enumerate(sizes):
        for number in range(size):
            answer(row, group + 2 * number)
    asked = queries.questions(row)
    assert [not group.is_hidden for group in queries.groups(asked[0], queries.answers_of(row), is_anonymous=True)] == shown


def test_a_group_that_mostly_skipped_a_question_is_hidden_there(survey):
    row = survey(is_anonymous=True)
    one, _many, scale, *_rest = queries.questions(row)
    for number in range(12):
        answers = {str(one.pk): number % 2} | ({str(scale.pk): 3} if number % 2 or number < 4 else {})
        survey_answers.answer(survey=row, answers=answers, key=uuid4(), at=AT)
    asked = queries.questions(row)
    table = next(t for t in queries.breakdown(row, one, asked, queries.answers_of(row)) if t["question"] == scale)
    assert [group["count"] for group in table["groups"]] == [None, None]


def test_what_people_were_told_about_anonymity_does_not_change(survey, officer):
    with pytest.raises(surveys.NotNow):
        surveys.change(survey=survey(is_anonymous=True), is_anonymous=False, by=officer, at=AT)


# --- by name, building, inviting ----------------------------------------------------
def test_a_named_answer_is_in_the_person_s_story(survey, with_mail, officer):
    row, person = survey(is_anonymous=False), with_mail()
    surveys.invite(survey=row, people=[person], by=officer, at=AT)
    answer(row, invitation=row.invitations.get())
    assert NamedResponse.objects.get().person == person
    assert person.timeline.filter(event__verb="survey.answered").count() == 1


def test_questions_stay_as_they_are_once_the_survey_is_open(survey, officer):
    row = survey()
    with pytest.raises(surveys.NotNow):
        surveys.add_question(survey=row, kind="short", label="Altro?", by=officer, at=AT)
    surveys.back_to_draft(survey=row, by=officer, at=AT)
    surveys.add_question(survey=row, kind="short", label="Altro?", by=officer, at=AT)


def test_questions_are_moved_by_their_arrows_and_by_dragging(survey, officer):
    row = survey(is_open=False)
    numbers = [question.pk for question in queries.questions(row)]
    surveys.move_question(question=queries.questions(row)[1], up=True, by=officer, at=AT)
    assert [question.pk for question in queries.questions(row)] == [numbers[1], numbers[0], *numbers[2:]]
    surveys.put_in_order(survey=row, order=numbers[::-1], by=officer, at=AT)
    assert [question.pk for question in queries.questions(row)] == numbers[::-1]


def test_inviting_twice_mails_once(survey, with_mail, officer):
    row, person = survey(), with_mail()
    assert surveys.invite(survey=row, people=[person], by=officer, at=AT)["invited"] == 1
    assert surveys.invite(survey=row, people=[person], by=officer, at=AT)["known"] == 1
    assert Delivery.objects.filter(email="paolo@posta.example").count() == 1


def test_the_mailing_goes_only_to_those_who_consented_with_a_link_each_and_waits_for_approval(survey, officer):
    from relations.mail import audience

    row = survey()
    for name, event in (("si", "granted"), ("no", "withdrawn"), ("anche", "confirmed")):
        consents.record(email=f"{name}@posta.example", purpose="surveys", event=event, source="prova", at=AT)
    mailing, number = surveys.prepare_mailing(survey=row, recipients=audience.subscribers("surveys", at=AT), by=officer, at=AT)
    assert (number, mailing.purpose, mailing.state) == (2, "surveys", "in_review")
    links = [delivery.words["collegamento"] for delivery in mailing.deliveries.order_by("email")]
    assert len(set(links)) == 2
    assert "[collegamento]" in mailing.html


def test_a_free_text_becomes_one_feedback_item(survey, staff):
    row = survey(is_anonymous=True)
    for number in range(5):
        answer(row, number)
    question = queries.questions(row)[4]
    key = queries.voice_key(question, "parola 3")
    for _turn in range(2):
        staff.post(f"{row.get_absolute_url()}domande/{question.pk}/segnalazione/", {"voce": str(key)})
    assert list(FeedbackItem.objects.values_list("text", "source", "person")) == [("parola 3", "survey", None)]
