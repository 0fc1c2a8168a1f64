"""Our own rules for code: what this house never does, found in the syntax tree of every module.

Each function is a rule and gives the lines of a module that break it. Examples that each finds, and that it leaves
alone, stand in ``code_rule_examples``; which are in force, in ``code_checks``. Why not semgrep: ADR 0019.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cached_property

Look = Callable[["Module"], Iterator[int]]


class Module:
    """A module of ours: where it lies below ``src/huixiang``, and its tree, walked once for all rules."""

    def __init__(self, path: str, tree: ast.Module) -> None:
        self.path, self.tree = path, tree
        self.nodes = list(ast.walk(tree))

    @cached_property
    def _named(self) -> list[tuple[str, ast.Call]]:
        return [(dotted(node.func), node) for node in self.nodes if isinstance(node, ast.Call)]

    def within(self, *parts: str) -> bool:
        """Test whether the module is, or lies in, one of these: 'views' is both views.py and views/."""
        names = self.path.removesuffix(".py").split("/")
        return any(part in names for part in parts)

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call with the name it is called by, as far as it is one: 'cursor.execute'."""
        yield from self._named

    def imports(self) -> Iterator[tuple[str, int]]:
        """Every imported module or name, such as 'urllib.request'."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((each.name, node.lineno) for each in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield from ((f"{node.module}.{each.name}", node.lineno) for each in node.names)

    def classes(self) -> Iterator[ast.ClassDef]:
        """Every class."""
        return (node for node in self.nodes if isinstance(node, ast.ClassDef))


def dotted(node: ast.AST) -> str:
    """The name of an expression, as far as it is one."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return f"{dotted(node.func)}()"
    return node.id if isinstance(node, ast.Name) else ""


def named(call: ast.Call, name: str) -> ast.expr | None:
    """An argument given by name."""
    return next((each.value for each in call.keywords if each.arg == name), None)


def _ends(name: str, *ends: str) -> bool:
    return any(name == end or name.endswith(f".{end}") for end in ends)


def _formatted(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Mod) or _formatted(node.left) or not isinstance(node.right, ast.Constant)
    return isinstance(node, ast.Call) and _ends(dotted(node.func), "format")


def sql_by_formatting(module: Module) -> Iterator[int]:
    for name, call in module.calls():
        if _ends(name, "execute", "executemany", "raw", "RawSQL") and call.args and _formatted(call.args[0]):
            # psycopg's own sql.SQL("…").format(sql.Identifier(…)) quotes what it puts in.
            yield from [] if "sql.SQL(" in ast.unparse(call.args[0]) else [call.lineno]


def unescaped_html(module: Module) -> Iterator[int]:
    yield from (call.lineno for name, call in module.calls() if _ends(name, "mark_safe", "SafeString", "safestring"))


def rows_in_views(module: Module) -> Iterator[int]:
    asked = re.compile(r"[\w.]+\.(objects|_default_manager|_base_manager)\.(?!none$)\w+")
    for name, call in module.calls() if module.within("views", "pages") else ():
        if asked.fullmatch(name):
            yield call.lineno


def row_scope_elsewhere(module: Module) -> Iterator[int]:
    for node in module.nodes if module.path != "kernel/tenancy.py" else ():
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "app.org" in node.value:
            yield node.lineno


def model_of_no_house(module: Module) -> Iterator[int]:
    for each in module.classes():
        if any(dotted(base) == "models.Model" for base in each.bases) and module.path != "kernel/tenancy.py":
            yield each.lineno


def moment_in_a_sealed_row(module: Module) -> Iterator[int]:
    sealed = re.compile(r"^(Sealed|Ballot|Vote)")
    for each in (each for each in module.classes() if sealed.match(each.name)):
        yield from (
            node.lineno
            for node in ast.walk(each)
            if isinstance(node, ast.Call) and _ends(dotted(node.func), "DateTimeField", "TimeField")
        )


def request_from_elsewhere(module: Module) -> Iterator[int]:
    network = ("urllib.request", "http.client", "requests", "httpx", "aiohttp", "socket", "ftplib", "smtplib")
    for name, line in module.imports():
        if name.startswith(tuple(f"{each}." for each in network)) or name in network:
            yield line


def shell(module: Module) -> Iterator[int]:
    for name, call in module.calls():
        asked = named(call, "shell")
        if _ends(name, "os.system", "os.popen", "getoutput", "getstatusoutput") or (
            asked is not None and not (isinstance(asked, ast.Constant) and asked.value is False)
        ):
            yield call.lineno


