"""Places: municipalities, addresses, ties between bodies; the facts of a page, one by one; tags."""

from django.urls import path

from relations.views import facts, places, tags, ties

urlpatterns = [
    path("organizzazioni/<slug:slug>/dati/<slug:fact>/", facts.organization, name="organization_fact"),
    path("organizzazioni/<slug:slug>/indirizzi/", places.organization_address, name="organization_address"),
    path("organizzazioni/<slug:slug>/conti/", places.add_bank_account, name="organization_bank_account"),
    path("organizzazioni/<slug:slug>/legami/", ties.add, name="organization_tie"),
    path("persone/<slug:slug>/dati/<slug:fact>/", facts.person, name="person_fact"),
    path("persone/<slug:slug>/indirizzi/", places.person_address, name="person_address"),
    path("indirizzi/<int:pk>/modifica/", places.change_address, name="address_change"),
    path("indirizzi/<int:pk>/togli/", places.end_address, name="address_end"),
    path("indirizzi/<int:pk>/rimetti/", places.restore_address, name="address_restore"),
    path("indirizzi/<int:pk>/principale/", places.main_address, name="address_main"),
    path("conti/<int:pk>/togli/", places.end_bank_account, name="bank_account_end"),
    path("conti/<int:pk>/rimetti/", places.restore_bank_account, name="bank_account_restore"),
    path("recapiti/<int:pk>/modifica/", facts.contact_point, name="contact_point_change"),
    path("incarichi/<int:pk>/passa/", ties.move, name="affiliation_move"),
    path("incarichi/<int:pk>/torna/", ties.unmove, name="affiliation_unmove"),
    path("incarichi/<int:pk>/riapri/", ties.reopen_affiliation, name="affiliation_reopen"),
    path("legami/<int:pk>/chiudi/", ties.end, name="tie_end"),
    path("legami/<int:pk>/riapri/", ties.reopen, name="tie_reopen"),
    path("comuni/", places.municipality_pick, name="municipality_pick"),
    path("territorio/", places.territory, name="territory"),
    path("territorio/<slug:letters>/", places.province, name="territory_province"),
    path("etichette/", tags.listing, name="tags"),
    path("etichette/proposte/", tags.proposals, name="tag_proposals"),
    path("etichette/rinomina/", tags.rename, name="tag_rename"),
    path("etichette/elimina/", tags.delete, name="tag_delete"),
    path("etichette/<int:pk>/annulla/", tags.undo, name="tag_undo"),
]
