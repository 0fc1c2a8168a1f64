"""The shipped set-up of nginx: what it never writes down of a speaker, TLS, and that it fits the site behind it."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.urls import get_resolver

from huixiang.ops.environment import SETTINGS
from huixiang.ops.reference import named_routes
from tests.deploy.nginx_files import SITE, Directive, Misspelt, in_force, location_of, read_file

OF_MEMBERS = ("/desk/", "/account/")
SECRET = {"say_protected", "protected_sent", "sealed_receipt", "sealed_write", "sealed_file"}
"""Routes on which words of sealed cases travel."""
NO_LOG = ([["off"]], [["/dev/null", "emerg"]])
WHO = re.compile(
    r"\$(remote_|binary_remote|realip|proxy_protocol|http_|request\b|request_uri|uri|args|arg_|query|cookie)"
)

HOUSE = read_file(SITE.read_text(encoding="utf-8"))
PLAIN, NOBODYS, TLS = HOUSE.blocks("server")
SPEAKERS = sorted(
    {
        "/" + re.sub(r"<\w+:\w+>", "1", address)
        for _name, address in named_routes(get_resolver())
        if not ("/" + address.lstrip("^")).startswith(OF_MEMBERS)
    }
)


def only(server: Directive, name: str) -> str:
    (words,) = server.all(name)
    return " ".join(words)


class TestAnAddressOfSpeakers:
    def test_is_every_one_that_is_not_the_desk(self) -> None:
        assert {"/", "/say", "/say/sent", "/receipt", "/receipt/proof", "/answer/1", "/file/1"} <= set(SPEAKERS)

    @pytest.mark.parametrize("address", SPEAKERS)
    def test_leaves_no_line(self, address: str) -> None:
        found = location_of(TLS, address)

        assert (in_force(TLS, found, "access_log"), in_force(TLS, found, "error_log")) == NO_LOG
        assert in_force(TLS, found, "proxy_pass") == [["http://huixiang"]]

    @pytest.mark.parametrize("address", ["/", "/say", "/receipt", "/log/checkpoint", "/.well-known/acme-challenge/x"])
    def test_leaves_no_line_without_tls_either(self, address: str) -> None:
        found = location_of(PLAIN, address)

        assert (in_force(PLAIN, found, "access_log"), in_force(PLAIN, found, "error_log")) == NO_LOG

    def test_of_a_foreign_name_leaves_no_line(self) -> None:
        assert (NOBODYS.all("access_log"), NOBODYS.all("error_log")) == NO_LOG

    def test_brings_words_under_protection_into_no_file_of_nginx(self) -> None:
        for name, address in named_routes(get_resolver()):
            if name.rpartition(":")[2] in SECRET:
                found = location_of(TLS, "/" + address)
                assert in_force(TLS, found, "proxy_request_buffering") == [["off"]], name
        assert TLS.all("proxy_max_temp_file_size") == [["0"]]


class TestTheLog:
    def test_is_kept_at_the_desk_only(self) -> None:
        logged = {each.words[-1]: each.all("access_log") for each in TLS.blocks("location") if each.all("access_log")}

        assert logged == {part: [["/var/log/nginx/huixiang-desk.log", "huixiang_desk"]] for part in OF_MEMBERS}

    def test_says_nothing_of_what_was_read(self) -> None:
        ((_name, _escape, line),) = HOUSE.all("log_format")

        assert WHO.findall(line) == ["remote_"]
        assert "$remote_addr" in line


# nginx takes protocol and ciphers from the first server of a port, before it knows which name is asked for.
@pytest.mark.parametrize("server", [NOBODYS, TLS], ids=["nobody's", "ours"])
class TestTlsOf:
    def test_is_1_2_or_1_3(self, server: Directive) -> None:
        assert only(server, "ssl_protocols") == "TLSv1.2 TLSv1.3"

    def test_has_ciphers_with_forward_secrecy_and_authentication_only(self, server: Directive) -> None:
        ciphers = only(server, "ssl_ciphers").split(":")

        assert [each for each in ciphers if not re.fullmatch(r"ECDHE-(ECDSA|RSA)-.*(GCM-SHA\d+|POLY1305)", each)] == []
        assert only(server, "ssl_session_tickets") == "off"


class TestTls:
    def test_is_asked_for_by_the_same_header_as_in_the_site(self) -> None:
        told = f"Strict-Transport-Security max-age={365 * 24 * 3600}; includeSubDomains always"

        assert only(TLS, "add_header") == told
        assert told.split(" ", 1)[1] in [" ".join(words[1:]) for words in TLS.blocks("location")[0].all("add_header")]
        assert only(TLS, "proxy_hide_header") == "Strict-Transport-Security"

    def test_is_where_pages_without_it_are_sent(self) -> None:
        page = location_of(PLAIN, "/say")

        assert page.all("return") == [["301", "https://$server_name$request_uri"]]
        (refused,) = page.blocks("if")
        assert refused.words[1:] == ["($request_method", "!~", "^(GET|HEAD)$)"]
        assert refused.all("return") == [["403"]]

    @pytest.mark.parametrize(
        "address", ["/log/checkpoint", "/log/tile/0/1", "/log/witness/add-checkpoint", "/board.atom"]
    )
    def test_is_not_where_programs_without_it_are_sent(self, address: str) -> None:
        assert location_of(PLAIN, address).all("return") == [["403"]]

    def test_is_refused_to_foreign_names(self) -> None:
        assert only(NOBODYS, "ssl_reject_handshake") == "on"
        assert any("default_server" in words for words in NOBODYS.all("listen"))


class TestTheSiteBehind:
    def test_is_found_at_its_own_port(self) -> None:
        (upstream,) = HOUSE.blocks("upstream")
        (port,) = [each.default for each in SETTINGS if each.name == "HX_PORT"]

        assert upstream.all("server") == [[f"127.0.0.1:{port}"]]

    def test_is_told_of_the_reader_what_it_goes_by(self) -> None:
        told = {words[0]: words[1] for words in TLS.all("proxy_set_header")}

        assert told["X-Forwarded-Proto"] == "$scheme"  # SECURE_PROXY_SSL_HEADER
        assert told["X-Forwarded-For"] == "$remote_addr"  # never what a reader sent
        assert told["Host"] == "$host"
        assert settings.ALLAUTH_TRUSTED_PROXY_COUNT == 1
        assert not any(each.all("proxy_set_header") for each in TLS.blocks("location"))  # one would undo all of these

    def test_says_itself_what_is_too_much(self) -> None:
        most = int(only(TLS, "client_max_body_size").removesuffix("m")) << 20

        assert settings.LARGEST_BODY < most < settings.LARGEST_BODY + (4 << 20)

    def test_gets_each_request_once(self) -> None:
        assert only(TLS, "proxy_next_upstream") == "off"

    def test_is_not_compressed_anew(self) -> None:
        assert only(TLS, "gzip") == "off"

    def test_that_is_away_is_a_page_with_words(self) -> None:
        pages = SITE.parent / "huixiang-pages"
        away, too_much = [words[-1].rpartition("/")[2] for words in TLS.all("error_page")]

        assert TLS.all("error_page")[0][:-1] == ["502", "504", "=503"]
        assert ["Retry-After", "30", "always"] in location_of(TLS, "/huixiang-pages/away.html").all("add_header")
        assert "同一个码不会收两次" in (pages / away).read_text(encoding="utf-8")
        assert "没有收下" in (pages / too_much).read_text(encoding="utf-8")


class TestTheReader:
    @pytest.mark.parametrize("text", ["a b", "a { b;", "a; }", "a { b }"])
    def test_refuses_what_nginx_refuses(self, text: str) -> None:
        with pytest.raises(Misspelt):
            read_file(text)

    def test_chooses_as_nginx_does(self) -> None:
        server = read_file("location / {} location /a/ {} location ^~ /b/ {} location = /a/x {} location ~ z$ {}")
        chosen = [location_of(server, path).words[-1] for path in ("/q", "/a/y", "/a/x", "/a/z", "/b/z")]

        assert chosen == ["/", "/a/", "/a/x", "z$", "/b/"]