def child_with_our_secrets(module: Module) -> Iterator[int]:
    for name, call in module.calls() if module.within("folio") else ():
        if _ends(name, "subprocess.run", "subprocess.Popen") and named(call, "env") is None:
            yield call.lineno


def reader_unconfined(module: Module) -> Iterator[int]:
    """A module of folio that limits itself is a child that reads strangers' files: it also confines itself."""
    limits = [call.lineno for name, call in module.calls() if _ends(name, "resource.setrlimit")]
    confined = any(_ends(name, "confine") for name, _call in module.calls())
    yield from limits if module.within("folio") and not confined else ()


def unsafe_loading(module: Module) -> Iterator[int]:
    loads = ("pickle.load", "pickle.loads", "marshal.loads", "shelve.open", "yaml.load", "joblib.load", "dill.loads")
    for name, call in module.calls():
        allowed = named(call, "allow_pickle")
        if _ends(name, *loads) or (isinstance(allowed, ast.Constant) and allowed.value is not False):
            yield call.lineno


def chance_that_can_be_guessed(module: Module) -> Iterator[int]:
    yield from (line for name, line in module.imports() if name.partition(".")[0] == "random")


def clock_elsewhere(module: Module) -> Iterator[int]:
    reads = ("timezone.now", "datetime.now", "datetime.utcnow", "date.today", "datetime.today")
    for name, call in module.calls() if not module.within("kernel", "ops") else ():
        if _ends(name, *reads):
            yield call.lineno


def printed(module: Module) -> Iterator[int]:
    yield from (call.lineno for name, call in module.calls() if name == "print" and not module.within("ops"))


def words_in_a_log(module: Module) -> Iterator[int]:
    told = re.compile(r"\b(words|contact|speaker_name|POST|FILES|body|password|secret|code|text|cleaned_data)\b")
    for name, call in module.calls():
        if re.search(r"(^|\.)_?(log|logger)\.(debug|info|warning|error|exception|critical)$", name):
            yield from (call.lineno for each in call.args[1:] if told.search(ast.unparse(each)))
            yield from (call.lineno for each in call.args[:1] if isinstance(each, ast.JoinedStr))
        if name == "note_event":
            yield from (call.lineno for each in call.keywords if each.arg and told.fullmatch(each.arg))


def form_without_token(module: Module) -> Iterator[int]:
    for node in module.nodes:
        if isinstance(node, ast.FunctionDef):
            yield from (each.lineno for each in node.decorator_list if _ends(dotted(each), "csrf_exempt"))


def secrets_compared(module: Module) -> Iterator[int]:
    secret = re.compile(r"(^|_|\.)(secret|token|password|passphrase|verifier|mac|hmac)$")
    for node in module.nodes:
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq):
            sides = [dotted(side) for side in (node.left, *node.comparators)]
            if any(secret.search(side) for side in sides):
                yield node.lineno


def names_anybody_can_take(module: Module) -> Iterator[int]:
    yield from (call.lineno for name, call in module.calls() if _ends(name, "tempfile.mktemp", "mktemp", "os.tempnam"))
    for node in module.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("/tmp/"):  # noqa: S108
            yield node.lineno


def weak_hashes(module: Module) -> Iterator[int]:
    for name, call in module.calls():
        first = call.args[0] if call.args else None
        chosen = isinstance(first, ast.Constant) and str(first.value).lower() in {"md5", "sha1"}
        if _ends(name, "hashlib.md5", "hashlib.sha1", "md5", "sha1") or (_ends(name, "hashlib.new") and chosen):
            yield call.lineno
        yield from (call.lineno for each in call.args[2:] if _is_weak(each) and _ends(name, "hmac.new", "hmac.digest"))


def _is_weak(node: ast.expr) -> bool:
    return (isinstance(node, ast.Constant) and node.value in {"md5", "sha1"}) or _ends(dotted(node), "md5", "sha1")


def sent_where_the_request_says(module: Module) -> Iterator[int]:
    for name, call in module.calls():
        if _ends(name, "HttpResponseRedirect", "HttpResponsePermanentRedirect", "redirect"):
            typed = [ast.unparse(each) for each in call.args]
            yield from (call.lineno for each in typed if re.match(r"request\.(GET|POST|META|headers|COOKIES)", each))


def debugging_on(module: Module) -> Iterator[int]:
    for node in module.nodes:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value is True:
            yield from (node.lineno for each in node.targets if dotted(each) in {"DEBUG", "TEMPLATE_DEBUG"})
    yield from (call.lineno for name, call in module.calls() if _ends(name, "breakpoint", "set_trace"))


