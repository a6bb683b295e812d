"""Listening: feedback, surveys, open meetings, volunteering, involvement."""

from django.urls import include, path

from relations.views import (
    feedback,
    gatherings,
    involvement,
    public_feedback,
    public_gatherings,
    public_surveys,
    public_volunteering,
    surveys,
    volunteering,
)

involvement_urls = [
    path("", involvement.page, name="involvement"),
    path("passi/", involvement.follow, name="involvement_follow"),
    path("<slug:slug>/", involvement.step, name="involvement_step"),
]
feedback_urls = [
    path("", feedback.listing, name="feedback"),
    path("nuova/", feedback.new, name="feedback_new"),
    path("<int:pk>/", feedback.detail, name="feedback_item"),
    path("<int:pk>/decisione/", feedback.decide, name="feedback_decide"),
    path("<int:pk>/risposta/", feedback.answer, name="feedback_answer"),
    path("<int:pk>/incarico/", feedback.take, name="feedback_take"),
    path("<int:pk>/persona/", feedback.connect, name="feedback_connect"),
]
survey_urls = [
    path("", surveys.listing, name="surveys"),
    path("nuovo/", surveys.new, name="survey_new"),
    path("<int:pk>/", surveys.detail, name="survey"),
    path("<int:pk>/modifica/", surveys.edit, name="survey_edit"),
    path("<int:pk>/domande/", surveys.question_add, name="survey_question_add"),
    path("<int:pk>/domande/ordine/", surveys.order, name="survey_order"),
    path("<int:pk>/domande/<int:number>/", surveys.question, name="survey_question"),
    path("<int:pk>/domande/<int:number>/segnalazione/", surveys.voice, name="survey_voice"),
    path("<int:pk>/anteprima/", surveys.preview, name="survey_preview"),
    path("<int:pk>/comando/", surveys.command, name="survey_command"),
    path("<int:pk>/inviti/", surveys.invite, name="survey_invite"),
    path("<int:pk>/risultati.csv", surveys.download, name="survey_download"),
]
gathering_urls = [
    path("", gatherings.listing, name="gatherings"),
    path("nuovo/", gatherings.new, name="gathering_new"),
    path("<slug:slug>/", gatherings.detail, name="gathering"),
    path("<slug:slug>/modifica/", gatherings.edit, name="gathering_edit"),
    path("<slug:slug>/comando/", gatherings.command, name="gathering_command"),
    path("<slug:slug>/iscritti.csv", gatherings.download, name="gathering_download"),
    path("<slug:slug>/iscritti/<int:pk>/", gatherings.signup_act, name="gathering_signup_act"),
    path("<slug:slug>/porta/", gatherings.door, name="gathering_door"),
    path("<slug:slug>/idee/", gatherings.ideas, name="gathering_ideas"),
    path("<slug:slug>/verbale/", gatherings.minutes, name="gathering_minutes"),
]
volunteering_urls = [
    path("", volunteering.listing, name="opportunities"),
    path("nuova/", volunteering.new, name="opportunity_new"),
    path("ore/", volunteering.hours, name="volunteer_hours"),
    path("<slug:slug>/", volunteering.detail, name="opportunity"),
    path("<slug:slug>/modifica/", volunteering.edit, name="opportunity_edit"),
    path("<slug:slug>/comando/", volunteering.command, name="opportunity_command"),
    path("<slug:slug>/turni/", volunteering.shift_add, name="shift_add"),
    path("<slug:slug>/turni/<int:pk>/togli/", volunteering.shift_remove, name="shift_remove"),
    path("<slug:slug>/adesioni/<int:pk>/", volunteering.signup_act, name="volunteer_signup_act"),
    path("<slug:slug>/ore/", volunteering.hours_save, name="volunteer_hours_save"),
]
public_urls = [
    path("scriveteci/", public_feedback.write, name="feedback_write"),
    path("scriveteci/<str:token>/", public_feedback.status, name="feedback_status"),
    path("sondaggio/<str:key>/", public_surveys.public, name="survey_public"),
    path("sondaggio/<str:key>/grazie/", public_surveys.thanks, name="survey_thanks"),
    path("sondaggio/invito/<str:token>/", public_surveys.personal, name="survey_answer"),
    path("appuntamenti/", public_gatherings.listing, name="gatherings_public"),
    path("appuntamenti/iscrizione/<str:token>/", public_gatherings.signup, name="gathering_signup"),
    path("appuntamenti/<slug:slug>/", public_gatherings.page, name="gathering_public"),
    path("appuntamenti/<slug:slug>/guardate-la-posta/", public_gatherings.asked, name="gathering_asked"),
    path("appuntamenti/<slug:slug>/incontro.ics", public_gatherings.calendar, name="gathering_calendar"),
    path("volontariato/", public_volunteering.listing, name="opportunities_public"),
    path("volontariato/adesione/<str:token>/", public_volunteering.signup, name="volunteer_signup"),
    path("volontariato/ore/<str:token>/", public_volunteering.hours, name="volunteer_hours_confirm"),
    path("volontariato/<slug:slug>/", public_volunteering.page, name="opportunity_public"),
    path("volontariato/<slug:slug>/guardate-la-posta/", public_volunteering.asked, name="opportunity_asked"),
]
urlpatterns = [
    path("comunita/coinvolgimento/", include(involvement_urls)),
    path("comunita/segnalazioni/", include(feedback_urls)),
    path("comunita/sondaggi/", include(survey_urls)),
    path("comunita/incontri/", include(gathering_urls)),
    path("comunita/volontariato/", include(volunteering_urls)),
    path("", include(public_urls)),
]
