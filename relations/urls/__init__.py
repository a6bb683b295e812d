"""The ground floor's addresses, by noun."""

from django.urls import include, path

from relations.views import (
    approvals,
    diary,
    followups,
    head,
    history,
    interactions,
    organizations,
    people,
    profile,
    public,
    records,
    search,
    silence,
    status,
    today,
)

app_name = "relations"

organization_urls = [
    path("", organizations.listing, name="organizations"),
    path("nuova/", organizations.new, name="organization_new"),
    path("<slug:slug>/", organizations.detail, name="organization"),
    path("<slug:slug>/modifica/", organizations.edit, name="organization_edit"),
    path("<slug:slug>/recapiti/", organizations.add_contact_point, name="organization_contact_point"),
    path("<slug:slug>/persone/", organizations.affiliate, name="organization_affiliate"),
    path("<slug:slug>/storia/", organizations.timeline, name="organization_timeline"),
]
people_urls = [
    path("", people.listing, name="people"),
    path("nuova/", people.new, name="person_new"),
    path("<slug:slug>/", people.detail, name="person"),
    path("<slug:slug>/modifica/", people.edit, name="person_edit"),
    path("<slug:slug>/recapiti/", people.add_contact_point, name="person_contact_point"),
    path("<slug:slug>/organizzazioni/", people.affiliate, name="person_affiliate"),
    path("<slug:slug>/storia/", people.timeline, name="person_timeline"),
]
ties_urls = [
    path("incarichi/<int:pk>/chiudi/", records.end_affiliation, name="affiliation_end"),
    path("recapiti/<int:pk>/togli/", records.end_contact_point, name="contact_point_end"),
    path("recapiti/<int:pk>/rimetti/", records.restore_contact_point, name="contact_point_restore"),
]
diary_urls = [
    path("", diary.agenda, name="agenda"),
    path("registra/", interactions.new, name="interaction_new"),
    path("contatti/", interactions.listing, name="interactions"),
    path("contatti/<int:pk>/", interactions.detail, name="interaction"),
    path("contatti/<int:pk>/correggi/", interactions.correct, name="interaction_correct"),
    path("contatti/<int:pk>/annulla/", interactions.undo, name="interaction_undo"),
    path("da-risentire/", silence.listing, name="silences"),
    path("da-risentire/ritmo/", silence.rhythm, name="rhythm"),
    path("da-risentire/<str:kind>/", silence.listing, name="silences_of"),
    path("da-fare/", followups.listing, name="followups"),
    path("da-fare/nuovo/", followups.new, name="followup_new"),
    path("da-fare/insieme/", followups.together, name="followups_together"),
    path("da-fare/insieme/annulla/", followups.together_undo, name="followups_undo"),
    path("da-fare/<int:pk>/", followups.edit, name="followup"),
    path("da-fare/<int:pk>/togli/", followups.drop, name="followup_drop"),
    path("da-fare/<int:pk>/ancora/", followups.again, name="followup_again"),
    path("da-fare/<int:pk>/fatto/", followups.done, name="followup_done"),
    path("da-fare/<int:pk>/riapri/", followups.reopen, name="followup_reopen"),
    path("da-fare/<int:pk>/rimanda/", followups.postpone, name="followup_postpone"),
]
head_urls = [
    path("quadro/", head.overview, name="overview"),
    path("approvazioni/", approvals.listing, name="approvals"),
    path("approvazioni/<int:pk>/", approvals.decide, name="approval_decide"),
    path("registro/", history.listing, name="history"),
]
urlpatterns = [
    path("", today.page, name="today"),
    path("organizzazioni/", include(organization_urls)),
    path("persone/", include(people_urls)),
    path("", include(ties_urls)),
    path("agenda/", include(diary_urls)),
    path("direzione/", include(head_urls)),
    path("cerca/", search.results, name="search"),
    path("scelta/<str:kind>/", search.pick, name="pick"),
    path("profilo/", profile.page, name="profile"),
    path("guida/", profile.guide, name="guide"),
    path("stato/", status.page, name="status"),
    path("salute/", status.health, name="health"),
    path("benvenuti/", public.home, name="public_home"),
    path("privacy/", public.privacy, name="privacy"),
    path("accessibilita/", public.accessibility, name="accessibility"),
    *(
        path("", include(f"relations.urls.{noun}"))
        for noun in (
            "places",
            "lists",
            "duplicates",
            "imports",
            "plans",
            "meetings",
            "initiatives",
            "community",
            "changes",
            "mail",
            "sequences",
            "components",
        )
    ),
]
