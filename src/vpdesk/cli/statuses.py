"""The exit statuses, as the command line promises them."""

DONE, FINDING, USAGE, PASSPHRASE, ENVIRONMENT = range(5)
