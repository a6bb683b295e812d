"""Imports."""

from django.urls import path

from relations.views import imports

urlpatterns = [
    path("importazioni/", imports.listing, name="imports"),
    path("importazioni/nuova/", imports.new, name="import_new"),
    path("importazioni/<int:pk>/", imports.detail, name="import"),
    path("importazioni/<int:pk>/colonne/", imports.columns, name="import_columns"),
    path("importazioni/<int:pk>/avanzamento/", imports.working, name="import_progress"),
    path("importazioni/<int:pk>/scelte/", imports.choose, name="import_choose"),
    path("importazioni/<int:pk>/importa/", imports.start, name="import_start"),
    path("importazioni/<int:pk>/annulla/", imports.undo, name="import_undo"),
    path("importazioni/<int:pk>/elimina/", imports.discard, name="import_discard"),
    path("importazioni/<int:pk>/errori/", imports.errors, name="import_errors"),
]
