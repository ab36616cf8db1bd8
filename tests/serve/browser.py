"""A window of a real browser, as the tests of the dev server use it."""

from collections.abc import Callable
from typing import Any

from selenium.webdriver.support.ui import WebDriverWait

WAIT_SECONDS = 15


class Browser:
    """One window that shows one page of the dev server."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        """Go to an address, wait until the page is connected to the dev server, and mark it."""
        self.driver.get(address)
        self.until_connected()
        self.run("window.mark = 'still here'")

    def until_connected(self) -> None:
        """Wait until the page is connected to the dev server."""
        self.until("return performance.getEntriesByName('briefgen:connected').length > 0")

    def is_marked(self) -> bool:
        """Tell whether the page was not reloaded since it was opened."""
        return self.run("return window.mark") == "still here"

    def run(self, script: str, *arguments: object) -> Any:
        """Run a script in the page; return what it returns."""
        return self.driver.execute_script(script, *arguments)

    def until(self, condition: str | Callable[[], Any]) -> Any:
        """Wait until a script or a function gives something true; return that."""

        def check(_: Any) -> Any:
            return self.run(condition) if isinstance(condition, str) else condition()

        return WebDriverWait(self.driver, WAIT_SECONDS, poll_frequency=0.02).until(check)

    def until_text(self, text: str) -> None:
        """Wait until the page shows this text."""
        self.until(lambda: text in self.run("return document.body.innerText"))

    def text(self) -> str:
        """Return the text the page shows."""
        return str(self.run("return document.body.innerText"))

    def overlay(self, part: str = ".panel") -> str:
        """Return the text of a part of the overlay; "" if it is not shown."""
        script = """
            const overlay = document.querySelector("briefgen-overlay");
            const found = overlay?.shadowRoot.querySelector(arguments[0]);
            return found?.checkVisibility() ? found.innerText : "";
        """
        return str(self.run(script, part))

    def until_overlay(self, text: str, part: str = ".panel") -> str:
        """Wait until a part of the overlay has this text; return all of it."""
        self.until(lambda: text in self.overlay(part))
        return self.overlay(part)

    def until_no_overlay(self, part: str = ".panel") -> None:
        """Wait until a part of the overlay is gone."""
        self.until(lambda: not self.overlay(part))

    def click_overlay(self, part: str) -> None:
        """Click something in the overlay."""
        self.run(
            "document.querySelector('briefgen-overlay').shadowRoot.querySelector(arguments[0]).click()", part
        )
