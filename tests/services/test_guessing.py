"""What somebody who knows Dutch guesses, beside what zxcvbn alone takes for strong."""

import lzma
import math
from itertools import islice

import pytest
from zxcvbn import zxcvbn

from vpdesk import paths
from vpdesk.services import guessing
from vpdesk.services.guessing import CHOICE, Weakness, guess
from vpdesk.services.passphrase import ENOUGH, measure_strength

COMPOUNDS = ["vertrouwenspersoon2026", "Vertrouwenspersoon2026!", "gezondheidszorg2024", "zorgverzekeraar1!",
             "arbeidsongeschiktheidsverzekering", "ziekenhuisopname12"]  # fmt: skip
NAMES = ["Annemarie Jansen 1978", "marieke van der berg", "12 mei 1971", "12mei1971jansen",
         "ajax amsterdam 1900", "Marieke van der Berg Utrecht 1978"]  # fmt: skip
KEYS = ["qwertyuiopasdfghjkl", "1q2w3e4r5t6y7u8i", "zaq12wsxcde34rfv", "abcdefghijklmnop", "gfedcba87654321"]
REPEATS = ["kat kat kat kat kat kat", "regen regen regen regen regen", "hondhondhondhondhond",
           "W3lk0m_01_W3lk0m_02"]  # fmt: skip
PHRASES = [
    "de kat krabt de krullen van de trap", "altijd is kortjakje ziek", "er was eens een klein meisje",
    "zie ginds komt de stoomboot", "aap noot mies wim zus jet", "aapnootmieswimzusjet",
    "maandag dinsdag woensdag donderdag vrijdag", "een twee drie vier vijf zes zeven",
    "rood oranje geel groen blauw", "onze vader die in de hemelen zijt", "mijn wachtwoord is geheim",
    "Wilhelmus van Nassouwe ben ik van Duitsen bloed", "ik hou van mijn hond",
]  # fmt: skip
STRONG = [
    "regen fluit kast zomer brug", "lade wolk ketel duin merel", "regenfluitkastzomerbrug", "xK9#mQ2$vLpw",
    "zeven schapen eten blauwe sokken", "mijn hond eet graag oude kaas van de markt", "gkwmqhvbztrpxd",
]  # fmt: skip


@pytest.mark.parametrize("weak", [*COMPOUNDS, *NAMES, *KEYS, *REPEATS, *PHRASES])
def test_what_a_dutch_guesser_tries_first_is_not_enough(weak: str) -> None:
    strength = measure_strength(weak)
    assert strength.log10 < ENOUGH
    assert strength.why.startswith("Too easy")


def test_zxcvbn_alone_would_let_most_of_them_pass() -> None:
    """The control: the lines and compounds of a language that it does not know are strong to it."""
    passed = [weak for weak in (*COMPOUNDS, *PHRASES) if zxcvbn(weak)["guesses"] >= 10**ENOUGH]
    assert len(passed) > len(COMPOUNDS + PHRASES) * 2 / 3


@pytest.mark.parametrize("strong", STRONG)
def test_words_that_do_not_belong_together_and_letters_by_chance_are_enough(strong: str) -> None:
    assert measure_strength(strong).is_enough


@pytest.mark.parametrize(
    ("texts", "weakness"),
    [(PHRASES, Weakness.PHRASE), (REPEATS[:3], Weakness.REPEAT), (NAMES[:2], Weakness.NAMES)],
)
def test_the_reason_is_the_one_that_weighs_most(texts: list[str], weakness: Weakness) -> None:
    assert {guess(text).weakness for text in texts} == {weakness}


def test_an_accent_a_capital_and_a_changed_letter_hardly_help() -> None:
    plain = guess("reservekopie").log10
    for text in ("Reservekopie", "réservékopie", "res3rv3kopi3", "eipokevreser"):
        assert guess(text).log10 < plain + 2


def test_spaces_cost_nothing_and_order_earns_nothing() -> None:
    assert guess("regen fluit kast").log10 == guess("regenfluitkast").log10
    assert guess("kast regen fluit").log10 == pytest.approx(guess("regen fluit kast").log10, abs=1)


def test_a_drawn_word_costs_what_it_costs_to_draw_it() -> None:
    words = (paths.resources() / "words" / "dutch.txt").read_text("utf-8").split()[:CHOICE]
    for word in islice(words, 0, None, 97):
        assert guess(word).log10 <= math.log10(CHOICE) + 0.01


def test_nothing_takes_no_guess() -> None:
    assert guess("").log10 == guess("   ").log10 == 0
    assert guess("").weakness is None


def test_the_list_of_all_words_is_plain_and_holds_each_once() -> None:
    words = lzma.decompress((paths.resources() / "words" / "all.txt.xz").read_bytes()).decode().split()
    assert len(words) == len(set(words)) > 400_000
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert words == sorted(words)


def test_every_word_of_it_is_found_and_no_other() -> None:
    words = lzma.decompress((paths.resources() / "words" / "all.txt.xz").read_bytes()).decode().split()
    known = guessing._lists()["all"]
    assert all(word in known for word in (words[0], words[-1], *islice(words, 0, None, 997)))
    others = {word[:-1] + "q" for word in islice(words, 0, None, 997)} | {"", "a", "zzzzzzzz", "é"}
    assert {word for word in others if word in known} <= set(words)
