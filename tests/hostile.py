"""What may be typed or pasted anywhere: signs of queries and code, odd letters, much text."""

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
