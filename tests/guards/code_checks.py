"""Which rules there are, what each is for, and where one is broken on purpose; ``make check`` runs it.

``python -m tests.guards.code_checks`` names each place and ends with 1 when there is any.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.guards import code_rules as rules
from tests.guards.code_rules import Look, Module

SOURCES = Path(__file__).resolve().parents[2] / "src" / "huixiang"

RULES: dict[Look, str] = {
    rules.sql_by_formatting: "give values to a statement as parameters",
    rules.unescaped_html: "let templates escape; what is drawn by a library is excepted by name",
    rules.rows_in_views: "ask queries or services for rows",
    rules.row_scope_elsewhere: "only kernel.tenancy says in whose house a transaction acts",
    rules.model_of_no_house: "every table has its organisation: inherit TenantModel",
    rules.moment_in_a_sealed_row: "a sealed row or ballot has a day at most, or the moment tells who",
    rules.request_from_elsewhere: "requests go out in few known places, to hosts no page can name",
    rules.shell: "start programs by their list of words, never through a shell",
    rules.child_with_our_secrets: "a reader of strangers' files gets an environment of its own",
    rules.reader_unconfined: "a reader of strangers' files confines itself",
    rules.unsafe_loading: "load data, not objects",
    rules.chance_that_can_be_guessed: "draw with secrets; random is for demos and repeatable draws",
    rules.clock_elsewhere: "take the time as an argument, or from kernel.clock at an interface",
    rules.printed: "only commands print",
    rules.words_in_a_log: "no words, names or codes in a log line",
    rules.form_without_token: "a form without a token says why no forger gains by it",
    rules.secrets_compared: "compare secrets with hmac.compare_digest",
    rules.names_anybody_can_take: "let tempfile or the data folder give the place",
    rules.weak_hashes: "SHA-256 or better",
    rules.sent_where_the_request_says: "send on to addresses of ours only: safe_path",
    rules.debugging_on: "debugging is a setting of the machine",
    rules.rule_by_assert: "refuse with a Ruling or Refusal; asserts can be switched off",
    rules.errors_swallowed: "name the error you expect",
    rules.code_from_text: "no code is made of text",
    rules.xml_trusted: "XML goes through folio.xmlwatch",
    rules.unpacked_as_it_is: "unpack by folio.archives, piece by piece",
    rules.waits_for_ever: "give every wait an end",
    rules.half_a_service: "a service that writes twice is one transaction",
    rules.slow_pattern: "no repeat of a repeat: a hostile text would take for ever",
    rules.cookie_without_guard: "say secure, httponly and samesite of every cookie",
    rules.form_of_all_fields: "name the fields a form may set",
    rules.mail_that_says_more: "a subject says nothing of the case",
}

# In templates: what is looked for, what for, and in which files.
TEMPLATE_RULES: dict[str, tuple[re.Pattern[str], str]] = {
    "unescaped_in_a_template": (re.compile(r"\|\s*safe(seq)?\b|autoescape\s+off"), "let the template escape"),
    "script_in_a_page": (
        re.compile(r"<script(?![^>]*(?:\bsrc=|application/json))[^>]*>|\son[a-z]+=[\"']", re.IGNORECASE),
        "the policy forbids it",
    ),
    "style_in_a_page": (re.compile(r"<style\b|\sstyle=[\"']", re.IGNORECASE), "the policy forbids it"),
    "thing_from_elsewhere": (
        re.compile(r"<(?:script|img|link|iframe|source)\b[^>]*\b(?:src|href)=[\"'](?:https?:)?//", re.IGNORECASE),
        "pages load nothing from other hosts",
    ),
    "form_that_shows_what_it_sends": (
        re.compile(r"<form[^>]*method=[\"']get[\"'][^>]*receipt", re.IGNORECASE),
        "post codes",
    ),
}

# Broken on purpose: rule and place -> how often, and why.
EXCEPTIONS: dict[tuple[str, str], tuple[int, str]] = {
    ("chance_that_can_be_guessed", "ops/demo/load.py"): (1, "receipts of the demo are the same each time"),
    ("clock_elsewhere", "people/sessions.py"): (4, "beside Django's own sessions, which read the same clock"),
    ("form_without_token", "listening/views/protected.py"): (1, "no cookie for a speaker; the code we drew is signed"),
    ("form_without_token", "listening/views/speaking.py"): (
        4,
        "the same; the other three only read, posted to stay unlogged",
    ),
    ("form_without_token", "publishing/views/answer.py"): (1, "only whoever has the code can send it"),
    ("form_without_token", "publishing/views/receipt.py"): (1, "asks for the code, before which there is no cookie"),
    ("form_without_token", "publishing/views/sealed_receipt.py"): (
        1,
        "the same; inside, csrf_protect asks for the token",
    ),
    ("form_without_token", "publishing/views/similar.py"): (1, "reads only; posted so that words stay unlogged"),
    ("form_without_token", "transparency/views/heads.py"): (2, "only whoever has the mail with the link can send it"),
    ("form_without_token", "transparency/views/proof.py"): (1, "reads only, with the code"),
    ("form_without_token", "transparency/views/witness.py"): (1, "a log proves itself by its signature"),
    ("form_without_token", "web/views.py"): (1, "a forger could gain our dark theme"),
    ("half_a_service", "ledger/services/orders/moving.py"): (1, "a step of services, inside their transaction"),
    ("half_a_service", "listening/services/erasing/forgetting.py"): (2, "in the caller's transaction, as it says"),
    ("half_a_service", "listening/services/sealed/accepting.py"): (1, "in the caller's transaction, as it says"),
    ("half_a_service", "sorting/services/labelling.py"): (1, "a step of services, inside their transaction"),
    ("model_of_no_house", "people/models.py"): (1, "the organisation is the house itself"),
    ("request_from_elsewhere", "ops/monitoring.py"): (2, "the log named on the command line; no redirects, 20 s, 1 MB"),
    ("request_from_elsewhere", "transparency/services/asking.py"): (2, "witnesses named on the command line"),
    ("rows_in_views", "people/pages.py"): (1, "names of members for the journal, in one query"),
    ("style_in_a_page", "publishing/templates/publishing/kept_file.html"): (1, "a file speakers take along, no page"),
    ("sql_by_formatting", "ops/findings.py"): (1, "SHOW takes no parameters; the names stand above it"),
    ("unescaped_html", "web/templatetags/hx.py"): (1, "drawn by segno; text around it goes through format_html"),
    ("unescaped_in_a_template", "web/templates/web/components/field.html"): (
        1,
        "help texts are ours, some with a link",
    ),
    ("unsafe_loading", "digest/pools.py"): (1, "written by the parent process into a folder of its own"),
    ("xml_trusted", "folio/lists/docx/parts.py"): (1, "no entities, no network, no DTD; size and depth bounded"),
}


def findings() -> list[str]:
    """Every place that breaks a rule and is not excepted; an exception that holds too much or nothing is one too."""
    places = list(_places())
    found = Counter((name, path) for name, path, _line in places)
    where = {(name, path): line for name, path, line in places}
    allowed = {place: count for place, (count, _why) in EXCEPTIONS.items()}
    wrong = [
        f"src/huixiang/{path}:{where[name, path]}: {name}, {count} places of which {allowed.get((name, path), 0)}"
        f" are excepted: {why_of(name)}"
        for (name, path), count in sorted(found.items())
        if count != allowed.get((name, path), 0)
    ]
    return wrong + [f"src/huixiang/{path}: {name} is excepted for nothing" for name, path in allowed.keys() - found]


def why_of(name: str) -> str:
    """What a rule is for."""
    return {look.__name__: why for look, why in RULES.items()}.get(name) or TEMPLATE_RULES[name][1]


def _places() -> Iterator[tuple[str, str, int]]:
    for path in sorted(SOURCES.rglob("*.py")):
        place = str(path.relative_to(SOURCES))
        if not _is_aside(path):
            yield from ((name, place, line) for name, line in broken(path.read_text(encoding="utf-8"), place))
    for path in sorted(SOURCES.rglob("templates/**/*.html")):
        place = str(path.relative_to(SOURCES))
        yield from ((name, place, line) for name, line in broken_in_template(path.read_text(encoding="utf-8")))


def _is_aside(path: Path) -> bool:
    """Tests, their builders, the demo's story, and what Django writes."""
    return bool({"tests", "migrations", "testing"} & set(path.parts)) or path.name.startswith("testing")


def broken(source: str, place: str) -> Iterator[tuple[str, int]]:
    """The rules a module breaks, each with its line."""
    module = Module(place, ast.parse(source))
    for look in RULES:
        yield from ((look.__name__, line) for line in look(module))


def broken_in_template(source: str) -> Iterator[tuple[str, int]]:
    """The rules a template breaks, each with its line."""
    for name, (pattern, _why) in TEMPLATE_RULES.items():
        yield from ((name, source.count("\n", 0, found.start()) + 1) for found in pattern.finditer(source))


def main() -> int:
    """Print what is broken; 0 when nothing is."""
    wrong = findings()
    count = f"code rules: {len(RULES) + len(TEMPLATE_RULES)} rules, 0 findings, {len(EXCEPTIONS)} exceptions"
    print("\n".join(wrong) or count)  # noqa: T201 - a command
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
