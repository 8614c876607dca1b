from pathlib import Path

import pytest
from PIL import Image
from pydantic import ValidationError

from backend.settings import PILLOWS_LIMIT, ROOT, Settings, SettingsError, load_settings, setting_rows

DIGEST = "0123456789abcdef" * 4


def test_defaults_are_for_one_machine() -> None:
    settings = Settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.model == ROOT / "artifacts" / "digits.onnx"
    assert settings.number_model == ROOT / "artifacts" / "numbers.onnx"
    assert settings.trusted_proxies == ()


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("INKDIGIT_PORT", "9000")
    monkeypatch.setenv("INKDIGIT_CORS_ORIGINS", "https://a.example, https://b.example")
    monkeypatch.setenv("INKDIGIT_FRONTEND_DIR", str(tmp_path))
    settings = load_settings()
    assert settings.port == 9000
    assert settings.cors_origins == ("https://a.example", "https://b.example")
    assert settings.frontend_dir == tmp_path


def test_an_empty_folder_serves_the_api_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKDIGIT_FRONTEND_DIR", "")
    assert load_settings().frontend_dir is None


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("INKDIGIT_PORT", "http", "INKDIGIT_PORT"),
        ("INKDIGIT_PORT", "70000", "65535"),
        ("INKDIGIT_HOST", "", "INKDIGIT_HOST"),
        ("INKDIGIT_LOG_LEVEL", "loud", "'debug', 'info', 'warning' or 'error'"),
        ("INKDIGIT_MAX_POINTS", "0", "INKDIGIT_MAX_POINTS"),
        ("INKDIGIT_FRONTEND_DIR", "/nowhere", "/nowhere"),
        ("INKDIGIT_MODEL", "", "INKDIGIT_MODEL"),
        ("INKDIGIT_MODEL", "/", ".onnx"),
        ("INKDIGIT_MODEL", "digits.json", ".onnx"),
        ("INKDIGIT_NUMBER_MODEL", "numbers.json", ".onnx"),
        ("INKDIGIT_MAX_IMAGE_PIXELS", "89478486", "89478485"),
        ("INKDIGIT_CORS_ORIGINS", "foo", "not 'foo'"),
        ("INKDIGIT_CORS_ORIGINS", "https://a.example,https://b.example/", "not 'https://b.example/'"),
        ("INKDIGIT_CORS_ORIGINS", "https://A.example", "lower case"),
        ("INKDIGIT_CORS_ORIGINS", "https://a.example:443", "no default port"),
        ("INKDIGIT_TRUSTED_PROXIES", "1.2.3.4/99", "not '1.2.3.4/99'"),
        ("INKDIGIT_TRUSTED_PROXIES", "10.0.0.1, 10.1.2.3/8", "not '10.1.2.3/8'"),
        ("INKDIGIT_TRUSTED_PROXIES", "proxy", "IP address"),
        ("INKDIGIT_MIN_PROBABILITY", "1.1", "INKDIGIT_MIN_PROBABILITY"),
        ("INKDIGIT_MIN_PROBABILITY", "-0.1", "INKDIGIT_MIN_PROBABILITY"),
        ("INKDIGIT_MIN_PROBABILITY", "nan", "INKDIGIT_MIN_PROBABILITY"),
        ("INKDIGIT_API_KEYS", f"{DIGEST},abc", "64 hexadecimal digits"),
        ("INKDIGIT_API_KEYS", f"{DIGEST}0", "new-key"),
        ("INKDIGIT_API_KEYS", "*", "SHA-256"),
        ("INKDIGIT_RATE_LIMIT", "-1", "INKDIGIT_RATE_LIMIT"),
        ("INKDIGIT_RATE_LIMIT", "nan", "INKDIGIT_RATE_LIMIT"),
        ("INKDIGIT_RATE_LIMIT", "inf", "INKDIGIT_RATE_LIMIT"),
        ("INKDIGIT_RATE_BURST", "0", "INKDIGIT_RATE_BURST"),
        ("INKDIGIT_LOG_FORMAT", "xml", "'text' or 'json'"),
        ("INKDIGIT_PROT", "9000", "did you mean INKDIGIT_PORT?"),
        ("inkdigit_modle", "x.onnx", "did you mean INKDIGIT_MODEL?"),
    ],
)
def test_a_wrong_setting_is_one_clear_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_a_key_where_its_digest_belongs_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKDIGIT_API_KEYS", f"{DIGEST},ink_secret")
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert "ink_secret" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        (
            "cors_origins",
            "http://localhost:5173,capacitor://localhost",
            ("http://localhost:5173", "capacitor://localhost"),
        ),
        ("cors_origins", "http://[::1]:8080", ("http://[::1]:8080",)),
        ("cors_origins", "", ()),
        ("trusted_proxies", "10.0.0.1,10.0.0.0/8,::1,fd00::/8", ("10.0.0.1", "10.0.0.0/8", "::1", "fd00::/8")),
        ("trusted_proxies", "10.0.0.1,*", ("*",)),
        ("api_keys", f" {DIGEST.upper()} , {DIGEST}", (DIGEST, DIGEST)),
        ("api_keys", "", ()),
    ],
)
def test_lists_are_read(monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: tuple[str, ...]) -> None:
    monkeypatch.setenv(f"INKDIGIT_{name.upper()}", value)
    assert getattr(load_settings(), name) == expected


def test_no_image_is_promised_that_pillow_refuses() -> None:
    assert PILLOWS_LIMIT == Image.MAX_IMAGE_PIXELS


def test_all_wrong_settings_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKDIGIT_PORT", "-1")
    monkeypatch.setenv("INKDIGIT_MAX_JSON_BYTES", "much")
    with pytest.raises(SettingsError, match=r"INKDIGIT_PORT.*; INKDIGIT_MAX_JSON_BYTES"):
        load_settings()


def test_settings_do_not_change() -> None:
    settings = Settings()
    with pytest.raises(ValidationError, match="frozen"):
        settings.port = 1  # type: ignore[misc]


def test_every_setting_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, default, description in setting_rows():
        assert f"| `{name}` | {f'`{default}`' if default else 'empty'} | {description} |" in readme
