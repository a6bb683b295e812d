"""The addresses of fundraising, by noun."""

from django.urls import include, path

from fundraising.views import campaigns, donations, public, receipts

app_name = "fundraising"

campaign_urls = [
    path("", campaigns.listing, name="campaigns"),
    path("nuova/", campaigns.new, name="campaign_new"),
    path("da-ritrovare/", campaigns.lapsed, name="lapsed"),
    path("<slug:slug>/", campaigns.detail, name="campaign"),
    path("<slug:slug>/modifica/", campaigns.edit, name="campaign_edit"),
    path("<slug:slug>/pubblica/", campaigns.publish, name="campaign_publish"),
    path("<slug:slug>/nascondi/", campaigns.hide, name="campaign_hide"),
    path("<slug:slug>/concludi/", campaigns.conclude, name="campaign_conclude"),
    path("<slug:slug>/appelli/nuovo/", campaigns.appeal_new, name="appeal_new"),
]
donation_urls = [
    path("", donations.listing, name="donations"),
    path("nuova/", donations.new, name="donation_new"),
    path("<str:code>/", donations.detail, name="donation"),
    path("<str:code>/modifica/", donations.edit, name="donation_edit"),
    path("<str:code>/ringrazia/", donations.thank, name="donation_thank"),
    path("<str:code>/senza-grazie/", donations.no_thanks, name="donation_no_thanks"),
    path("<str:code>/restituisci/", donations.end, name="donation_end"),
    path("<str:code>/ricevuta/", donations.issue_receipt, name="receipt_issue"),
]
receipt_urls = [
    path("", receipts.listing, name="receipts"),
    path("<str:code>/", receipts.detail, name="receipt"),
    path("<str:code>/originale/", receipts.pdf, name="receipt_pdf"),
    path("<str:code>/copia/", receipts.copy, name="receipt_copy"),
    path("<str:code>/invia/", receipts.send, name="receipt_send"),
    path("<str:code>/annulla/", receipts.annul, name="receipt_annul"),
]
public_urls = [
    path("", public.listing, name="give_list"),
    path("<slug:slug>/", public.give, name="give"),
]
urlpatterns = [
    path("campagne/", include(campaign_urls)),
    path("donazioni/", include(donation_urls)),
    path("ricevute/", include(receipt_urls)),
    path("sostieni/", include(public_urls)),
]
