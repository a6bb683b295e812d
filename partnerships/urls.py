"""The addresses of partnerships, by noun."""

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from partnerships.views import (
    asking,
    board,
    gates,
    match_page,
    matches,
    needs,
    partner,
    partnerships,
    plans,
    proposals,
    requests,
    submissions,
    vetting,
    weights,
)

app_name = "partnerships"


class Code(StringConverter):
    """R-2026-031 or P-2026-014."""

    regex = r"[RP]-\d{4}-\d{3,6}"


class Step(StringConverter):
    """A step of the public form."""

    regex = "azienda|risultati|offerta|limiti|referente"


register_converter(Code, "office_code")
register_converter(Step, "ask_step")

ask_urls = [
    path("", asking.start, name="ask"),
    path("controllate-la-posta/", asking.look_at_mail, name="ask_mail"),
    path("conferma/<str:token>/", asking.confirm, name="ask_confirm"),
    path("<str:token>/riepilogo/", asking.summary, name="ask_summary"),
    path("<str:token>/riprendi/", asking.resume, name="ask_resume"),
    path("<str:token>/<ask_step:step>/", asking.step, name="ask_step"),
]
request_urls = [
    path("", requests.listing, name="requests"),
    path("nuova/", requests.new, name="request_new"),
    path("<office_code:code>/", requests.detail, name="request"),
    path("<office_code:code>/prendi/", requests.take, name="request_take"),
    path("<office_code:code>/non-accolta/", requests.decline, name="request_decline"),
    path("<office_code:code>/consenso/", requests.allow, name="request_allow"),
    path("<office_code:code>/modifica/", match_page.edit, name="request_edit"),
    path("<office_code:code>/affida/", requests.hand_over, name="request_hand_over"),
    path("<office_code:code>/abbinamenti/", matches.page, name="matches"),
    path("<office_code:code>/abbinamenti/esclusi/", matches.blocked, name="matches_blocked"),
    path("<office_code:code>/abbinamenti/calcola/", matches.compute, name="matches_compute"),
    path("<office_code:code>/abbinamenti/aggiungi/", matches.add, name="matches_add"),
    path("<office_code:code>/abbinamenti/confronta/", match_page.compare, name="matches_compare"),
    path("<office_code:code>/abbinamenti/esclusi/<int:nonprofit>/", match_page.lift, name="match_lift"),
    path("<office_code:code>/abbinamenti/<int:pk>/", match_page.detail, name="match"),
    path("<office_code:code>/abbinamenti/<int:pk>/rischio/", match_page.risk, name="match_risk"),
    path("<office_code:code>/abbinamenti/<int:pk>/proponi/", matches.invite, name="match_invite"),
    path("<office_code:code>/abbinamenti/<int:pk>/ricorda/", matches.remind, name="match_remind"),
    path("<office_code:code>/abbinamenti/<int:pk>/scarta/", matches.discard, name="match_discard"),
    path("<office_code:code>/abbinamenti/<int:pk>/riporta/", matches.restore, name="match_restore"),
]
match_urls = [
    path("", matches.listing, name="all_matches"),
    path("piano/", plans.page, name="plan"),
    path("piano/calcola/", plans.compute, name="plan_compute"),
    path("piano/<office_code:code>/<int:nonprofit>/", plans.shortlist, name="plan_shortlist"),
    path("rotazione/", plans.exposure, name="exposure"),
    path("pesi/", weights.page, name="weights"),
    path("pesi/impara/", weights.learn, name="weights_learn"),
    path("pesi/<int:pk>/usa/", weights.use, name="weights_use"),
]
tell_urls = [
    path("", submissions.tell, name="tell_needs"),
    path("controllate-la-posta/", submissions.look_at_mail, name="needs_mail"),
    path("conferma/<str:token>/", submissions.confirm, name="needs_confirm"),
    path("ente/<str:token>/", submissions.by_link, name="needs_by_link"),
]
need_urls = [
    path("", needs.listing, name="needs"),
    path("segnalazioni/", submissions.listing, name="submissions"),
    path("segnalazioni/<int:pk>/", submissions.detail, name="submission"),
    path("segnalazioni/<int:pk>/non-accolta/", submissions.decline, name="submission_decline"),
    path("chiedi/<slug:slug>/", submissions.ask, name="needs_ask"),
    path("mappa/", plans.uncovered, name="needs_map"),
    path("nuovo/", needs.new, name="need_new"),
    path("<int:pk>/", needs.edit, name="need"),
    path("capacita/<slug:slug>/", needs.capacity, name="capacity"),
    path("offerte/<slug:slug>/", needs.offer, name="offer_new"),
]
partnership_urls = [
    path("", board.page, name="board"),
    path("elenco/", board.listing, name="partnerships"),
    path("nuova/", partnerships.new, name="partnership_new"),
    path("<office_code:code>/", partnerships.detail, name="partnership"),
    path("<office_code:code>/scheda/", partnerships.brief, name="partnership_brief"),
    path("<office_code:code>/modifica/", partnerships.edit, name="partnership_edit"),
    path("<office_code:code>/prossimo-passo/", partnerships.next_step, name="partnership_next"),
    path("<office_code:code>/parti/", partnerships.add_party, name="partnership_party"),
    path("<office_code:code>/stato/", partnerships.state, name="partnership_state"),
    path("<office_code:code>/riprendi/", partnerships.resume, name="partnership_resume"),
    path("<office_code:code>/fase/", gates.move, name="partnership_move"),
    path("<office_code:code>/indietro/", gates.back, name="partnership_back"),
    path("<office_code:code>/lista/<slug:phase>/<slug:key>/", gates.tick, name="deliverable"),
    path("<office_code:code>/lista/<slug:phase>/<slug:key>/affida/", gates.assign, name="deliverable_assign"),
]
# What a partner reaches by link: every address begins with its token.
partner_urls = [
    path("", partner.page, name="partner"),
]
urlpatterns = [
    path("cerca-un-partner/", include(ask_urls)),
    path("richiesta/<str:token>/", asking.status, name="ask_status"),
    path("raccontate-un-bisogno/", include(tell_urls)),
    path("proposta/<str:token>/", proposals.page, name="proposal"),
    path("insieme/<str:token>/", include(partner_urls)),
    path("richieste/", include(request_urls)),
    path("abbinamenti/", include(match_urls)),
    path("bisogni/", include(need_urls)),
    path("verifiche/<slug:slug>/", vetting.page, name="vetting"),
    path("partnership/", include(partnership_urls)),
]
