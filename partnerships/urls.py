"""The addresses of partnerships, by noun."""

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from partnerships import evaluation_urls as ending
from partnerships.views import (
    activities,
    asking,
    board,
    budget,
    contributions,
    gates,
    matches,
    needs,
    objectives,
    partner,
    partner_activities,
    partner_contributions,
    partner_objectives,
    partner_trust,
    partnerships,
    programme,
    proposals,
    requests,
    trust,
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
partnership_urls += [
    path("<office_code:code>/valutazione/", include(ending.evaluation_urls)),
    path("<office_code:code>/resoconto/", include(ending.report_urls)),
]
# What a partner reaches by link: every address begins with its token.
partner_urls = [
    path("", partner.page, name="partner"),
    path("obiettivi/", partner_objectives.page, name="partner_objectives"),
    path("misure/<int:pk>/", partner_objectives.reading, name="partner_reading"),
    path("fiducia/<int:pk>/", partner_trust.pulse, name="partner_pulse"),
    path("problema/", partner_trust.dispute, name="partner_dispute"),
    path("fatto/<int:pk>/", partner_activities.done, name="partner_done"),
    path("apporti/<int:pk>/", partner_contributions.deliver, name="partner_deliver"),
    path("ricevuto/<int:pk>/", partner_contributions.received, name="partner_received"),
    path("ore/", partner_contributions.hours_new, name="partner_hours_new"),
    path("ore/<int:pk>/", partner_contributions.hours, name="partner_hours"),
]
partner_urls += ending.by_link_urls
urlpatterns = [
    path("cerca-un-partner/", include(ask_urls)),
    path("richiesta/<str:token>/", asking.status, name="ask_status"),
    path("proposta/<str:token>/", proposals.page, name="proposal"),
    path("insieme/<str:token>/", include(partner_urls)),
    path("richieste/", include(request_urls)),
    path("abbinamenti/", matches.listing, name="all_matches"),
    path("bisogni/", include(need_urls)),
    path("partnership/", include(partnership_urls)),
    path("impatto/<slug:slug>/<int:year>/", include(ending.impact_urls)),
    path("insieme-nel-territorio/", include(ending.wall_urls)),
]
