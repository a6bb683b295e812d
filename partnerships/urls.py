"""The addresses of partnerships, by noun."""

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from partnerships.views import (
    asking,
    board,
    communication,
    gates,
    matches,
    needs,
    partner,
    partner_links,
    partner_pieces,
    partnerships,
    proposals,
    requests,
    templates,
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
    path("<office_code:code>/affida/", requests.hand_over, name="request_hand_over"),
    path("<office_code:code>/abbinamenti/", matches.page, name="matches"),
    path("<office_code:code>/abbinamenti/esclusi/", matches.blocked, name="matches_blocked"),
    path("<office_code:code>/abbinamenti/calcola/", matches.compute, name="matches_compute"),
    path("<office_code:code>/abbinamenti/aggiungi/", matches.add, name="matches_add"),
    path("<office_code:code>/abbinamenti/<int:pk>/proponi/", matches.invite, name="match_invite"),
    path("<office_code:code>/abbinamenti/<int:pk>/ricorda/", matches.remind, name="match_remind"),
    path("<office_code:code>/abbinamenti/<int:pk>/scarta/", matches.discard, name="match_discard"),
    path("<office_code:code>/abbinamenti/<int:pk>/riporta/", matches.restore, name="match_restore"),
]
need_urls = [
    path("", needs.listing, name="needs"),
    path("nuovo/", needs.new, name="need_new"),
    path("<int:pk>/", needs.edit, name="need"),
    path("capacita/<slug:slug>/", needs.capacity, name="capacity"),
    path("offerte/<slug:slug>/", needs.offer, name="offer_new"),
]
partnership_urls = [
    path("", board.page, name="board"),
    path("elenco/", board.listing, name="partnerships"),
    path("scadenze/", board.deadlines, name="deadlines"),
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
    path("<office_code:code>/lista/aggiungi/", gates.add_line, name="deliverable_add"),
    path("<office_code:code>/lista/<slug:phase>/<slug:key>/", gates.tick, name="deliverable"),
    path("<office_code:code>/lista/<slug:phase>/<slug:key>/togli/", gates.drop_line, name="deliverable_drop"),
    path("<office_code:code>/lista/<slug:phase>/<slug:key>/affida/", gates.assign, name="deliverable_assign"),
]
communication_urls = [
    path("", communication.page, name="communication"),
    path("nuova/", communication.new, name="piece_new"),
    path("<int:pk>/", communication.piece, name="piece"),
    path("<int:pk>/modifica/", communication.edit, name="piece_edit"),
    path("<int:pk>/testo/", communication.write, name="piece_text"),
    path("<int:pk>/chiedi/", communication.ask, name="piece_ask"),
    path("<int:pk>/uscita/", communication.out, name="piece_out"),
    path("<int:pk>/rinuncia/", communication.drop, name="piece_drop"),
    path("liberatorie/nuova/", communication.consent, name="image_consent_new"),
    path("liberatorie/<int:pk>/ritirata/", communication.consent_withdraw, name="image_consent_withdraw"),
    path("liberatorie/<int:pk>/file/", communication.consent_file, name="image_consent_file"),
    path("silenzio/", communication.silence, name="silence"),
    path("silenzio/togli/", communication.silence_break, name="silence_break"),
]
link_urls = [
    path("", partner_links.page, name="partner_links"),
    path("manda/", partner_links.send, name="partner_link_send"),
    path("<int:pk>/togli/", partner_links.revoke, name="partner_link_revoke"),
]
template_urls = [
    path("", templates.listing, name="templates"),
    path("nuovo/", templates.new, name="template_new"),
    path("<int:pk>/", templates.edit, name="template"),
    path("<int:pk>/ritira/", templates.retire, name="template_retire"),
]
partnership_urls += [
    path("modelli/", include(template_urls)),
    path("<office_code:code>/comunicazione/", include(communication_urls)),
    path("<office_code:code>/collegamenti/", include(link_urls)),
    path("<office_code:code>/modello/", templates.save, name="template_save"),
]
# What a partner reaches by link: every address begins with its token.
partner_urls = [
    path("", partner.page, name="partner"),
    path("scrivi/", partner.write, name="partner_write"),
    path("comunicazione/<int:pk>/", partner_pieces.page, name="partner_piece"),
]
urlpatterns = [
    path("cerca-un-partner/", include(ask_urls)),
    path("richiesta/<str:token>/", asking.status, name="ask_status"),
    path("proposta/<str:token>/", proposals.page, name="proposal"),
    path("insieme/<str:token>/", include(partner_urls)),
    path("richieste/", include(request_urls)),
    path("abbinamenti/", matches.listing, name="all_matches"),
    path("bisogni/", include(need_urls)),
    path("partnership/", include(partnership_urls)),
]
