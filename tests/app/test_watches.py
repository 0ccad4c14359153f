import pytest
from PySide6.QtCore import QCoreApplication, QObject

from vpdesk.app.watches import JUMP, WARNING, ClockWatch, IdleWatch

pytestmark = pytest.mark.usefixtures("qapp")


class Clocks:
    """Two clocks that a test sets."""

    def __init__(self) -> None:
        self.steady = 1000.0
        self.on_wall = 1_795_000_000.0

    def pass_by(self, seconds: float) -> None:
        self.steady += seconds
        self.on_wall += seconds


def owner() -> QObject:
    app = QCoreApplication.instance()
    assert app is not None
    return app


def watching(clocks: Clocks, after: float = 300) -> tuple[IdleWatch, list[str]]:
    watch = IdleWatch(owner(), after=after, seconds=lambda: clocks.steady)
    heard: list[str] = []
    watch.warned.connect(lambda left: heard.append(str(left)))
    watch.stayed.connect(lambda: heard.append("stayed"))
    watch.inactive.connect(lambda: heard.append("inactive"))
    return watch, heard


def test_nobody_there_for_five_minutes_is_said_once_after_a_warning_of_half_a_minute() -> None:
    clocks = Clocks()
    watch, heard = watching(clocks)
    for _second in range(320):
        clocks.pass_by(1)
        watch.look()
    assert heard == [*(str(left) for left in range(WARNING, 0, -1)), "inactive"]


def test_whoever_does_something_in_the_last_half_minute_stays() -> None:
    clocks = Clocks()
    watch, heard = watching(clocks)
    clocks.pass_by(280)
    watch.look()
    watch.note()
    clocks.pass_by(269)
    watch.look()
    assert heard == ["20", "stayed"]


def test_whoever_does_something_now_and_then_is_never_warned() -> None:
    clocks = Clocks()
    watch, heard = watching(clocks, after=60)
    for _time in range(100):
        clocks.pass_by(29)
        watch.look()
        watch.note()
    assert heard == []


def test_a_clock_on_the_wall_that_is_set_back_gives_nobody_more_time() -> None:
    clocks = Clocks()
    watch, heard = watching(clocks)
    clocks.pass_by(200)
    clocks.on_wall -= 86_400
    clocks.pass_by(101)
    watch.look()
    assert heard == ["inactive"]


def jumps(*deeds: tuple[float, float]) -> int:
    """How often a jump is said when the steady clock and that on the wall go on by each of `deeds`."""
    clocks, said = Clocks(), []
    watch = ClockWatch(owner(), seconds=lambda: clocks.steady, wall=lambda: clocks.on_wall)
    watch.jumped.connect(lambda: said.append(True))
    for steady, on_wall in deeds:
        clocks.steady += steady
        clocks.on_wall += on_wall
        watch.look()
    return len(said)


def test_a_clock_that_runs_is_no_jump() -> None:
    assert jumps(*[(1, 1)] * 1000) == 0
    assert jumps(*[(1, 1.01)] * 10_000) == 0  # a bad clock that is put right little by little
    assert jumps((1, 1 + JUMP), (1, 1 - JUMP)) == 0


def test_a_clock_set_forward_or_back_is_a_jump_and_said_once() -> None:
    assert jumps((1, 1), (1, 3600), (1, 1), (1, 1)) == 1
    assert jumps((1, 1), (1, -3600), (1, 1), (1, 1)) == 1


def test_a_sleep_is_a_jump_whether_the_steady_clock_stood_still_or_not() -> None:
    assert jumps((1, 1), (0.2, 600), (1, 1)) == 1
    assert jumps((1, 1), (600, 600), (1, 1)) == 1
