"""The addresses of partnerships, by noun."""

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from partnerships import evaluation_urls as ending
from partnerships.views import (
    activities,
    agreements,
    asking,
    board,
    budget,
    communication,
    contributions,
    gates,
    library,
    match_page,
    matches,
    needs,
    objectives,
    partner,
    partner_activities,
    partner_contributions,
    partner_links,
    partner_objectives,
    partner_pieces,
    partner_trust,
    partnerships,
    plans,
    programme,
    proposals,
    requests,
    rooms,
    signing,
    submissions,
    templates,
    trust,
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
room_urls = [
    path("", rooms.OFFICE["room"], name="room"),
    path("apri/", rooms.OFFICE["room_begin"], name="room_begin"),
    path("invita/", rooms.OFFICE["room_invite"], name="room_invite"),
    path("punteggio/", rooms.OFFICE["room_score"], name="room_score"),
    path("interessi/", rooms.OFFICE["room_interest"], name="room_interest"),
    path("note/", rooms.OFFICE["room_note"], name="room_note"),
    path("note/<int:pk>/togli/", rooms.OFFICE["room_note_drop"], name="room_note_drop"),
    path("verbali/<int:pk>/", rooms.OFFICE["room_share"], name="room_share"),
    path("clausole/nuova/", rooms.OFFICE["room_clause_new"], name="room_clause_new"),
    path("clausole/<int:pk>/", rooms.OFFICE["room_clause"], name="room_clause"),
    path("clausole/<int:pk>/rispondi/", rooms.OFFICE["room_say"], name="room_say"),
]
agreement_urls = [
    path("integrazione/", agreements.addendum, name="agreement_addendum"),
    path("<int:number>/", agreements.detail, name="agreement"),
    path("<int:number>/dati/", agreements.facts, name="agreement_facts"),
    path("<int:number>/firmatari/nuovo/", agreements.signatory_new, name="signatory_new"),
    path("<int:number>/firmatari/<int:pk>/", agreements.signatory, name="signatory"),
    path("<int:number>/firmatari/<int:pk>/togli/", agreements.signatory_drop, name="signatory_drop"),
    path("<int:number>/prepara/", agreements.prepare, name="agreement_prepare"),
    path("<int:number>/riapri/", agreements.reopen, name="agreement_reopen"),
    path("<int:number>/chiedi-le-firme/", agreements.ask, name="agreement_ask"),
    path("<int:number>/file-firmato/", agreements.upload, name="agreement_upload"),
    path("<int:number>/file-firmato/<int:pk>/", agreements.copy, name="agreement_copy"),
    path("<int:number>/pdf/", agreements.pdf, name="agreement_pdf"),
    path("<int:number>/firme/", agreements.evidence, name="agreement_evidence"),
    path("<int:number>/verifica/", agreements.check, name="agreement_check"),
    path("<int:number>/risolvi/", agreements.terminate, name="agreement_terminate"),
]
library_urls = [
    path("", library.listing, name="clause_texts"),
    path("nuova/", library.new, name="clause_text_new"),
    path("<int:pk>/", library.edit, name="clause_text"),
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
    path("<office_code:code>/trattativa/", include(room_urls)),
    path("<office_code:code>/accordo/", include(agreement_urls)),
]
objective_urls = [
    path("", objectives.page, name="objectives"),
    path("nuovo/", objectives.new, name="objective_new"),
    path("misure.<slug:kind>", objectives.table, name="readings_file"),
    path("<int:pk>/", objectives.edit, name="objective"),
    path("<int:pk>/lascia/", objectives.drop, name="objective_drop"),
    path("<int:pk>/chiedi/", objectives.ask, name="objective_ask"),
    path("<int:pk>/condivisione/", objectives.endorse, name="objective_endorse"),
    path("indicatori/nuovo/", objectives.indicator_new, name="indicator_new"),
    path("indicatori/<int:pk>/", objectives.indicator, name="indicator"),
    path("indicatori/<int:pk>/come-va/", objectives.light, name="indicator_light"),
    path("indicatori/<int:pk>/chiedi/", objectives.indicator_ask, name="indicator_ask"),
    path("misure/nuova/", objectives.reading_new, name="reading_new"),
    path("misure/<int:pk>/conferma/", objectives.reading_confirm, name="reading_confirm"),
    path("misure/<int:pk>/togli/", objectives.reading_refuse, name="reading_refuse"),
]
activity_urls = [
    path("", activities.page, name="activities"),
    path("nuova/", activities.new, name="activity_new"),
    path("<int:pk>/", activities.edit, name="activity"),
    path("<int:pk>/sposta/", activities.move, name="activity_move"),
    path("<int:pk>/chiudi/", activities.close, name="activity_close"),
    path("<int:pk>/riapri/", activities.reopen, name="activity_reopen"),
]
trust_urls = [
    path("", trust.page, name="trust"),
    path("chiedi/", trust.ask, name="pulse_ask"),
    path("rischi/cerca/", trust.detect, name="risks_detect"),
    path("rischi/nuovo/", trust.risk_new, name="risk_new"),
    path("rischi/<int:pk>/", trust.risk, name="risk"),
    path("rischi/<int:pk>/chiudi/", trust.risk_close, name="risk_close"),
    path("controversie/nuova/", trust.dispute_new, name="dispute_new"),
    path("controversie/<int:pk>/", trust.dispute, name="dispute"),
    path("controversie/<int:pk>/mediazione/", trust.mediate, name="dispute_mediate"),
    path("controversie/<int:pk>/esito/", trust.dispute_end, name="dispute_end"),
]
budget_urls = [
    path("", budget.page, name="budget"),
    path("nuova/", budget.new, name="budget_line_new"),
    path("<int:pk>/", budget.line, name="budget_line"),
    path("<int:pk>/togli/", budget.remove, name="budget_line_drop"),
    path("<int:pk>/spesa/", budget.spend, name="budget_spend"),
    path("spese/<int:pk>/togli/", budget.take_back, name="budget_use_drop"),
]
contribution_urls = [
    path("", contributions.page, name="contributions"),
    path("nuovo/", contributions.new, name="contribution_new"),
    path("<int:pk>/", contributions.edit, name="contribution"),
    path("<int:pk>/ritira/", contributions.withdraw, name="contribution_withdraw"),
    path("<int:pk>/consegna/", contributions.deliver, name="contribution_deliver"),
    path("consegne/<int:pk>/ricevuta/", contributions.received, name="delivery_received"),
    path("consegne/<int:pk>/togli/", contributions.take_away, name="delivery_drop"),
    path("ore/nuove/", contributions.hours_new, name="hours_new"),
    path("ore/<int:pk>/chiedi/", contributions.hours_ask, name="hours_ask"),
    path("ore/<int:pk>/conferma/", contributions.hours_confirm, name="hours_confirm"),
    path("ore/<int:pk>/non-cosi/", contributions.hours_refuse, name="hours_refuse"),
]
partnership_urls += [
    path("<office_code:code>/prove/<int:pk>/", programme.proof, name="proof"),
    path("<office_code:code>/obiettivi/", include(objective_urls)),
    path("<office_code:code>/apporti/", include(contribution_urls)),
    path("<office_code:code>/attivita/", include(activity_urls)),
    path("<office_code:code>/fiducia/", include(trust_urls)),
    path("<office_code:code>/budget/", include(budget_urls)),
    path("<office_code:code>/salute/", programme.health, name="health"),
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
    path("<office_code:code>/valutazione/", include(ending.evaluation_urls)),
    path("<office_code:code>/resoconto/", include(ending.report_urls)),
]
# What a partner reaches by link: every address begins with its token.
partner_urls = [
    path("", partner.page, name="partner"),
    path("trattativa/", rooms.PARTNER["partner_room"], name="partner_room"),
    path("trattativa/punteggio/", rooms.PARTNER["partner_room_score"], name="partner_room_score"),
    path("trattativa/conferma/", rooms.PARTNER["partner_room_confirm"], name="partner_room_confirm"),
    path("trattativa/interessi/", rooms.PARTNER["partner_room_interest"], name="partner_room_interest"),
    path("trattativa/note/", rooms.PARTNER["partner_room_note"], name="partner_room_note"),
    path("trattativa/note/<int:pk>/togli/", rooms.PARTNER["partner_room_note_drop"], name="partner_room_note_drop"),
    path("trattativa/clausole/nuova/", rooms.PARTNER["partner_room_clause_new"], name="partner_room_clause_new"),
    path("trattativa/clausole/<int:pk>/", rooms.PARTNER["partner_room_clause"], name="partner_room_clause"),
    path("trattativa/clausole/<int:pk>/rispondi/", rooms.PARTNER["partner_room_say"], name="partner_room_say"),
    path("accordo/<int:number>/", signing.page, name="partner_agreement"),
    path("accordo/<int:number>/pdf/", signing.pdf, name="partner_agreement_pdf"),
    path("accordo/<int:number>/firme/", signing.evidence, name="partner_agreement_evidence"),
    path("accordo/<int:number>/verifica/", signing.check, name="partner_agreement_check"),
    path("accordo/<int:number>/firma/", signing.sign, name="partner_sign"),
    path("obiettivi/", partner_objectives.page, name="partner_objectives"),
    path("misure/<int:pk>/", partner_objectives.reading, name="partner_reading"),
    path("fiducia/<int:pk>/", partner_trust.pulse, name="partner_pulse"),
    path("problema/", partner_trust.dispute, name="partner_dispute"),
    path("fatto/<int:pk>/", partner_activities.done, name="partner_done"),
    path("apporti/<int:pk>/", partner_contributions.deliver, name="partner_deliver"),
    path("ricevuto/<int:pk>/", partner_contributions.received, name="partner_received"),
    path("ore/", partner_contributions.hours_new, name="partner_hours_new"),
    path("ore/<int:pk>/", partner_contributions.hours, name="partner_hours"),
    path("scrivi/", partner.write, name="partner_write"),
    path("comunicazione/<int:pk>/", partner_pieces.page, name="partner_piece"),
]
partner_urls += ending.by_link_urls
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
    path("clausole/", include(library_urls)),
    path("partnership/", include(partnership_urls)),
    path("impatto/<slug:slug>/<int:year>/", include(ending.impact_urls)),
    path("insieme-nel-territorio/", include(ending.wall_urls)),
]
