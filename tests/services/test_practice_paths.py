"""The paths of the practice vault follow from its cases, and keep the rules."""

import re
from datetime import date
from functools import cache
from itertools import chain

from vpdesk.domain.chosen_routes import chosen_routes
from vpdesk.domain.formal import MILESTONES
from vpdesk.domain.overview import DueKind
from vpdesk.services.agenda import read_agenda
from vpdesk.services.practice import Practice, fill, practice
from vpdesk.services.practice_paths import Trodden, fill_paths, tread
from vpdesk.vault.vault import Vault

TODAY = date(2026, 11, 18)


@cache
def made() -> tuple[Practice, Trodden]:
    data = practice(20, TODAY)
    return data, tread(data)


def test_the_choices_are_the_routes_that_the_cases_have() -> None:
    data, trodden = made()
    for case in data.cases:
        choices = [choice for choice in trodden.choices if choice.case_id == case.id]
        assert chosen_routes((), choices, ()) == case.routes


def test_nothing_happened_after_today_or_on_a_way_that_does_not_have_it() -> None:
    _, trodden = made()
    tracks = {track.id: track for track in trodden.tracks}
    assert tracks
    for milestone in trodden.milestones:
        track = tracks[milestone.formal_track_id]
        assert milestone.kind in MILESTONES[track.route]
        assert track.begun_on <= milestone.reached_on <= (track.ended_on or TODAY)


def test_its_texts_are_whole_sentences_about_nobody() -> None:
    _, trodden = made()
    texts = [
        *(case.criteria for case in trodden.cases),
        *chain.from_iterable((one.meaning, one.speaks_for, one.speaks_against) for one in trodden.options),
    ]
    assert texts
    assert all(re.fullmatch(r"[A-Z][^A-Z]+\.", text) for text in texts)


def test_it_shows_terms_that_run_and_a_referral_to_ask_about(vault: Vault) -> None:
    data, trodden = made()
    fill(vault, data)
    fill_paths(vault, trodden)
    agenda = read_agenda(vault, TODAY)
    kinds = {item.kind for item in (*agenda.late, *agenda.today, *agenda.coming)}
    assert DueKind.TERM in kinds
    assert any(referral.may_be_asked(TODAY) for referral in trodden.referrals)
