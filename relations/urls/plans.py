"""Follow-up plans and calendars."""

from django.urls import include, path

from relations.views import feeds, plans

plan_urls = [
    path("", plans.listing, name="plans"),
    path("nuovo/", plans.new, name="plan_new"),
    path("avvia/", plans.start, name="plan_start"),
    path("<int:pk>/", plans.edit, name="plan"),
    path("<int:pk>/togli/", plans.retire, name="plan_retire"),
    path("<int:pk>/rimetti/", plans.bring_back, name="plan_back"),
    path("in-corso/<int:pk>/pausa/", plans.pause, name="plan_pause"),
    path("in-corso/<int:pk>/riprendi/", plans.resume, name="plan_resume"),
    path("in-corso/<int:pk>/ferma/", plans.stop, name="plan_stop"),
]
feed_urls = [
    path("", feeds.page, name="calendar_feeds"),
    path("nuovo/", feeds.issue, name="calendar_issue"),
    path("<int:pk>/togli/", feeds.revoke, name="calendar_revoke"),
]
urlpatterns = [
    path("agenda/piani/", include(plan_urls)),
    path("profilo/calendario/", include(feed_urls)),
    path("calendario/<str:token>.ics", feeds.ics, name="calendar_file"),
]
