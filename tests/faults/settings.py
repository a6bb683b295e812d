"""The office under fire: its own servers with production's durability, and a clock that ticks faster."""
import os

from config.settings_test import *  # noqa: F403
from config.settings_test import CELERY_BEAT_SCHEDULE, DATABASES, EMBEDDED, LOGGING
from tests.faults.sizes import ANSWER, STEP

EMBEDDED.fast = False
DATABASES["default"]["CONN_MAX_AGE"] = 60
EMAIL_URL = os.environ["FAULTS_EMAIL_URL"]
# A minute for a step and two for the answer would make a test of patience: the same engine, told to wait less.
MAIL_STEP_SECONDS, MAIL_ANSWER_SECONDS = STEP, ANSWER
# Links in mails are those of an office on the open network.
PUBLIC_URL = "https://sforzo.example"
TICK = float(os.environ.get("FAULTS_TICK", "2"))
_jobs = os.environ.get("FAULTS_JOBS", "mail-sweep").split(",")
CELERY_BEAT_SCHEDULE = {
    name: {**job, "schedule": TICK} for name, job in CELERY_BEAT_SCHEDULE.items() if name in _jobs or "all" in _jobs
}
CELERY_BEAT_SCHEDULE_FILENAME = os.environ.get("FAULTS_TIMETABLE", "")
if os.environ.get("FAULTS_CLOCK_SAYS"):
    LOGGING["loggers"]["celery.beat"] = {"level": "INFO"}
