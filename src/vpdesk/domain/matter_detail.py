"""What more is known of a matter: how it was done, on which ground, whether it may be a wrong by law."""

from typing import Self

from vpdesk.domain.code import N_, Code
from vpdesk.domain.values import Matter


class MatterDetail(Code):
    """A detail of a matter, or the ground of discrimination, and the `matter` that it belongs to."""

    matter: Matter

    def __new__(cls, value: str, word: str, matter: Matter) -> Self:
        code = str.__new__(cls, value)
        code._value_ = value
        code.word = word
        code.matter = matter
        return code

    SEXUAL_VERBAL = "sexual_verbal", N_("Sexual harassment in words"), Matter.SEXUAL_HARASSMENT
    SEXUAL_PHYSICAL = "sexual_physical", N_("Sexual harassment by touch"), Matter.SEXUAL_HARASSMENT
    SEXUAL_DIGITAL = "sexual_digital", N_("Sexual harassment online"), Matter.SEXUAL_HARASSMENT
    RELIGION = "religion", N_("Religion"), Matter.DISCRIMINATION
    BELIEF = "belief", N_("Belief"), Matter.DISCRIMINATION
    POLITICAL_OPINION = "political_opinion", N_("Political opinion"), Matter.DISCRIMINATION
    RACE = "race", N_("Race or origin"), Matter.DISCRIMINATION
    SEX = "sex", N_("Sex"), Matter.DISCRIMINATION
    NATIONALITY = "nationality", N_("Nationality"), Matter.DISCRIMINATION
    SEXUAL_ORIENTATION = "sexual_orientation", N_("Sexual orientation"), Matter.DISCRIMINATION
    MARITAL_STATUS = "marital_status", N_("Marital status"), Matter.DISCRIMINATION
    AGE = "age", N_("Age"), Matter.DISCRIMINATION
    DISABILITY = "disability", N_("Disability or chronic illness"), Matter.DISCRIMINATION
    AGGRESSION_VERBAL = "aggression_verbal", N_("Aggression in words"), Matter.AGGRESSION
    AGGRESSION_PHYSICAL = "aggression_physical", N_("Physical aggression"), Matter.AGGRESSION
    AGGRESSION_PSYCHOLOGICAL = "aggression_psychological", N_("Psychological aggression"), Matter.AGGRESSION


class Wrongdoing(Code):
    """Whether a wrong in the sense of the whistle-blower law is suspected; nobody's judgement."""

    NOT_SUSPECTED = "not_suspected", N_("Not suspected")
    SUSPECTED = "suspected", N_("A wrong is suspected")
