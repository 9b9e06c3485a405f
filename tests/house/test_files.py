import re

from tests.house.source import PACKAGES, ROOT, kept_files, python_files

LONGEST = 299
MACHINE = re.compile(r"(?<![\w.:/-])/(?:root|home|work|Users)/\w")
INDEX = re.compile(
    r"""https?://\S*/simple\b | \bfiles\.pythonhosted\. | \bregistry\.npmjs\. |
    --(?:extra-)?index-url | --find-links | "resolved":\s*"http""",
    re.VERBOSE,
)
BARE_NOQA = re.compile(r"#\s*noqa(?!: [A-Z]+\d+(?:, [A-Z]+\d+)* [-–] \S)")
BARE_IGNORE = re.compile(r"#\s*type:\s*ignore(?!\[)")


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in kept_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # pictures
        found += [
            f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
            for number, line in enumerate(text.splitlines(), start=1)
            if pattern.search(line)
        ]
    return found


def test_a_file_can_be_read_at_one_sitting() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files(*PACKAGES, "locales", "tests")
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_no_path_of_a_machine_is_kept() -> None:
    assert lines_with(MACHINE) == []


def test_no_address_of_a_package_index_is_kept() -> None:
    mine = "tests/house/test_files.py"
    assert [line for line in lines_with(INDEX) if not line.startswith(mine)] == []


def test_a_silenced_rule_says_why() -> None:
    assert lines_with(BARE_NOQA) == []
    assert lines_with(BARE_IGNORE) == []
