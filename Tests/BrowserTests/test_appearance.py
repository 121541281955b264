"""Languages, light and dark, the keyboard, and narrow windows."""

import pathlib
import re

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from console import Console, start_browser
from messages import message

PAGES = pathlib.Path(__file__).resolve().parents[2] / "Sources" / "ConsolePages" / "Pages"
PLACES = ["now", "groups", "accounts", "account/administrator", "webhooks", "signature", "try", "dev", "settings"]


# MARK: Languages


def table(console, file, name):
    return console.browser.execute_async_script(
        "const [file, name, done] = arguments; import(`/console/${file}`).then((module) => done(module[name]))",
        file,
        name,
    )


@pytest.fixture
def tables(console):
    console.open()
    return table(console, "texts-en.js", "english"), table(console, "texts-zh.js", "chinese")


def test_both_languages_have_every_text(tables):
    english, chinese = tables
    assert english.keys() == chinese.keys()
    placeholders = lambda text: sorted(re.findall(r"\{\w+\}", text))
    for key, text in english.items():
        assert text.strip() and chinese[key].strip(), key
        assert placeholders(text) == placeholders(chinese[key]), key


def test_every_text_that_a_page_names_is_there_and_none_is_left_over(tables):
    english, _ = tables
    source = "\n".join(
        file.read_text() for file in PAGES.glob("*.js") if not file.name.startswith("texts-")
    )
    named = set(re.findall(r'\bt\("([^"]+)"', source))
    assert named - english.keys() == set()
    quoted = set(re.findall(r'"([a-zA-Z]+\.[\w.]+)"', source))
    stems = tuple(re.findall(r"`([a-zA-Z]+\.[\w.]*)\$\{", source)) + tuple(
        f"{stem}." for stem in ("join", "onoff", "counter")
    )
    left_over = [key for key in english if key not in named | quoted and not key.startswith(stems)]
    assert left_over == []


@pytest.mark.parametrize("language, title", [("zh-CN", "群组"), ("zh-TW", "群组"), ("de-DE", "Groups")])
def test_the_language_of_the_browser(server, language, title):
    browser = start_browser(language)
    try:
        console = Console(browser, server).open("groups").see(title)
        assert console.script("return document.documentElement.lang") == ("zh-CN" if title == "群组" else "en-GB")
    finally:
        browser.quit()


def test_the_switch_of_the_language_stays(console):
    console.open("groups").see("Create a group").press("中文").see("创建群组")
    assert "Create a group" not in console.text
    console.open("accounts", fresh=True).see("导入账号").press("English").see("Import an account")


@pytest.mark.parametrize("place", PLACES)
def test_no_english_is_left_in_chinese(console, place):
    console.open(place, fresh=True).press("中文").settle()
    console.open(place, fresh=True)
    lines = [line for line in console.text.split("\n") if re.search(r"\b(the|is|of|and|with|all|not|be)\b", line)]
    assert [line for line in lines if not re.search(r"[\u4e00-\u9fff]", line)] == []


# MARK: Light and dark


def darkness(console):
    return console.script("return getComputedStyle(document.body).backgroundColor")


def test_light_and_dark_follow_the_system_or_the_switch(console):
    console.browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    )
    dark = darkness(console.open())
    console.browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "light"}]}
    )
    light = darkness(console)
    assert dark != light
    theme = console.one("#theme")
    theme.click()
    assert (theme.text, darkness(console)) == ("Light", light)
    theme.click()
    assert (theme.text, darkness(console)) == ("Dark", dark)
    assert darkness(console.open("groups", fresh=True)) == dark
    console.one("#theme").click()
    assert darkness(console) == light


def test_texts_stand_out_from_what_is_behind_them(console, api, make_group):
    group = make_group(AppDefinedData=[{"Key": "k", "Value": "v\u0000"}])
    api.ok("send_group_msg", message(group, "hello"))
    for place in [*PLACES, f"group/{group}", f"group/{group}/members", f"group/{group}/messages"]:
        console.open(place)
        for theme in "light", "dark":
            console.script("document.documentElement.dataset.theme = arguments[0]", theme)
            assert console.script(FAINT_TEXTS) == [], (place, theme)


