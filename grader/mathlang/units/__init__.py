"""Units of measurement: how people write them, and what one is worth in another."""

from typing import TYPE_CHECKING

from grader import on_demand

# The text of a unit to its factors, and a unit at the beginning of a text.
from grader.mathlang.units.unit_text import Unit as Unit
from grader.mathlang.units.unit_text import unit_of as unit_of
from grader.mathlang.units.unit_text import units_at as units_at

if TYPE_CHECKING:
    # What one unit is in another, by pint, which is loaded when it is first asked.
    from grader.mathlang.units.unit_conversion import Conversion as Conversion
    from grader.mathlang.units.unit_conversion import conversion as conversion
    from grader.mathlang.units.unit_conversion import is_known_unit as is_known_unit
    from grader.mathlang.units.unit_conversion import like_units as like_units
    from grader.mathlang.units.unit_conversion import unknown_words as unknown_words

__getattr__ = on_demand(
    __name__,
    {
        "unit_conversion": (
            "Conversion",
            "conversion",
            "is_known_unit",
            "like_units",
            "unknown_words",
        )
    },
)
