"""What may be typed or pasted anywhere: signs of queries and code, odd letters, much text."""

import random
import string
from typing import Final

HOSTILE: Final[tuple[str, ...]] = (
    '"', '""', '"pest', 'pest"', "*", "pest*", "**", "^pest", "-pest", "pest -gesprek", "+", "(", ")", "((",
    "pest)", "NEAR", "NEAR(pest gesprek)", "NEAR(a b, 3)", "AND", "OR", "NOT", "pest AND", "AND pest",
    "pest OR", "NOT pest", "text:pest", "text : pest", "{text} : pest", "- {text} : pest", "alias:x",
    "rank", "rowid", "%", "%%", "_", "?", "?1", ":sought", "@x", "$x", ";", "; DROP TABLE cases;", "'",
    "''", "' OR 1=1", "x' UNION SELECT 1 --", "--", "/*", "*/", "\\", "\\\\", "\n", "\t", "\x00",
    "pest\x00gesprek", "\ud800", "\udc00x", "\U0001f600", "\U0001f469\u200d\U0001f469\u200d\U0001f467",
    "\U0001f3f3\ufe0f\u200d\U0001f308 pest", "\u202e", "\u202epest", "\u200b", "\u200d", "\ufeff", "\u0301",
    "e\u0301\u0301\u0301",
    "\u0645\u0631\u062d\u0628\u0627", "\u05e9\u05dc\u05d5\u05dd", "\u4f60\u597d", "\xff", "\u0130",
    "\u0131", "\xdf", "\u1e9e", "\u01c5", "\ufb01", "\u2167", "\u2460", "\xbd", "\uffff", "\U0010ffff",
    "\ue000", "<b>pest</b>", "&lt;", "&amp;", "<script>", "{}", "[]", "{{}}", "%s", "%d", "{0}", "{pest}",
    " ", "", "\r\n", "\x1b[31m", "\x7f", "fts5(", "snippet(", "bm25(", "highlight(", "\xa0", "\u2028",
    "\xbf", "\u2026", "\u2013", "\u2014", "\u201cpest\u201d", "\u2018pest\u2019", "pest/gesprek",
    "pest\\gesprek", "pest|gesprek", "pest&gesprek", "pest,gesprek", "~", "`", "^", "#", "!", "pest\x00",
    "\x00pest", "1e999", "0x1", "NULL", "nan", "-0", "\u0345", "\u0345pest", "\ufdfa",
    "\U0001d4f9\U0001d4ee\U0001d4fc\U0001d4fd",
    "\u0336" * 50, "9" * 400, "pest" * 5000, "a " * 5000, '"' * 5000, "(" * 5000, "x" * 1_000_000,
    *(f"{sign}pest{sign}" for sign in string.punctuation),
    *(f"pest {sign} gesprek" for sign in string.punctuation),
)  # fmt: skip

#: One sample or more of every kind of input that text fields must bear.
KINDS: Final[dict[str, tuple[str, ...]]] = {
    "emoji": ("\U0001f600", "\U0001f469\u200d\U0001f469\u200d\U0001f467", "\u2764\ufe0f"),
    "right to left": (
        "\u0645\u0631\u062d\u0628\u0627",
        "\u202egespiegeld",
        "\u2067\u05e9\u05dc\u05d5\u05dd\u2069",
    ),
    "combining marks": ("e\u0301", "a" + "\u0336" * 40, "\u0301los", "Zoe\u0308"),
    "zeros": ("\x00", "pest\x00gesprek", "\x00\x00naam"),
    "halves of characters": ("\ud800", "\udc00x", "naam\udcff.pdf"),
    "HTML": ("<b>vet</b>", "<img src=x onerror=alert(1)>", "<script>x</script>", "&lt;", "</span><h1>groot"),
    "SQL": ("'; DROP TABLE cases;--", "' OR 1=1", "x' UNION SELECT 1 --", "?1", ":alias"),
    "operators of search": ('"', "NEAR(a b, 3)", "pest*", "text:pest", "a AND NOT b", "^pest", "-pest"),
    "wildcards": ("%", "_", "100 %", "%s %(x)d", "{naam}", "{0}", "*"),
    "control characters": ("\x1b[31m", "\x07", "\r\n", "\t", "\x7f", "\x85", "\u2028", "\u2029"),
    "other spaces": ("\xa0", "\u200b", "\ufeff", "\u3000breed"),
    "very long words": ("a" * 400, "9" * 600, "\u4f60" * 300),
    "ordinary words": ("gesprek", "De heer Van 't Hof", "melder vertelt", "caf\xe9", "R&D", "C:\\map\\naam"),
}
#: What somebody pastes who holds the wrong thing in the clipboard: a file, in one word and in many.
MEGABYTES: Final[tuple[str, ...]] = ("x" * 1_000_000, "pest gesprek " * 77_000)


def hostile_texts(count: int = 200, seed: int = 2026) -> tuple[str, ...]:
    """Return `count` different texts: each sample of every kind, then mixtures of them by `seed`.

    The two of a megabyte stand apart, in `MEGABYTES`: they ask for time.
    """
    draw = random.Random(seed)
    samples = [sample for kind in KINDS.values() for sample in kind]
    found = dict.fromkeys(samples)
    while len(found) < count:
        parts = draw.choices(samples, k=draw.randint(2, 5))
        found[draw.choice(("", " ", "\n")).join(parts)] = None
    return tuple(found)[:count]


def storable(text: str) -> str:
    """Return what is stored of a text: to the letter, but for what no text can hold."""
    return "".join("\ufffd" if each == "\0" or "\ud800" <= each <= "\udfff" else each for each in text)
