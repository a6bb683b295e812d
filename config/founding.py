"""The first start: a demo office, or a real one with the answers of whoever starts it."""
from __future__ import annotations

import getpass
import io
import os
import subprocess
import sys
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.embedded import EmbeddedError


class _Steps(io.StringIO):
    """What a command writes, as steps of the opening."""

    def __init__(self, step: Callable[[str], None]) -> None:
        super().__init__()
        self.step = step

    def write(self, text: str) -> int:
        if text.strip():
            self.step(text.strip())
        return len(text)


def ensure_office(*, empty: bool, step: Callable[[str], None]) -> None:
    """This function will do nothing when the database already holds an office."""
    from relations.models import OfficeSettings

    office = OfficeSettings.objects.first()
    if office and empty and office.is_demo:
        raise EmbeddedError(
            "There is a demo office in %(folder)s. For a real one choose another folder, "
            "for example RELAZIONI_STATE=~/ufficio, or delete that one.", folder=settings.EMBEDDED.state)
    if office:
        return
    if empty:
        found_office(step)
        step(_("The office is founded"))
        return
    step(_("First start: building the demo office, it takes a little"))
    call_command("demo_office", stdout=_Steps(step))
    step(_("The demo office is ready"))


def demo_logins() -> list[tuple[str, str, str]]:
    """Role, e-mail and password of the demo's people; nothing where the office is a real one."""
    from relations.models import OfficeSettings
    from relations.roles import ROLES

    office = OfficeSettings.objects.first()
    if not office or not office.is_demo:
        return []
    from relations.demo import LOGINS

    return [(str(ROLES[role].label) if role in ROLES else str(role), email, password)
            for role, email, password in LOGINS]


# -- a real office -------------------------------------------------------------


def _not_empty(value: str) -> None:
    if not value or not value.isprintable():
        raise ValidationError(_("Write at least one word."))


def _full_name(value: str) -> None:
    if len(value.split()) < 2 or not value.isprintable():
        raise ValidationError(_("Write name and surname, for example: Anna Rossi."))


def _email(value: str) -> None:
    try:
        EmailValidator()(value)
    except ValidationError:
        raise ValidationError(_("This is not an e-mail address. Write it like this: name@example.it.")) from None


# Variable, question, check. The variables answer for whoever starts it from a script.
QUESTIONS = (
    ("RELAZIONI_OFFICE_NAME", gettext_noop("Name of the office"), _not_empty),
    ("RELAZIONI_HEAD_NAME", gettext_noop("Name and surname of the office head"), _full_name),
    ("RELAZIONI_HEAD_EMAIL", gettext_noop("E-mail of the office head"), _email),
    ("RELAZIONI_HEAD_PASSWORD", gettext_noop("Password of the office head"), validate_password),
)


def found_office(step: Callable[[str], None]) -> None:
    while True:
        answers = {variable: _answer(variable, question, check) for variable, question, check in QUESTIONS}
        step(_("Founding the office"))
        refused = _found(answers)
        if not refused:
            return
        if not _can_ask() or all(os.environ.get(variable) for variable in answers):
            raise EmbeddedError("The office was not founded: %(reason)s", reason=refused)
        print(f"    {refused}")


def _found(answers: dict[str, str]) -> str:
    """Return why it was refused, or nothing. The password goes through a pipe, never on a command line."""
    name, head, email, password = answers.values()
    ended = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "found_office",
         f"--name={name}", f"--head-name={head}", f"--head-email={email}"],
        input=password + "\n", capture_output=True, text=True, check=False,
    )
    return ended.stderr.strip().removeprefix("CommandError: ") if ended.returncode else ""


def _answer(variable: str, question: str, check: Callable[[str], None]) -> str:
    given = os.environ.get(variable, "")
    if not given and not _can_ask():
        raise EmbeddedError("There is no terminal to ask on: give the answer in %(variable)s.", variable=variable)
    ask = getpass.getpass if variable.endswith("PASSWORD") else input
    while True:
        value = given or ask(f"    {_(question)}: ").strip()
        try:
            check(value)
        except ValidationError as error:
            reason = " ".join(error.messages)
            if given:
                raise EmbeddedError("%(variable)s: %(reason)s", variable=variable, reason=reason) from None
            print(f"    {reason}")
            continue
        if given or not variable.endswith("PASSWORD") or ask(f"    {_('Once more')}: ").strip() == value:
            return value
        print("    " + _("The two are not the same. Once more, both."))


def _can_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
