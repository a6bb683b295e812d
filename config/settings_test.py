"""Settings for the tests: the same office, in a folder of its own, deaf to the machine's environment."""
import os
from pathlib import Path

# Before anything reads them: pytest-django imports settings ahead of every conftest.
_root = Path(__file__).resolve().parent.parent
os.environ["RELAZIONI_STATE"] = os.environ.get("RELAZIONI_TEST_STATE") or str(_root / "var-test")
_worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if _worker:  # gw0, gw1...: each its own queue, cache and mailbox
    os.environ["RELAZIONI_SLOT"] = str(int(_worker.removeprefix("gw")) + 1)
for _name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "DEBUG", "MAILBOX_URL", "MAIL_PROVIDER"):
    os.environ[_name] = ""
if "RELAZIONI_TEST_DATABASE" not in os.environ:
    os.environ["PUBLIC_URL"] = "http://127.0.0.1:8000"
os.environ.setdefault("LOG_LEVEL", "WARNING")

from config.settings import *  # noqa: E402, F403
from config.settings import CACHES, DATABASES, EMBEDDED  # noqa: E402
from config.testing import template_name  # noqa: E402

EMBEDDED.fast = True
DEBUG = False
SECRET_KEY = "for the tests only"
DATABASES["default"]["CONN_MAX_AGE"] = 0
# A worker started by a test works on that test's database.
DATABASES["default"]["NAME"] = os.environ.get("RELAZIONI_TEST_DATABASE", DATABASES["default"]["NAME"])
# Copied from one that is migrated already (conftest.py makes it): seconds saved in every process.
DATABASES["default"]["TEST"] = {"TEMPLATE": template_name()}
CACHES["default"]["KEY_PREFIX"] = "test"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = EMBEDDED.state / f"media-{EMBEDDED.slot}"
