"""Initiatives, their stakeholders, the network of ties and the environment."""

from django.urls import include, path

from relations.views import environment, initiatives, network, positions

stakeholder_urls = [
    path("<int:pk>/", initiatives.appraise, name="stakeholder"),
    path("<int:pk>/togli/", initiatives.take_off, name="stakeholder_take_off"),
    path("<int:pk>/rimetti/", initiatives.put_back, name="stakeholder_put_back"),
    path("<int:pk>/posizioni/", positions.story, name="position_story"),
    path("<int:pk>/posizioni/cancella/", positions.erase, name="position_erase"),
]
initiative_urls = [
    path("", initiatives.listing, name="initiatives"),
    path("nuova/", initiatives.new, name="initiative_new"),
    path("portatori/", include(stakeholder_urls)),
    path("<slug:slug>/", initiatives.detail, name="initiative"),
    path("<slug:slug>/modifica/", initiatives.edit, name="initiative_edit"),
    path("<slug:slug>/punti-di-forza/", initiatives.swot, name="initiative_swot"),
    path("<slug:slug>/portatori/", initiatives.add_stakeholder, name="stakeholder_new"),
    path("<slug:slug>/scheda/", initiatives.sheet, name="initiative_sheet"),
    path("<slug:slug>/consenso/", positions.consent, name="initiative_consent"),
]
network_urls = [
    path("", network.page, name="network"),
    path("presentazioni/", network.introductions, name="introductions"),
    path("presentazioni/proponi/", network.propose, name="introduction_propose"),
    path("presentazioni/non-proporre/", network.dismiss, name="introduction_dismiss"),
    path("presentazioni/<int:pk>/riproponi/", network.reconsider, name="introduction_reconsider"),
    path("noti-a-uno/", network.sole_contacts, name="sole_contacts"),
    path("noti-a-uno/<str:kind>/<int:pk>/", network.bring_deputy, name="deputy_bring"),
]
environment_urls = [
    path("", environment.page, name="environment"),
    path("affida/", environment.assign, name="environment_assign"),
]
urlpatterns = [
    path("iniziative/", include(initiative_urls)),
    path("rete/", include(network_urls)),
    path("ambiente/", include(environment_urls)),
]
