"""Documents for the counsellor herself or for one reporter: no figures, no organisation, made in memory."""
