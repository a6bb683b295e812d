"""The indicators most partnerships choose among: a name, a unit, what it looks at, how often it is measured."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Seed:
    """One proposal for an indicator."""

    key: str
    name: str
    unit: str
    level: str
    kind: str = "quantity"
    frequency: str = "monthly"


_SEEDS = (
    Seed("money", _("Money given"), "€", "input", "money", "quarterly"),
    Seed("goods", _("Value of goods given"), "€", "input", "money", "quarterly"),
    Seed("company_hours", _("Hours of company volunteering"), _("hours"), "input"),
    Seed("employees", _("Employees involved"), _("people"), "input"),
    Seed("pro_bono", _("Hours of skills given"), _("hours"), "input"),
    Seed("events", _("Events held"), _("events"), "activity", "quantity", "quarterly"),
    Seed("attendances", _("Attendances at events"), _("people"), "output", "quantity", "quarterly"),
    Seed("beneficiaries", _("People helped"), _("people"), "output"),
    Seed("new_beneficiaries", _("People helped for the first time"), _("people"), "output"),
    Seed("nonprofits", _("Non-profits involved"), _("non-profits"), "output", "quantity", "half"),
    Seed("meals", _("Meals served"), _("meals"), "output"),
    Seed("waste", _("Waste collected"), "kg", "output"),
    Seed("food", _("Food recovered"), "kg", "output"),
    Seed("press", _("Press cuttings"), _("cuttings"), "output", "quantity", "quarterly"),
    Seed("reach", _("People reached on social networks"), _("people"), "output"),
    Seed("placements", _("Internships that became jobs"), _("people"), "outcome", "quantity", "half"),
    Seed("passed", _("Pupils promoted without debts"), "%", "outcome", "quality", "yearly"),
    Seed("autonomy", _("People who went on alone"), "%", "outcome", "quality", "half"),
    Seed("satisfied_helped", _("Satisfaction of the people helped"), _("from 1 to 5"), "outcome", "quality", "half"),
    Seed("satisfied_company", _("Satisfaction of the company"), _("from 1 to 5"), "outcome", "quality", "half"),
    Seed("satisfied_nonprofit", _("Satisfaction of the non-profit"), _("from 1 to 5"), "outcome", "quality", "half"),
    Seed("cost", _("Cost for each person helped"), "€", "impact", "money", "yearly"),
    Seed("renewed", _("Partnerships renewed"), "%", "impact", "quantity", "yearly"),
)
SEEDS = {seed.key: seed for seed in _SEEDS}


def initial(key: str) -> dict[str, str]:
    """Return what a form begins with for the seed `key`; nothing for a key there is not."""
    seed = SEEDS.get(key)
    if seed is None:
        return {}
    return {
        "name": str(seed.name),
        "unit": str(seed.unit),
        "level": seed.level,
        "kind": seed.kind,
        "frequency": seed.frequency,
    }
