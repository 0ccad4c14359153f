"""What was in the bin long enough goes by itself at unlocking, beside the window."""

from datetime import timedelta

from tests.app.conftest import Stage
from tests.app.test_program import desk_of, unlocked
from tests.factories import CHEAP, PASSPHRASE, make_case, make_contact
from tests.views.conftest import NOW
from vpdesk.domain.binned import KEPT, BinKind
from vpdesk.domain.organisation import Organisation
from vpdesk.services.binning import bin_case, bin_part, read_bin
from vpdesk.vault.vault import Vault


def test_after_thirty_days_a_part_is_gone_not_a_minute_before_and_a_case_is_never(stage: Stage) -> None:
    with Vault.create(stage.folder, PASSPHRASE, cost=CHEAP) as vault:
        organisation = Organisation(name="Gemeente Molendrecht")
        case, other = make_case(organisation.id), make_case(organisation.id)
        contacts = [make_contact(case.id) for _ in range(2)]
        with vault.transaction():
            vault.organisations.save(organisation)
            for each in (case, other):
                vault.cases.save(each)
            for contact in contacts:
                vault.contacts.save(contact)
        for contact, age in zip(contacts, (KEPT, KEPT + timedelta(minutes=1)), strict=True):
            bin_part(vault, BinKind.CONTACT, contact.id, label=str(age), now=NOW - age)
        bin_case(vault, other.id, (NOW - 3 * KEPT).date())
    program = stage.start()
    unlocked(stage, program)
    desk = desk_of(program)
    stage.wait(lambda: len(desk.ask(read_bin).parts) == 1)
    content = desk.ask(read_bin)
    assert [each.part.label for each in content.parts] == [str(KEPT)]
    assert [each.id for each in content.cases] == [other.id]
