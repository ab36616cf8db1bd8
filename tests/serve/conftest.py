"""What the tests of the dev server share."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver

from tests.serve.browser import Browser


@pytest.fixture
def browser(chromium: Any) -> Iterator[Browser]:
    """A browser that must not have complained about a script at the end."""
    yield Browser(chromium)
    complaints = [
        entry["message"] for entry in chromium.get_log("browser") if entry["source"] == "javascript"
    ]
    assert not complaints


@pytest.fixture
def second_browser(chromium: Any, tmp_path: Path) -> Iterator[Browser]:
    """Another browser with a profile of its own, started like the first."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium") or shutil.which("google-chrome"))
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"):
        options.add_argument(flag)
    for flag in ("--no-first-run", "--disable-sync", "--disable-component-update", "--disable-dev-shm-usage"):
        options.add_argument(flag)
    options.add_argument(f"--user-data-dir={tmp_path / 'profile'}")
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    yield Browser(driver)
    driver.quit()
