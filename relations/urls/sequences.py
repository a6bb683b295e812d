"""Sequences, and who waits so as not to be written to too often."""

from django.urls import include, path

from relations.views import attention, sequences

sequence_urls = [
    path("", sequences.listing, name="sequences"),
    path("nuova/", sequences.new, name="sequence_new"),
    path("<int:pk>/", sequences.detail, name="sequence"),
    path("<int:pk>/modifica/", sequences.edit, name="sequence_edit"),
    path("<int:pk>/prova/", sequences.rehearse, name="sequence_rehearsal"),
    path("<int:pk>/approvazione/", sequences.submit, name="sequence_submit"),
    path("<int:pk>/approvazione/ritira/", sequences.take_back, name="sequence_take_back"),
    path("<int:pk>/decidi/", sequences.decide, name="sequence_decide"),
    path("<int:pk>/accendi/", sequences.switch_on, name="sequence_on"),
    path("<int:pk>/spegni/", sequences.switch_off, name="sequence_off"),
    path("<int:pk>/togli/", sequences.retire, name="sequence_retire"),
    path("<int:pk>/rimetti/", sequences.bring_back, name="sequence_back"),
    path("passi/<int:pk>/", sequences.mail, name="sequence_mail"),
    path("persone/<int:pk>/ferma/", sequences.leave, name="sequence_leave"),
]
attention_urls = [
    path("", attention.listing, name="attention"),
    path("regole/", attention.rules, name="attention_rules"),
    path("<int:pk>/lascia/", attention.let_pass, name="attention_pass"),
]
urlpatterns = [
    path("sequenze/", include(sequence_urls)),
    path("in-attesa/", include(attention_urls)),
]
