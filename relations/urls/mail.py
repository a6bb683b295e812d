"""The mail engine's addresses: for recipients (no sign-in), and for staff."""

from django.urls import include, path

from relations.mail.views import public, reports, staff, subscriptions

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
    path("blocchi/<int:pk>/togli/", staff.block_lift, name="block_lift"),
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
    path("invii/", include(mailing_urls)),
]
