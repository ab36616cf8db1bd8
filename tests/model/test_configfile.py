"""A project's `briefgen.yaml`, with all its problems."""

import pytest

from briefgen.model.config import Config, Project, encode_address
from briefgen.model.configfile import find_project, load_project, parse_config
from briefgen.model.errors import ConfigError


def test_project_is_found_from_below(project: Project) -> None:
    """Any folder inside belongs to the project; outside there is none."""
    assert project == find_project(project.briefs_path)
    with pytest.raises(ConfigError) as caught:
        find_project(project.root.parent)
    assert ["project-missing"] == [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("titel: x\n", 1, "unknown-key"),
        ("base_url: example.org\n", 1, "bad-value"),
        ("content: ../x\n", 1, "path-outside"),
        ("output: /tmp/x\n", 1, "path-outside"),
        ("output: .\n", 1, "bad-value"),
        ("output: content/site\n", 1, "bad-value"),
        ("output: themes\n", 1, "bad-value"),
        ("content: ./themes/mine\n", 1, "bad-value"),
        ("output: .briefgen/site\n", 1, "bad-value"),
        ("keep: [a/b]\n", 1, "bad-value"),
        ("timezone: Asia/Almati\n", 1, "bad-value"),
        ("timezone: ../etc\n", 1, "bad-value"),
        ("theme: ../x\n", 1, "bad-value"),
        ("limits:\n  article_bytes: 0\n", 2, "bad-value"),
        ("limits:\n  article_bytes: lots\n", 2, "wrong-type"),
        ("measures:\n  - name: killed\n", 2, "bad-value"),
        ("silence: {nonsense: because}\n", 1, "bad-value"),
        ("- a\n", 1, "wrong-type"),
        ("a: &x 1\n", 1, "yaml-alias"),
    ],
)
def test_wrong_configuration_is_told_with_its_place(text: str, line: int, code: str) -> None:
    """Each wrong key or value of briefgen.yaml is one problem."""
    _, problems = parse_config(text)
    assert (code, line) in [(problem.code, problem.line) for problem in problems]


@pytest.mark.parametrize(
    ("address", "encoded"),
    [
        ("https://example.org/briefs", "https://example.org/briefs"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("https://bücher.example/краткo", "https://xn--bcher-kva.example/%D0%BA%D1%80%D0%B0%D1%82%D0%BAo"),
        ("http://例え.jp:8080/a&b/é", "http://xn--r8jz45g.jp:8080/a&b/%C3%A9"),
    ],
)
def test_address_is_encoded_for_other_programs(address: str, encoded: str) -> None:
    """Sitemaps and feeds hold URIs: ASCII, hosts by IDNA, and nothing encoded twice."""
    assert encode_address(address) == encoded


def test_wrong_configuration_stops_a_command(project: Project) -> None:
    """A project with a wrong configuration is not used."""
    (project.root / "briefgen.yaml").write_text("titel: x\nper_page: 0\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        find_project(project.root)
    assert ["unknown-key", "bad-value"] == [problem.code for problem in caught.value.problems]


def test_empty_configuration_is_all_defaults(project: Project) -> None:
    """An empty file marks a project as well."""
    (project.root / "briefgen.yaml").write_text("", encoding="utf-8")
    assert (Project(root=project.root, config=Config()), []) == load_project(project.root)
