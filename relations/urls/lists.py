"""Saved views, dynamic groups, changes of many rows, exports, labels."""

from django.urls import path

from relations.views import bulk, exports, labels, mailing_lists, saved_views, segments

urlpatterns = [
    path("viste/nuova/", saved_views.new, name="view_new"),
    path("viste/<int:pk>/", saved_views.open_view, name="view"),
    path("viste/<int:pk>/modifica/", saved_views.edit, name="view_edit"),
    path("viste/<int:pk>/aggiorna/", saved_views.update, name="view_update"),
    path("viste/<int:pk>/menu/", saved_views.pin, name="view_pin"),
    path("viste/<int:pk>/togli/", saved_views.remove, name="view_remove"),
    path("viste/<int:pk>/rimetti/", saved_views.restore, name="view_restore"),
    path("gruppi/", segments.listing, name="segments"),
    path("gruppi/nuovo/<slug:on>/", segments.new, name="segment_new"),
    path("gruppi/<int:pk>/", segments.detail, name="segment"),
    path("gruppi/<int:pk>/modifica/", segments.edit, name="segment_edit"),
    path("gruppi/<int:pk>/togli/", segments.remove, name="segment_remove"),
    path("gruppi/<int:pk>/rimetti/", segments.restore, name="segment_restore"),
    path("liste/", mailing_lists.listing, name="mailing_lists"),
    path("liste/nuova/", mailing_lists.new, name="mailing_list_new"),
    path("liste/<int:pk>/", mailing_lists.detail, name="mailing_list"),
    path("liste/<int:pk>/modifica/", mailing_lists.edit, name="mailing_list_edit"),
    path("liste/<int:pk>/aggiungi/", mailing_lists.put_on, name="mailing_list_put_on"),
    path("liste/<int:pk>/escludi/", mailing_lists.take_off, name="mailing_list_take_off"),
    path("liste/<int:pk>/rimetti-righe/", mailing_lists.put_back, name="mailing_list_put_back"),
    path("liste/<int:pk>/togli/", mailing_lists.remove, name="mailing_list_remove"),
    path("liste/<int:pk>/rimetti/", mailing_lists.restore, name="mailing_list_restore"),
    path("liste/riempi/<slug:source>/", mailing_lists.fill, name="mailing_list_fill"),
    path("righe/<slug:model>/", bulk.change, name="bulk"),
    path("righe/<int:pk>/annulla/", bulk.undo, name="bulk_undo"),
    path("esportazioni/", exports.listing, name="exports"),
    path("esportazioni/<int:pk>/", exports.download, name="export"),
    path("etichette-postali/<slug:model>/", labels.page, name="labels"),
]
