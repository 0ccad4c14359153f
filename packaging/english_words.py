"""Make resources/words/english.txt.xz from Debian's wbritish and wamerican: what is an ordinary English word.

    apt-get download wbritish wamerican && for each in w*.deb; do dpkg -x $each words; done
    python3 packaging/english_words.py words/usr/share/dict

Words with a capital are left out. Only needed when the list itself is renewed.
"""

import lzma
import re
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "resources" / "words" / "english.txt.xz"
LISTS = ("british-english", "american-english")


def main() -> None:
    """Write the list: small letters only, in order, each word once."""
    lines = [line for name in LISTS for line in Path(sys.argv[1], name).read_text("utf-8").splitlines()]
    words = sorted({line for line in lines if re.fullmatch("[a-z]{2,28}", line)})
    TARGET.write_bytes(lzma.compress("\n".join(words).encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(words)} words, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
