"""The mail engine's addresses: for recipients (no sign-in), and for staff."""

from django.urls import include, path

from relations.mail.returns import provider
from relations.mail.views import deliverability, public, reports, returns, staff, subscriptions

public_urls = [
    path("iscrizione/", public.subscribe, name="subscribe"),
    path("iscrizione/grazie/", public.subscribe_thanks, name="subscribe_thanks"),
    path("iscrizione/conferma/<str:token>/", public.subscription_confirm, name="subscription_confirm"),
    path("preferenze/<str:token>/", public.preferences, name="preferences"),
    path("disiscrizione/<str:token>/", public.unsubscribe, name="unsubscribe"),
    path("disiscrizione/<str:token>/torna/", public.unsubscribe_back, name="unsubscribe_back"),
    path("disiscrizione/<str:token>/motivo/", public.unsubscribe_why, name="unsubscribe_why"),
    path("perche/<str:token>/", public.why, name="why"),
]
outbox_urls = [
    path("", staff.outbox, name="outbox"),
    path("<int:pk>/", staff.message, name="message"),
    path("<int:pk>/corpo/", staff.message_body, name="message_body"),
    path("<int:pk>/allegati/<int:number>/", staff.message_attachment, name="message_attachment"),
    path("blocchi/", returns.blocks, name="blocks"),
    path("blocchi/<int:pk>/togli/", staff.block_lift, name="block_lift"),
]
incoming_urls = [
    path("", returns.incoming, name="incoming"),
    path("<int:pk>/", returns.incoming_message, name="incoming_message"),
    path("<int:pk>/visto/", returns.incoming_seen, name="incoming_seen"),
    path("<int:pk>/non-visto/", returns.incoming_unseen, name="incoming_unseen"),
]
deliverability_urls = [
    path("", deliverability.page, name="deliverability"),
    path("prova/", deliverability.test, name="deliverability_test"),
    path("chiave/", deliverability.key_new, name="signing_key_new"),
    path("chiave/<int:pk>/usa/", deliverability.key_use, name="signing_key_use"),
    path("chiave/<int:pk>/smetti/", deliverability.key_stop, name="signing_key_stop"),
]
mailing_urls = [
    path("", reports.mailings, name="mailings"),
    path("<int:pk>/persone/", reports.people, name="mailing_people"),
    path("<int:pk>/esito/", reports.report, name="mailing_report"),
    path("<int:pk>/", staff.mailing, name="mailing"),
    path("<int:pk>/avanzamento/", staff.mailing_progress, name="mailing_progress"),
    path("<int:pk>/pausa/", staff.mailing_pause, name="mailing_pause"),
    path("<int:pk>/riprendi/", staff.mailing_resume, name="mailing_resume"),
    path("<int:pk>/ferma/", staff.mailing_cancel, name="mailing_cancel"),
    path("<int:pk>/ritmo/", staff.mailing_pace, name="mailing_pace"),
    path("<int:pk>/incerti/", staff.mailing_uncertain, name="mailing_uncertain"),
]
subscription_urls = [
    path("", subscriptions.listing, name="subscriptions"),
    path("da-confermare/", subscriptions.pending, name="subscriptions_pending"),
    path("nuova/", subscriptions.new, name="subscription_new"),
]
urlpatterns = [
    *public_urls,
    path("iscrizioni/", include(subscription_urls)),
    path("posta-in-uscita/", include(outbox_urls)),
    path("posta-in-arrivo/", include(incoming_urls)),
    path("recapito/", include(deliverability_urls)),
    path("posta/esiti/<slug:provider>/", provider.webhook, name="mail_provider"),
    path("invii/", include(mailing_urls)),
]
