"""What was typed and not recorded is named in its case, and leads back to where it was typed."""

import pytest
from PySide6.QtWidgets import QPushButton

from tests.factories import (
    make_aftercare,
    make_consent,
    make_contact,
    make_milestone,
    make_referral,
    make_step,
    make_track,
)
from tests.views.cases.conftest import TODAY, Practice, Window
from tests.views.finding import child
from vpdesk.domain.case import Case
from vpdesk.services.binning import bin_case
from vpdesk.services.drafts import NEW_CASE, load_draft, save_draft
from vpdesk.vault.vault import Vault
from vpdesk.views.cases.begun import UNTOLD, deed_of, deeds, words
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.pictures import settle

#: The deeds that open a form which keeps a draft, with something to type in each.
_DEEDS: dict[Verb, dict[str, object]] = {
    Verb.RECORD: {"notes": "half"},
    Verb.AGREE_CONTACT: {"next_contact_on": "ooit"},
    Verb.CONSENT: {"purpose": "sharing", "step": "half"},
    Verb.PLAN: {"description": "half"},
    Verb.BEGIN_TRACK: {"remarks": "half"},
    Verb.REFER: {"remarks": "half"},
    Verb.WEIGH: {"harm": "half"},
    Verb.CLOSE: {"reflection": "half"},
    Verb.CHANGE_CASE: {"alias": ""},
    Verb.CHANGE_ENTRY: {"alias": ""},
    Verb.CHANGE_MATTERS: {"matters": []},
    Verb.CHANGE_RESERVATION: {"told_of_reservation_on": "ooit"},
    Verb.CHANGE: {"held_on": "ooit"},
    Verb.CHANGE_CONSENT: {"given_on": "ooit"},
    Verb.WITHDRAW: {"withdrawn_on": "ooit"},
    Verb.CHANGE_STEP: {"description": ""},
    Verb.CARRY_OUT: {"result": "half"},
    Verb.STOP: {"result": "half"},
    Verb.CHANGE_TRACK: {"begun_on": "ooit"},
    Verb.MILESTONE: {"remarks": "half"},
    Verb.END_TRACK: {"ended_on": "ooit"},
    Verb.CHANGE_MILESTONE: {"reached_on": "ooit"},
    Verb.CHANGE_REFERRAL: {"referred_on": "ooit"},
    Verb.UPTAKE: {"uptake_on": "ooit"},
    Verb.SETTLE: {"remarks": "half"},
}


@pytest.fixture
def eik(practice: Practice) -> Case:
    return practice.eik


@pytest.fixture
def parts(window: Window, eik: Case) -> dict[Verb, int]:
    """One of each part of the case, by the verbs that are about it."""
    contact, consent = make_contact(eik.id), make_consent(eik.id)
    step, track = make_step(eik.id, consent.id), make_track(eik.id)
    milestone, referral = make_milestone(eik.id, track.id), make_referral(eik.id)
    aftercare = make_aftercare(eik.id)

    def fill(vault: Vault) -> None:
        with vault.transaction():
            vault.contacts.save(contact)
            vault.consents.save(consent)
            vault.steps.save(step)
            vault.formal_tracks.save(track)
            vault.milestones.save(milestone)
            vault.referrals.save(referral)
            vault.aftercares.save(aftercare)

    window.change(fill)
    window.place.open_case(eik.id)
    of_step = dict.fromkeys((Verb.CHANGE_STEP, Verb.CARRY_OUT, Verb.STOP), step.id)
    of_track = dict.fromkeys((Verb.CHANGE_TRACK, Verb.MILESTONE, Verb.END_TRACK), track.id)
    return {
        Verb.CHANGE: contact.id,
        Verb.CHANGE_CONSENT: consent.id,
        Verb.WITHDRAW: consent.id,
        **of_step,
        **of_track,
        Verb.CHANGE_MILESTONE: milestone.id,
        Verb.CHANGE_REFERRAL: referral.id,
        Verb.UPTAKE: referral.id,
        Verb.SETTLE: aftercare.id,
    }


