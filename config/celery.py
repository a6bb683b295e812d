"""The Celery application; what runs when is in `config.beat`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("relazioni")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
