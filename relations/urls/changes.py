"""What changed on a record, and putting it back."""

from django.urls import path

from relations.views import changes

urlpatterns = [
    path("cambiamenti/<str:kind>/<int:pk>/", changes.listing, name="changes"),
    path("cambiamenti/<str:kind>/<int:pk>/com-era/", changes.as_of, name="changes_as_of"),
    path("cambiamenti/<str:kind>/<int:pk>/rimetti/", changes.put_back, name="changes_put_back"),
]
