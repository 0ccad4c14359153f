"""The exit statuses, as the command line promises them."""

DONE, FINDING, USAGE, PASSPHRASE, ENVIRONMENT = range(5)
#: Whoever read what was said went away: as a shell tells it, 128 and the number of the signal (SIGPIPE).
READER_GONE = 128 + 13
