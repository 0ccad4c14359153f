"""`python -m vpdesk`."""

import sys

from vpdesk.cli import main

sys.exit(main())