# The texts whose contrast to what is behind them is less than 4.5, as WCAG reckons it.
FAINT_TEXTS = """
const linear = (part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const parts = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
};
const light = ([red, green, blue]) => 0.2126 * linear(red / 255) + 0.7152 * linear(green / 255) + 0.0722 * linear(blue / 255);
const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
        const colour = parts(getComputedStyle(at).backgroundColor);
        if (colour[3] === 255) { return colour; }
    }
    return parts(getComputedStyle(document.body).backgroundColor);
};
return [...document.querySelectorAll("body *")].filter((element) =>
    element.checkVisibility({ opacityProperty: true }) && !element.closest(":disabled, [hidden]") && !element.matches(".unseen, .unseen *, .skip")
    && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "")
).map((element) => {
    const [front, back] = [light(parts(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    return [element.tagName, element.className, element.textContent.slice(0, 30), Math.round(ratio * 100) / 100];
}).filter((entry) => entry[3] < 4.5);
"""


# MARK: The keyboard


def keys(console, *pressed):
    ActionChains(console.browser).send_keys(*pressed).perform()


def focused(console):
    return console.script(
        "const at = document.activeElement; return at.getAttribute('aria-label') || at.innerText || at.id || at.tagName"
    )


def test_the_first_stop_skips_the_navigation(console):
    console.open("groups", fresh=True)
    keys(console, Keys.TAB)
    assert focused(console) == "Skip to the content"
    keys(console, Keys.ENTER)
    assert console.script("return document.activeElement.id") == "main"
    keys(console, Keys.TAB)
    assert focused(console) == "Create a group"


def test_an_action_by_the_keyboard_alone(console, api, name):
    group = name("typed")
    console.open("groups")
    console.script("document.querySelector('#main').focus()")
    keys(console, Keys.TAB, Keys.ENTER)
    console.until(lambda: console.all("dialog[open]"), "the dialog")
    keys(console, "By keys", Keys.TAB, Keys.TAB, group, Keys.ENTER)
    console.until(lambda: not console.all("dialog[open]"), "the dialog to close")
    assert api.group(group)["Name"] == "By keys"


def test_a_dialog_keeps_the_focus_and_gives_it_back(console, make_group):
    console.open(f"group/{make_group()}").press("Change the owner")
    inside = set()
    for _ in range(14):
        keys(console, Keys.TAB)
        inside.add(
            console.script(
                "const at = document.activeElement; return at === document.body || at.closest('dialog') !== null"
            )
        )
    assert inside == {True}
    keys(console, Keys.ESCAPE)
    console.until(lambda: not console.all("dialog[open]"), "the dialog to close")
    assert focused(console) == "Change the owner"


def test_what_has_the_focus_can_be_seen(console):
    console.open("groups")
    console.script("document.activeElement.blur()")
    for _ in range(12):
        keys(console, Keys.TAB)
        style = console.script(
            "const s = getComputedStyle(document.activeElement); return [s.outlineStyle, parseFloat(s.outlineWidth)]"
        )
        assert style[0] != "none" and style[1] >= 2, focused(console)


def test_every_field_button_and_picture_has_a_name(console, make_group):
    group = make_group()
    for place in [*PLACES, f"group/{group}", f"group/{group}/members", f"group/{group}/messages"]:
        console.open(place)
        nameless = console.script("""
            const named = (element) => element.getAttribute("aria-label") || element.innerText?.trim() || element.title
                || (element.labels?.length > 0) || element.closest("label");
            return [...document.querySelectorAll("main button, main a[href], main input, main select, main textarea, nav a, header button, header select")]
                .filter((element) => element.checkVisibility() && !named(element)).map((element) => element.outerHTML)
                .concat([...document.querySelectorAll("img:not([alt]), svg:not([role]), table:not(:has(caption))")].map((element) => element.outerHTML));
        """)
        assert nameless == [], place


# MARK: Narrow and wide


def resize(console, width):
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    console.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


@pytest.fixture
def resized(console):
    yield console
    console.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_no_page_is_wider_than_its_window(resized, api, make_group):
    group = make_group(Name="N" * 30, Introduction="x" * 200, AppDefinedData=[{"Key": "k" * 16, "Value": "v" * 200}])
    api.ok("send_group_msg", message(group, "w" * 400))
    for place in [
        *PLACES,
        f"group/{group}",
        f"group/{group}/members",
        f"group/{group}/messages",
        f"group/{group}/attributes",
    ]:
        resized.open(place)
        for width in 360, 390, 768, 1280, 1920:
            resize(resized, width)
            assert resized.script("return document.documentElement.scrollWidth") <= width, place


def test_the_menu_of_a_phone(resized):
    resize(resized, 390)
    resized.open()
    assert resized.all("nav[aria-label=Pages] a") == []
    resized.press("Menu").press("Groups").settle().see("Create a group")
    assert resized.all("nav[aria-label=Pages] a") == []
