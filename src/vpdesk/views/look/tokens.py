"""The colours, named for what they are for; the same names in light and in dark.

Every pair in `READABLE` has a contrast of at least 4.5 : 1, and every pair in `VISIBLE` of at least 3 : 1
(WCAG 2.2, 1.4.3 and 1.4.11); the tests compute it.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One palette. `*_soft` is the ground that its colour is written on; `edge` is the rim of an input."""

    name: str
    paper: str
    card: str
    ink: str
    quiet: str
    line: str
    edge: str
    brand: str
    brand_hover: str
    brand_ink: str
    soft: str
    late: str
    late_soft: str
    soon: str
    soon_soft: str
    good: str
    good_soft: str


LIGHT: Final = Tokens(
    name="light",
    paper="#F7F8F8",
    card="#FFFFFF",
    ink="#1D2A2E",
    quiet="#56676C",
    line="#DDE4E5",
    edge="#7E8F94",
    brand="#0F5C6E",
    brand_hover="#0B4A59",
    brand_ink="#FFFFFF",
    soft="#E3EFF1",
    late="#A63A2B",
    late_soft="#FBEAE7",
    soon="#855600",
    soon_soft="#FCF3E0",
    good="#2F6B3A",
    good_soft="#E6F2E8",
)

DARK: Final = Tokens(
    name="dark",
    paper="#14191B",
    card="#1C2326",
    ink="#E6ECEE",
    quiet="#9FB0B5",
    line="#2E383C",
    edge="#6C7B81",
    brand="#5FB7C8",
    brand_hover="#7CC7D5",
    brand_ink="#0C2228",
    soft="#21343A",
    late="#F08A7B",
    late_soft="#3A2320",
    soon="#E5B45C",
    soon_soft="#362B16",
    good="#7CC48A",
    good_soft="#1E3324",
)

THEMES: Final = {"light": LIGHT, "dark": DARK}

#: Text and the ground it stands on.
READABLE: Final = (
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "soft"),
    ("quiet", "paper"),
    ("quiet", "card"),
    ("quiet", "soft"),
    ("brand", "paper"),
    ("brand", "card"),
    ("brand", "soft"),
    ("brand_ink", "brand"),
    ("brand_ink", "brand_hover"),
    ("late", "paper"),
    ("late", "card"),
    ("late", "soft"),
    ("late", "late_soft"),
    ("soon", "paper"),
    ("soon", "card"),
    ("soon", "soon_soft"),
    ("good", "paper"),
    ("good", "card"),
    ("good", "good_soft"),
    ("ink", "line"),
    ("ink", "late_soft"),
    ("ink", "soon_soft"),
    ("ink", "good_soft"),
)

#: Rims and symbols that show where a control is.
VISIBLE: Final = (
    ("edge", "card"),
    ("edge", "paper"),
    ("brand", "line"),
    ("brand", "paper"),
    ("brand", "card"),
    ("late", "card"),
    ("brand_ink", "brand"),
)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (1 to 21) of two `#rrggbb` colours, as WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
