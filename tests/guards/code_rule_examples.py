"""For each rule of ``code_rules`` something it finds, and something alike that it leaves alone."""

from __future__ import annotations

# rule: where the module would lie, what breaks it, what does not
EXAMPLES: dict[str, tuple[str, str, str]] = {
    "sql_by_formatting": (
        "sorting/queries/inbox.py",
        "cursor.execute(f'SELECT * FROM voice WHERE id = {voice_id}')",
        "cursor.execute('SELECT * FROM voice WHERE id = %s', [voice_id])",
    ),
    "unescaped_html": ("web/templatetags/hx.py", "mark_safe(words)", "format_html('<b>{}</b>', words)"),
    "rows_in_views": (
        "ledger/views/plans.py",
        "found = Plan.objects.filter(pk=plan_id).first()",
        "found = queries.plan_by_id(plan_id)\nnone = Plan.objects.none()",
    ),
    "row_scope_elsewhere": (
        "sorting/services/filing.py",
        "cursor.execute(\"SELECT set_config('app.org', %s, true)\", [other])",
        "with acting_in(organisation_id):\n    file()",
    ),
    "model_of_no_house": (
        "aid/models.py",
        "class Grant(models.Model):\n    pass",
        "class Grant(TenantModel):\n    pass",
    ),
    "moment_in_a_sealed_row": (
        "polls/models.py",
        "class Ballot(TenantModel):\n    cast_at = models.DateTimeField()",
        "class Ballot(TenantModel):\n    on = DateField()\nclass Box(TenantModel):\n    at = models.DateTimeField()",
    ),
    "request_from_elsewhere": (
        "publishing/services/hooks.py",
        "import requests",
        "from django.http import HttpResponse",
    ),
    "shell": (
        "ops/migrate.py",
        "subprocess.run(f'psql {name}', shell=True)",
        "subprocess.run(['psql', name], shell=False)",
    ),
    "child_with_our_secrets": (
        "folio/sandbox.py",
        "subprocess.run([program], timeout=3)",
        "subprocess.run([program], env={}, timeout=3)",
    ),
    "reader_unconfined": (
        "folio/child.py",
        "resource.setrlimit(what, (limit, limit))",
        "resource.setrlimit(what, (limit, limit))\nconfine()",
    ),
    "unsafe_loading": (
        "sorting/services/learning/__init__.py",
        "model = pickle.loads(content)",
        "model = json.loads(content)\narrays = np.load(file, allow_pickle=False)",
    ),
    "chance_that_can_be_guessed": ("people/services/invitations.py", "import random", "import secrets"),
    "clock_elsewhere": ("ledger/services/work.py", "at = timezone.now()", "at = clock.now()"),
    "printed": ("listening/services/accepting.py", "print(words)", "_log.warning('stopped')"),
    "words_in_a_log": (
        "listening/services/accepting.py",
        "_log.warning('taken: %s', voice.words)",
        "_log.warning('taken: %s', voice.pk)",
    ),
    "form_without_token": (
        "ledger/views/work.py",
        "@csrf_exempt\ndef claim(request):\n    pass",
        "@require_POST\ndef claim(request):\n    pass",
    ),
    "secrets_compared": (
        "people/views/invitations.py",
        "ok = invitation.secret == given",
        "ok = hmac.compare_digest(invitation.secret, given)\nsame = a.name == b.name",
    ),
    "names_anybody_can_take": (
        "publishing/services/papers.py",
        "path = tempfile.mktemp()",
        "with tempfile.TemporaryDirectory() as folder:\n    pass",
    ),
    "weak_hashes": ("listening/services/files.py", "hashlib.md5(data)", "hashlib.sha256(data)"),
    "sent_where_the_request_says": (
        "web/views.py",
        "HttpResponseRedirect(request.GET['next'])",
        "HttpResponseRedirect(safe_path(request, request.GET['next']))",
    ),
    "debugging_on": ("config/settings.py", "DEBUG = True", "DEBUG = found['HX_DEBUG']"),
    "rule_by_assert": (
        "ledger/policies/closing.py",
        "assert actor.may(Permission.SIGN_CLOSURE)",
        "assert problem.unit is not None\nassert isinstance(field, ChoiceField)",
    ),
    "errors_swallowed": (
        "ledger/jobs.py",
        "try:\n    act()\nexcept Exception:\n    pass",
        "try:\n    act()\nexcept NotFound:\n    pass",
    ),
    "code_from_text": ("digest/scoring.py", "value = eval(formula)", "value = float(formula)\nre.compile('a')"),
    "xml_trusted": (
        "folio/office.py",
        "from xml.etree import ElementTree",
        "from huixiang.folio.xmlwatch import watch",
    ),
    "unpacked_as_it_is": (
        "listening/services/imports/reading.py",
        "package.extractall(folder)",
        "for member in checked_members(data):\n    pass",
    ),
    "waits_for_ever": (
        "transparency/services/asking.py",
        "urllib.request.urlopen(url)",
        "urllib.request.urlopen(url, timeout=5)",
    ),
    "half_a_service": (
        "ledger/services/work.py",
        "def finish(*, problem_id, by, at):\n    problem.save()\n    journal.record('x', by=by, at=at)",
        "@transaction.atomic\ndef finish(*, problem_id, by, at):\n    a.save()\n    journal.record('x', by=by, at=at)",
    ),
    "slow_pattern": ("digest/numbers.py", r"re.compile(r'(\d+\s*)+x')", r"re.compile(r'(\d{1,9}\s?)+x')"),
    "cookie_without_guard": (
        "listening/codes.py",
        "response.set_cookie('hx', value)",
        "response.set_cookie('hx', value, secure=True, httponly=True, samesite='Lax')",
    ),
    "form_of_all_fields": (
        "people/forms.py",
        "class MemberForm(ModelForm):\n    class Meta:\n        fields = '__all__'",
        "class MemberForm(ModelForm):\n    class Meta:\n        fields = ('name',)",
    ),
    "mail_that_says_more": (
        "publishing/services/notices.py",
        "send_mail(f'About {problem.title}', words, None, [to])",
        "send_mail(_('Something is new'), words, None, [to])",
    ),
}

TEMPLATE_EXAMPLES: dict[str, tuple[str, str]] = {
    "unescaped_in_a_template": ("<p>{{ voice.words|safe }}</p>", "<p>{{ voice.words|linebreaksbr }}</p>"),
    "script_in_a_page": ('<p onclick="go()">x</p>', '<script type="module" src="/static/keys.js"></script>'),
    "style_in_a_page": ('<p style="color: red">x</p>', '<p class="muted">x</p>'),
    "thing_from_elsewhere": (
        '<img src="https://a.example/x.png">',
        '<img src="/file/1"><a href="https://a.example">a</a>',
    ),
    "form_that_shows_what_it_sends": (
        '<form method="get" action="/receipt">',
        '<form method="post" action="/receipt">',
    ),
}
