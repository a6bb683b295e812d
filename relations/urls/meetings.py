"""Meetings and promises."""

from django.urls import include, path

from relations.views import meeting_answers, meeting_room, meetings, promises

public_urls = [
    path("risposta/<str:token>/", meeting_answers.answer, name="meeting_answer"),
    path("sentito/<str:token>/", meeting_answers.confirm, name="meeting_heard"),
]
room_urls = [
    path("partecipanti/<int:pk>/togli/", meeting_room.remove_attendee, name="meeting_attendee_remove"),
    path("partecipanti/<int:pk>/presenza/", meeting_room.presence, name="meeting_attendee_presence"),
    path("partecipanti/<int:pk>/orario/", meeting_room.accept_time, name="meeting_attendee_time"),
    path("partecipanti/<int:pk>/sentito/", meeting_room.write_heard, name="meeting_heard_write"),
    path("sentiti/<int:pk>/manda/", meeting_room.send_heard, name="meeting_heard_send"),
    path("punti/<int:pk>/", meeting_room.write, name="meeting_item"),
    path("punti/<int:pk>/sposta/", meeting_room.move_item, name="meeting_item_move"),
    path("punti/<int:pk>/togli/", meeting_room.remove_item, name="meeting_item_remove"),
    path("decisioni/<int:pk>/togli/", meeting_room.remove_decision, name="meeting_decision_remove"),
]
meeting_urls = [
    path("", meetings.listing, name="meetings"),
    path("nuova/", meetings.new, name="meeting_new"),
    *public_urls,
    *room_urls,
    path("<slug:slug>/", meetings.detail, name="meeting"),
    path("<slug:slug>/modifica/", meetings.edit, name="meeting_edit"),
    path("<slug:slug>/invita/", meetings.invite, name="meeting_invite"),
    path("<slug:slug>/annulla/", meetings.cancel, name="meeting_cancel"),
    path("<slug:slug>/tenuta/", meetings.hold, name="meeting_hold"),
    path("<slug:slug>/non-tenuta/", meetings.unhold, name="meeting_unhold"),
    path("<slug:slug>/verbale/", meetings.send_minutes, name="meeting_minutes"),
    path("<slug:slug>/prossima/", meetings.plan_next, name="meeting_next"),
    path("<slug:slug>/scheda.pdf", meetings.brief, name="meeting_brief"),
    path("<slug:slug>/riunione.ics", meetings.calendar_file, name="meeting_calendar"),
    path("<slug:slug>/partecipanti/", meeting_room.add_attendee, name="meeting_attendee_add"),
    path("<slug:slug>/punti/", meeting_room.add_item, name="meeting_item_add"),
    path("<slug:slug>/esiti/", meeting_room.add_line, name="meeting_line"),
    path("<slug:slug>/promesse/", meeting_room.add_promise, name="meeting_promise"),
]
promise_urls = [
    path("", promises.listing, name="promises"),
    path("nuova/", promises.new, name="promise_new"),
    path("chi/", promises.who, name="who"),
    path("<int:pk>/", promises.detail, name="promise"),
    path("<int:pk>/mantenuta/", promises.keep, name="promise_keep"),
    path("<int:pk>/riapri/", promises.reopen, name="promise_reopen"),
    path("<int:pk>/nuovo-giorno/", promises.renegotiate, name="promise_renegotiate"),
    path("<int:pk>/non-mantenuta/", promises.give_up, name="promise_give_up"),
]
urlpatterns = [
    path("riunioni/", include(meeting_urls)),
    path("promesse/", include(promise_urls)),
]
