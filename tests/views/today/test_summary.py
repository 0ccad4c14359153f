import pytest

from tests.views.agenda.due import TODAY, day, make_item
from vpdesk import i18n
from vpdesk.services.agenda import Agenda
from vpdesk.views.today.summary import summary


def agenda(waiting: int, *coming: int) -> Agenda:
    return Agenda(
        late=(),
        today=(make_item(),) * waiting,
        this_week=(),
        later=tuple(make_item(due_on=day(offset)) for offset in coming),
    )


@pytest.mark.parametrize(
    ("waiting", "coming", "sentence"),
    [
        (0, (), "Er staat niets in uw agenda."),
        (1, (), "Eén ding wacht op u. Daarna staat er niets in uw agenda."),
        (2, (6,), "Twee dingen wachten op u. Daarna is er tot dinsdag niets."),
        (2, (30, 40), "Twee dingen wachten op u. Daarna is er tot 18 december niets."),
        (21, (1,), "21 dingen wachten op u. Morgen is er weer iets."),
        (0, (1,), "Vandaag staat er niets in uw agenda. Morgen is er weer iets."),
        (0, (60,), "Vandaag staat er niets in uw agenda. Het eerstvolgende is op 17 januari 2027."),
    ],
)
def test_one_sentence_says_what_waits_and_how_long_it_is_quiet(
    waiting: int, coming: tuple[int, ...], sentence: str
) -> None:
    i18n.use("nl")
    assert summary(agenda(waiting, *coming), TODAY) == sentence


def test_late_things_wait_too() -> None:
    late = Agenda(late=(make_item(due_on=day(-3)),), today=(make_item(),), this_week=(), later=())
    assert summary(late, TODAY).startswith("Two things are waiting for you.")
