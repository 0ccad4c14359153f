"""What can be done with a case, a moment in it, or something that it waits for; each has its word."""

from vpdesk.domain.code import N_, Code


class Verb(Code):
    """One deed of the counsellor; it is about the case itself or about one value within it."""

    RECORD = "record", N_("Record a conversation")
    AGREE = "agree", N_("Agree")
    CONSENT = "consent", N_("Record consent")
    PLAN = "plan", N_("Plan a step")
    CHANGE_CASE = "change_case", N_("Change details")
    CLOSE = "close", N_("Close the case")
    REOPEN = "reopen", N_("Reopen the case")
    TELL = "tell", N_("Announced today")
    CHANGE = "change", N_("Change")
    WITHDRAW = "withdraw", N_("Withdraw")
    CARRY_OUT = "carry_out", N_("Carried out")
    STOP = "stop", N_("Will not happen")
    SETTLE = "settle", N_("How is it going now?")
    ERASE = "erase", N_("Erase for good")
