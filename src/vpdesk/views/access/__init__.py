"""What opens the vault: choosing a passphrase, the recovery sheet, and opening with it."""
