"""The documents of the project, and the examples in them."""

import dataclasses
import pathlib
import re
import subprocess
import textwrap

PROJECT = pathlib.Path(__file__).resolve().parents[2]

FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
COMMENTS = re.compile(r"((?:^ *<!--[^\n]*-->\n)+)\Z", re.MULTILINE)
COMMENT = re.compile(r"<!-- (.*?)(?:: (.*?))? -->")

# what a comment right above an example may say of it
MARKS = {
    "not run": "why the example is not replayed",
    "run by": "the test that runs it instead",
    "first": "what a reader has done before, as a line of the shell",
    "prints": "a text that the example prints",
    "refused": "a text that it prints when it does not succeed, as it is meant",
    "configuration": "it is a whole configuration file",
    "seed": "it is a seed",
}

REPLAYED = {"sh", "python", "javascript", "php", "java", "json"}


@dataclasses.dataclass(frozen=True)
class Example:
    """A block of code of a document; `line` is that of its fence, `marks` are pairs of name and text."""

    page: str
    line: int
    language: str
    text: str
    marks: tuple

    def mark(self, name):
        """The texts of the marks of one name."""
        return [text for mark, text in self.marks if mark == name]

    @property
    def place(self):
        return f"{self.page}:{self.line}"


def pages():
    """The paths of all documents below the project, but for those of commands, which test_api_reference.py prints and replays."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", "*.md"]
    names = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout.splitlines()
    return sorted(name for name in names if (PROJECT / name).is_file() and not name.startswith("docs/api/"))


def examples(page):
    """The blocks of code of a document, in their order."""
    text = (PROJECT / page).read_text()
    for fence in FENCE.finditer(text):
        above = COMMENTS.search(text[: fence.start()])
        marks = tuple((name, value or "") for name, value in COMMENT.findall(above[1])) if above else ()
        unknown = [name for name, _ in marks if name not in MARKS]
        line = text.count("\n", 0, fence.start()) + 1
        assert not unknown, f"{page}:{line}: unknown marks {unknown}"
        yield Example(page, line, fence[2], textwrap.dedent(fence[3]), marks)
