"""The one database thread: work goes in as functions of the vault, results come back as futures."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from vpdesk.vault.explaining import explained
from vpdesk.vault.faults import DatabaseDamagedError
from vpdesk.vault.vault import Vault

T = TypeVar("T")


class DatabaseThread:
    """Opens a vault on a thread of its own and runs everything that touches it there, in order.

    `on_damage` is called there when work met damage, before who submitted it hears of the error.
    """

    def __init__(self, open_vault: Callable[[], Vault]) -> None:
        """Open the vault and wait for it; raises what `open_vault` raises."""
        self.on_damage: Callable[[], None] = lambda: None
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault")
        try:
            self._vault = self._executor.submit(open_vault).result()
        except BaseException:
            self._executor.shutdown()
            raise

    def submit(self, work: Callable[[Vault], T]) -> Future[T]:
        """Run `work` after everything that was submitted before it.

        What reading runs into on a damaged page is told as what it is: DatabaseDamagedError. What comes after
        it goes through another connection.
        """
        return self._executor.submit(self._do, work)

    def close(self) -> None:
        """Finish what was submitted, close the vault, end the thread."""
        self._executor.submit(self._vault.close).result()
        self._executor.shutdown()

    def _do(self, work: Callable[[Vault], T]) -> T:
        try:
            with explained():
                return work(self._vault)
        except DatabaseDamagedError:
            self._vault.discard_connection()
            self.on_damage()
            raise