def rule_by_assert(module: Module) -> Iterator[int]:
    """Asserts are gone with ``python -O``; for the type checker alone they may stay."""
    for node in module.nodes if module.within("policies", "services", "views", "gates") else ():
        if isinstance(node, ast.Assert) and not re.search(r"isinstance\(|is not None$", ast.unparse(node.test)):
            yield node.lineno


def errors_swallowed(module: Module) -> Iterator[int]:
    for node in module.nodes:
        if isinstance(node, ast.ExceptHandler):
            wide = node.type is None or dotted(node.type) in {"Exception", "BaseException"}
            silent = all(isinstance(each, ast.Pass | ast.Continue) for each in node.body)
            if node.type is None or (wide and silent):
                yield node.lineno


def code_from_text(module: Module) -> Iterator[int]:
    yield from (call.lineno for name, call in module.calls() if name in {"eval", "exec", "compile", "__import__"})


def xml_trusted(module: Module) -> Iterator[int]:
    trusted = ("xml.etree", "xml.dom", "xml.sax.make_parser", "xml.sax.parse", "xml.parsers", "lxml")
    yield from (line for name, line in module.imports() if name.startswith(trusted))
    for name, call in module.calls():
        first = call.args[0] if call.args else None
        if _ends(name, "import_module") and isinstance(first, ast.Constant) and str(first.value).startswith(trusted):
            yield call.lineno


def unpacked_as_it_is(module: Module) -> Iterator[int]:
    yield from (
        call.lineno for name, call in module.calls() if _ends(name, "extractall", "unpack_archive", "tarfile.open")
    )


def waits_for_ever(module: Module) -> Iterator[int]:
    for name, call in module.calls():
        outside = _ends(name, "urlopen") or "build_opener()" in name or name.startswith(("requests.", "httpx."))
        child = module.within("folio") and _ends(name, "subprocess.run")
        if (outside or child) and named(call, "timeout") is None and not name.endswith("build_opener"):
            yield call.lineno


def half_a_service(module: Module) -> Iterator[int]:
    """A service with by= and at= that writes more than once does so in a transaction of its own."""
    for node in module.tree.body if module.within("services") else ():
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        if {"by", "at"} <= {each.arg for each in node.args.kwonlyargs}:
            whole = any("atomic" in ast.unparse(each) for each in node.decorator_list) or "atomic" in ast.unparse(node)
            writes = re.findall(
                r"\.(?:save|create|update|delete|bulk_create|get_or_create|update_or_create)\(", ast.unparse(node)
            )
            if len(writes) + ("journal.record(" in ast.unparse(node)) > 1 and not whole:
                yield node.lineno


def slow_pattern(module: Module) -> Iterator[int]:
    for name, call in module.calls():
        first = call.args[0] if call.args else None
        pattern = first.value if isinstance(first, ast.Constant) else None
        if name.startswith("re.") and isinstance(pattern, str | bytes) and _repeats_of_repeats(pattern):
            yield call.lineno


def _repeats_of_repeats(pattern: str | bytes) -> bool:
    from re import _parser  # type: ignore[attr-defined]  # noqa: PLC0415 - knows how patterns nest

    def endless(parts: object, *, within: bool) -> bool:
        for code, value in parts:  # type: ignore[attr-defined]
            repeats = str(code) in {"MAX_REPEAT", "MIN_REPEAT"} and value[1] == _parser.MAXREPEAT
            if repeats and within:
                return True
            inner = [
                each for each in (value if isinstance(value, tuple) else ()) if isinstance(each, _parser.SubPattern)
            ]
            if str(code) == "BRANCH":
                inner = list(value[1])
            if any(endless(each, within=within or repeats) for each in inner):
                return True
        return False

    return endless(_parser.parse(pattern), within=False)


def cookie_without_guard(module: Module) -> Iterator[int]:
    for name, call in module.calls():
        if _ends(name, "set_cookie") and not {"secure", "httponly", "samesite"} <= {each.arg for each in call.keywords}:
            yield call.lineno


def form_of_all_fields(module: Module) -> Iterator[int]:
    for each in (each for each in module.classes() if each.name == "Meta"):
        for node in each.body:
            if isinstance(node, ast.Assign):
                every = isinstance(node.value, ast.Constant) and node.value.value == "__all__"
                if every or any(dotted(target) == "exclude" for target in node.targets):
                    yield node.lineno


def mail_that_says_more(module: Module) -> Iterator[int]:
    """A subject is a sentence of ours, the same for everybody; nothing of a case is in it."""
    for name, call in module.calls():
        if _ends(name, "send_mail", "EmailMessage") and call.args and not _is_sentence(call.args[0]):
            yield call.lineno


def _is_sentence(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call) and dotted(node.func) in {"_", "gettext"} and isinstance(node.args[0], ast.Constant)
    )
