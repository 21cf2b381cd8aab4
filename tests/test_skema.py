import json

import jsonschema
import pytest
import yaml
from contoh import LENGKAP, ROOT

from pipeline.skema import SKEMA, schema, schema_text

FILES = {
    "rapat": "rapat/*.yaml",
    "instansi": "instansi/*.yaml",
    "profil": "profil/*.yaml",
    "pejabat": "pejabat.yaml",
}


def errors(name: str, text: str) -> list[str]:
    data = json.loads(json.dumps(yaml.safe_load(text), default=str))
    return [e.message for e in jsonschema.Draft202012Validator(schema(name)).iter_errors(data)]


@pytest.mark.parametrize("name", list(SKEMA))
def test_the_published_schema_is_that_of_the_models(name: str) -> None:
    file = ROOT / "inputs" / "skema" / f"{name}.schema.json"
    assert file.read_text(encoding="utf-8") == schema_text(name)
    jsonschema.Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("name", list(FILES))
def test_every_input_satisfies_its_schema_and_names_it(name: str) -> None:
    files = sorted((ROOT / "inputs").glob(FILES[name]))
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        up = "../" if "/" in FILES[name] else ""
        assert text.startswith(f"# yaml-language-server: $schema={up}skema/{name}.schema.json"), file.name
        assert errors(name, text) == [], file.name


def test_the_schema_takes_shorthand_and_unquoted_numbers() -> None:
    assert errors("rapat", LENGKAP.read_text(encoding="utf-8")) == []
    assert (
        errors("rapat", "tanggal: 2026-11-24\npimpinan: {ketua: Contohwati}\nnomor: 12\nwaktu: {zona: WIB}\n")
        == []
    )


@pytest.mark.parametrize(
    "text", ["tempatt: Aula", "moda: lurring", "peserta: {nama: X}", "peserta: [{jk: X}]"]
)
def test_the_schema_squiggles_what_the_reader_refuses(text: str) -> None:
    assert errors("rapat", text)


def test_every_key_is_described() -> None:
    for name in SKEMA:
        made = schema(name)
        for part in (made, *made.get("$defs", {}).values()):
            for key, value in part["properties"].items():
                assert value.get("description"), key