def begun(window: Window, case: Case) -> list[tuple[Verb, int]]:
    return deeds(window.desk.ask(lambda vault: vault.drafts.begun()), case.id)


@pytest.mark.parametrize("verb", list(_DEEDS))
def test_what_was_begun_leads_back_to_where_it_was_typed(
    window: Window, eik: Case, parts: dict[Verb, int], verb: Verb, aloud: list[str]
) -> None:
    value_id = parts.get(verb, eik.id)
    assert begun(window, eik) == []
    window.place.detail.answered.emit(verb, value_id)
    settle()
    name = window.page.objectName()
    typed = _DEEDS[verb]
    window.fill(**typed)
    window.escape()
    settle()
    assert begun(window, eik) == [(verb, value_id)]
    assert "Begun and not recorded yet:" in window.says()
    assert aloud[-1] == f"Begun and not recorded yet: {words(verb)}"
    link = child(window.place.detail, QPushButton, f"go_on_{verb.value}_{value_id}")
    assert link.isVisible()
    assert link.text() == words(verb) != "Change"
    assert link.accessibleDescription() == "Begun and not recorded yet:"
    window.press(link.objectName())
    settle()
    assert window.page.objectName() == name
    assert {key: window.form_page.form.editor(key).raw() for key in typed} == typed


def test_what_is_recorded_is_not_told_any_more(window: Window, eik: Case) -> None:
    window.place.open_case(eik.id)
    assert "Begun and not recorded yet:" not in window.says()
    window.press("record_contact")
    window.fill(notes="half")
    window.escape()
    assert "Begun and not recorded yet:" in window.says()
    window.press("record_contact")
    window.finish()
    window.escape()
    settle()
    assert begun(window, eik) == []
    assert "Begun and not recorded yet:" not in window.says()


@pytest.mark.parametrize("undone", ["begun again", "taken out"])
def test_what_was_thrown_away_is_not_told_any_more(window: Window, eik: Case, undone: str) -> None:
    """Else Today would speak for ever of a page with nothing on it."""
    window.place.open_case(eik.id)
    window.press("record_contact")
    window.fill(notes="half")
    window.escape()
    window.press("record_contact")
    if undone == "begun again":
        window.press("begin_again")
    else:
        window.fill(notes="")
    window.escape()
    settle()
    assert begun(window, eik) == []
    assert "Begun and not recorded yet:" not in window.says()
    window.press("record_contact")
    if undone == "begun again":  # and yet it is not lost
        window.press("begin_again")
        assert window.form_page.form.editor("notes").raw() == "half"


def test_a_new_case_that_was_thrown_away_waits_for_nobody(window: Window) -> None:
    window.place.new_case()
    window.fill(alias="Half-1")
    window.escape()
    assert window.desk.ask(lambda vault: load_draft(vault, NEW_CASE)) is not None
    window.place.new_case()
    window.press("begin_again")
    window.escape()
    settle()
    assert window.desk.ask(lambda vault: load_draft(vault, NEW_CASE)) is None


def test_nothing_is_told_of_another_case_or_of_one_in_the_bin(
    window: Window, eik: Case, practice: Practice
) -> None:
    def begin(vault: Vault) -> None:
        save_draft(vault, f"case/{practice.linde.id}/contact", "{}", window.place._around.now())

    window.change(begin)
    window.place.open_case(eik.id)
    assert begun(window, eik) == []
    assert begun(window, practice.linde) == [(Verb.RECORD, practice.linde.id)]

    window.change(lambda vault: bin_case(vault, practice.linde.id, TODAY))
    assert begun(window, practice.linde) == []


@pytest.mark.parametrize("what", sorted(UNTOLD))
def test_what_nobody_wrote_is_not_told(what: str) -> None:
    assert deed_of(f"case/12/{what}") is None
    assert deed_of("case/12/contact/earlier") is None
    assert deed_of("case/12/option/self") == (Verb.OPTIONS, 12)
    assert deed_of("new_case/organisation") is None
    assert deed_of("window") is None
