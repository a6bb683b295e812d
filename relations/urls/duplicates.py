"""Duplicates and merges."""

from django.urls import URLPattern, path

from relations.views import duplicates, merging

urlpatterns: list[URLPattern] = [
    path("doppioni/", duplicates.listing, name="duplicates"),
    path("doppioni/<int:pk>/diverse/", duplicates.told_apart, name="duplicate_told_apart"),
    path("doppioni/<int:pk>/riapri/", duplicates.reopen, name="duplicate_reopen"),
    path("doppioni/simili/organizzazioni/", duplicates.organizations_alike, name="organizations_alike"),
    path("doppioni/simili/persone/", duplicates.people_alike, name="people_alike"),
    path("doppioni/unisci/", merging.pair, name="merge_pair"),
    path("doppioni/unisci/scegli/", merging.choose, name="merge_choose"),
    path("doppioni/unioni/", merging.listing, name="merges"),
    path("doppioni/unioni/<int:pk>/", merging.detail, name="merge"),
    path("doppioni/unioni/<int:pk>/annulla/", merging.undo, name="merge_undo"),
]
