"""The console in a browser, spoken to as people do: by what is written on it."""

import pathlib

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

import servers

LIMIT_SECONDS = 10
CHROMIUM = pathlib.Path("/usr/bin/chromium")
DRIVER = pathlib.Path("/usr/bin/chromedriver")

# Runs before anything of a page: whatever a text of somebody else might do leaves a trace.
TRAPS = """
window.traces = [];
for (const name of ["alert", "confirm", "prompt"]) {
    window[name] = () => { window.traces.push(name); };
}
addEventListener("securitypolicyviolation", (event) => window.traces.push(event.violatedDirective + " " + event.blockedURI));
addEventListener("error", (event) => window.traces.push("error " + event.message));
addEventListener("unhandledrejection", (event) => window.traces.push("rejection " + event.reason));
"""


def start_browser(language="en-US"):
    """A Chromium without a window. `attacker.example` leads to this machine, as a name that somebody rebinds does."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        f"--lang={language}",
        "--window-size=1280,900",
        "--host-resolver-rules=MAP attacker.example 127.0.0.1",
    ):
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"intl.accept_languages": language})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(DRIVER)))
    browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": TRAPS})
    return browser


class Console:
    """One server's console, shown in a browser."""

    def __init__(self, browser, server, app=servers.SDKAPPID):
        self.browser = browser
        self.base = server.ready["control"]
        self.app = app

    # MARK: Going places

    def open(self, place="now", fresh=False, **query):
        """Goes to a place of the console and waits until it is there; a place is encoded as in an address.

        It goes by the address bar of the open console, unless the page is to be a fresh one.
        """
        parts = "&".join(f"{name}={value}" for name, value in {"app": self.app, **query}.items())
        address = f"{self.base}/console/#/{place}?{parts}"
        if (
            fresh
            or not self.browser.current_url.startswith(f"{self.base}/console/#")
            or self.browser.current_url == address
        ):
            self.browser.get("about:blank")
            self.browser.get(address)
        else:
            self.script(
                """
                document.querySelectorAll("dialog").forEach((dialog) => dialog.close());
                window.pageBefore = document.querySelector(".page");
                location.href = arguments[0];
            """,
                address,
            )
            self.until(
                lambda: self.script("return document.querySelector('.page') !== window.pageBefore"), "another page"
            )
        return self.settle()

    def settle(self):
        """Waits until the page has a heading and nothing is being read."""
        self.until(
            lambda: self.script(
                "return document.querySelector('main h1, .alone h1') !== null && document.querySelector('[aria-busy]') === null"
            ),
            "the page to be there",
        )
        return self

    def until(self, condition, what):
        """Waits for a condition, whatever happens to the elements that it looks at."""
        waiting = WebDriverWait(
            self.browser, LIMIT_SECONDS, poll_frequency=0.05, ignored_exceptions=[StaleElementReferenceException]
        )
        return waiting.until(lambda _: condition(), f"waited for {what}; the page says:\n{self.text}")

    # MARK: Reading

    def script(self, source, *arguments):
        return self.browser.execute_script(source, *arguments)

    @property
    def text(self):
        """All that can be read."""
        return self.script("return document.body.innerText")

    def see(self, *texts):
        """Waits until the page shows each of the texts."""
        for text in texts:
            self.until(lambda: text in self.text, repr(text))
        return self

    def see_no_more(self, text):
        self.until(lambda: text not in self.text, f"{text!r} to go")
        return self

    def all(self, selector, within=None):
        """The elements of a selector that can be seen."""
        return self.script(
            "return [...(arguments[1] ?? document).querySelectorAll(arguments[0])].filter((element) => element.checkVisibility())",
            selector,
            within,
        )

    def one(self, selector, within=None):
        return self.until(lambda: next(iter(self.all(selector, within)), None), selector)

    def rows(self, selector="main .paged tbody tr"):
        """The texts of the rows of a table."""
        return self.script("return [...document.querySelectorAll(arguments[0])].map((row) => row.innerText)", selector)

    def row(self, text):
        """The row of a table that has a text."""
        return self.until(
            lambda: self.script(
                "return [...document.querySelectorAll('main tbody tr')].find((row) => row.innerText.includes(arguments[0]))",
                text,
            ),
            f"a row with {text!r}",
        )

    @property
    def traces(self):
        """What pages did that they should not have done."""
        return self.script("return window.traces")

    # MARK: Doing

    def press(self, text, within=None):
        """Presses the button, link or summary that says exactly this, or whose label does."""

        def find():
            return self.script(
                """
                const [text, within] = arguments;
                return [...(within ?? document).querySelectorAll("button, a, summary, label.segment")].find((element) =>
                    element.checkVisibility() && [element.innerText.trim(), element.getAttribute("aria-label")].includes(text));
            """,
                text,
                within,
            )

        element = self.until(find, f"something to press that says {text!r}")
        self.script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()
        return self

    def field(self, label, within=None):
        """The field of a label."""

        def find():
            return self.script(
                """
                const [text, within] = [arguments[0], arguments[1] ?? document];
                const label = [...within.querySelectorAll("label")].find((element) =>
                    element.checkVisibility() && element.innerText.replace(/\\*\\s*$/, "").trim() === text);
                return label?.control ?? [...within.querySelectorAll("input, textarea, select")].find((element) =>
                    element.checkVisibility() && element.getAttribute("aria-label") === text);
            """,
                label,
                within,
            )

        return self.until(find, f"a field {label!r}")

    def write(self, label, text, within=None):
        """Writes a text into a field, in the place of what is there."""
        field = self.field(label, within)
        if field.tag_name == "select":
            Select(field).select_by_visible_text(text)
        elif field.get_attribute("type") == "checkbox":
            if field.is_selected() != text:
                field.click()
        elif all(ord(letter) < 0x10000 for letter in text) and "\n" not in text and "\t" not in text:
            field.send_keys(Keys.CONTROL, "a")
            field.send_keys(Keys.BACKSPACE)
            field.send_keys(text)
        else:
            self.script(
                "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))",
                field,
                text,
            )
        return self

    # MARK: Dialogs

    @property
    def dialog(self):
        return self.one("dialog[open]")

    def act(self, button, fields=None, press=None, row=None):
        """Opens an action by its button, in a row or on the page, fills its fields in, and does it.

        Returns the call that the dialog showed as a line for a shell; None where it showed none.
        """
        self.press(button, self.row(row) if row else None)
        for label, value in (fields or {}).items():
            self.write(label, value, self.dialog)
        line = self.script("return document.querySelector('dialog[open] .call pre code')?.textContent")
        self.submit(press or button)
        return line

    def submit(self, press=None):
        """Does what the open dialog is for, which closes it."""
        dialog = self.dialog
        dialog.find_element(By.CSS_SELECTOR, "form button[type=submit], .form-foot button").click()
        self.until(lambda: not self.all("dialog[open]"), "the dialog to close")
        return self.settle()
