"""What `huixiang run` says of where the site is."""

from __future__ import annotations

from huixiang.ops.run import addresses


def test_one_address_where_people_and_machine_agree() -> None:
    assert addresses("http://127.0.0.1:8000", "8000") == ["Huixiang is at http://127.0.0.1:8000"]


def test_both_where_links_name_another_than_it_listens_at() -> None:
    found = addresses("https://echo.example.org", "8480")

    assert found[0] == "Huixiang listens at http://127.0.0.1:8480"
    assert "https://echo.example.org" in found[1]
