from vpdesk.domain.counsellor import Counsellor
from vpdesk.services.counsellor import read_counsellor, save_counsellor
from vpdesk.vault.vault import Vault


def test_a_new_vault_knows_no_name_and_keeps_the_one_it_is_given(vault: Vault) -> None:
    assert read_counsellor(vault) == Counsellor()
    save_counsellor(vault, Counsellor(practice_name="Praktijk Vizier"))
    assert read_counsellor(vault).practice_name == "Praktijk Vizier"
