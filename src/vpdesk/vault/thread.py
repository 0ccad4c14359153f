"""The one database thread: work goes in as functions of the vault, results come back as futures."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from vpdesk.vault.explaining import explained
from vpdesk.vault.faults import DatabaseDamagedError
from vpdesk.vault.giving_way import GaveWayError, GivingWay

if TYPE_CHECKING:
    from vpdesk.vault.vault import Vault

T = TypeVar("T")


class DatabaseThread:
    """Opens a vault on a thread of its own and runs everything that touches it there, in order.

    `on_damage` is called there when work met damage, before who submitted it hears of the error.
    """

    def __init__(self, open_vault: Callable[[], "Vault"]) -> None:
        """Open the vault and wait for it; raises what `open_vault` raises."""
        self.on_damage: Callable[[], None] = lambda: None
        self._giving_way = GivingWay()
        self._closing = False
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault")
        try:
            self._vault = self._executor.submit(open_vault).result()
        except BaseException:
            self._executor.shutdown()
            raise

    def submit(self, work: Callable[["Vault"], T]) -> Future[T]:
        """Run `work` after everything that was submitted before it.

        What reading runs into on a damaged page is told as what it is: DatabaseDamagedError. What comes after
        it goes through another connection.
        """
        self._giving_way.announce()
        return self._executor.submit(self._do_first, work)

    def submit_patiently(self, work: Callable[["Vault"], T], wanted: Callable[[], bool]) -> Future[T]:
        """Run `work`, which only reads, when nothing else waits; for as long as it is `wanted`.

        What was written before it is in the full-text indexes first. It is stopped when other work comes, and
        begun anew after that. When it is no longer wanted (see `stop_reading`), its future is cancelled.
        """
        answer: Future[T] = Future()
        self._executor.submit(self._do_patiently, work, wanted, answer)
        return answer

    def stop_reading(self) -> None:
        """Stop what reads patiently; where it is still wanted it begins anew."""
        self._giving_way.stop()

    def close(self) -> None:
        """Finish what was submitted, close the vault, end the thread."""
        self._closing = True
        self.stop_reading()
        self._executor.submit(self._vault.close).result()
        self._executor.shutdown()

    def _do_first(self, work: Callable[["Vault"], T]) -> T:
        self._giving_way.begin()
        return self._do(work)

    def _do_patiently(
        self, work: Callable[["Vault"], T], wanted: Callable[[], bool], answer: Future[T]
    ) -> None:
        if self._closing or not wanted():
            answer.cancel()
            answer.set_running_or_notify_cancel()
            return
        try:
            self._do(_take_in)  # here: no reading that may be stopped ever opens a transaction
            with self._giving_way.reading(self._vault.connection):
                found = self._do(work)
        except GaveWayError:
            self._again(work, wanted, answer)
        except BaseException as error:  # noqa: BLE001  it is the answer, as that of any future
            answer.set_exception(error)
        else:
            answer.set_result(found)

    def _again(self, work: Callable[["Vault"], T], wanted: Callable[[], bool], answer: Future[T]) -> None:
        try:
            self._executor.submit(self._do_patiently, work, wanted, answer)
        except RuntimeError:  # the thread has ended meanwhile
            answer.cancel()
            answer.set_running_or_notify_cancel()

    def _do(self, work: Callable[["Vault"], T]) -> T:
        try:
            with explained():
                return work(self._vault)
        except DatabaseDamagedError:
            self._vault.discard_connection()
            self.on_damage()
            raise


def _take_in(vault: "Vault") -> None:
    vault.take_in()
