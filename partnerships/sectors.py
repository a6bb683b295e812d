"""The sectors a company may choose in the public form."""

from django.utils.translation import gettext_lazy as _

# Divisions of ATECO 2025, in the words of an entrance form.
SECTORS = [
    ("01", _("Farming")),
    ("10", _("Food industry")),
    ("11", _("Drinks and wine")),
    ("13", _("Textiles and clothing")),
    ("15", _("Leather and shoes")),
    ("17", _("Paper and packaging")),
    ("18", _("Printing")),
    ("20", _("Chemicals")),
    ("21", _("Pharmaceuticals")),
    ("28", _("Mechanics and machines")),
    ("35", _("Energy")),
    ("41", _("Building")),
    ("43", _("Plants and finishing")),
    ("47", _("Shops")),
    ("49", _("Transport")),
    ("52", _("Storage and logistics")),
    ("55", _("Hotels")),
    ("56", _("Restaurants and bars")),
    ("62", _("Computing")),
    ("64", _("Banks and insurance")),
    ("69", _("Law and accounts")),
    ("70", _("Business advice")),
    ("73", _("Advertising")),
    ("79", _("Travel")),
    ("86", _("Health services")),
    ("92", _("Games and betting")),
    ("96", _("Personal services")),
]
