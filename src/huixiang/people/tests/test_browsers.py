from __future__ import annotations

import pytest

from huixiang.people.browsers import browser_words

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X)"
ANDROID = "Mozilla/5.0 (Linux; Android 14; V2309A)"
KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


class TestBrowserWords:
    @pytest.mark.parametrize(
        ("user_agent", "words"),
        [
            (f"{WINDOWS} {KIT} Chrome/122.0.0.0 Safari/537.36", "Chrome（Windows）"),
            (f"{WINDOWS} {KIT} Chrome/122.0.0.0 Safari/537.36 Edg/122.0.2365.92", "Edge（Windows）"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:124.0) Gecko/20100101 Firefox/124.0", "Firefox（Linux）"),
            (f"{MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.3 Safari/605.1.15", "Safari（macOS）"),
            (
                f"{PHONE} AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/123.0 Mobile/15E148 Safari/604.1",
                "Chrome（iOS）",
            ),
            (f"{ANDROID} {KIT} Version/4.0 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.47", "微信（安卓）"),
            (f"{ANDROID} {KIT} Version/4.0 Chrome/100.0 UCBrowser/16.5 Mobile Safari/537.36", "别的浏览器（安卓）"),
            ("curl/8.5.0", "别的浏览器"),
            ("", "别的浏览器"),
        ],
    )
    def test_name_browser_and_system(self, user_agent: str, words: str) -> None:
        assert browser_words(user_agent) == words
