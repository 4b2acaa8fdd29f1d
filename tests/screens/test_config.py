"""The settings: read once, checked, and never from where the program happens to stand."""

from pathlib import Path

import pytest

from crm_tui import fault_log, paths
from crm_tui.config import Config, ConfigError, load
from crm_tui.domain.clock import SystemClock


def write(folder: Path, text: str) -> Path:
    file = folder / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_everything_has_its_default() -> None:
    assert load(environment={}) == Config(lang="en", region="US", currency="USD")


@pytest.mark.parametrize(
    ("lang", "region", "currency"), [("ru", "RU", "RUB"), ("uk", "UA", "UAH"), ("en", "US", "USD")]
)
def test_the_language_decides_region_and_currency(lang: str, region: str, currency: str) -> None:
    config = load(environment={"LANG": f"{lang}_XX.UTF-8"})
    assert (config.lang, config.region, config.currency) == (lang, region, currency)


def forget(secret: str) -> None:
    raise ValueError(len(secret))


def test_a_full_file_is_read(tmp_path: Path) -> None:
    text = """
    store = "deals.db"
    lang = "uk"
    theme = "crm-light"
    ascii = true
    region = "PL"
    user = "Ольга"
    [keymap]
    "app.jump" = "ctrl+k,f2"
    """
    config = load(write(tmp_path, text), {})
    assert config == Config(
        store="deals.db",
        lang="uk",
        theme="crm-light",
        ascii=True,
        region="PL",
        currency="UAH",
        user="Ольга",
        keymap={"app.jump": "ctrl+k,f2"},
    )


def test_the_command_line_and_the_environment_come_before_the_file(tmp_path: Path) -> None:
    file = write(tmp_path, 'store = "a.db"\nlang = "uk"')
    config = load(file, {"CRM_TUI_STORE": "b.db"}, lang="ru")
    assert (config.store, config.lang, config.region) == ("b.db", "ru", "RU")


def test_the_environment_names_the_file(tmp_path: Path) -> None:
    file = write(tmp_path, 'user = "Anna"')
    assert load(environment={"CRM_TUI_CONFIG": str(file)}).user == "Anna"


def test_a_file_in_the_current_folder_sets_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("config.toml", "crm-tui.toml", ".crm-tui.toml"):
        (tmp_path / name).write_text('store = "evil.db"', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load(environment={}).store == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("store = 5", "“store” must be text in quotes"),
        ("ascii = 1", "“ascii” must be true or false"),
        ('keymap = "x"', "“keymap” must be a table"),
        ('[keymap]\n"app.jump" = 3', "the keys of “app.jump”"),
        ('[keymap]\n"app.jump" = "k,"', "the keys of “app.jump”"),
        ('colour = "red"', "“colour”, which is no setting"),
        ('lang = "fr"', "“fr” is not spoken here"),
        ("store = ", "not valid TOML"),
    ],
)
def test_a_fault_is_told_in_one_sentence_that_names_the_file(tmp_path: Path, text: str, told: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(ConfigError, match=told) as caught:
        load(file, {})
    assert str(file) in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b"\xff\xfe\x00store")
    with pytest.raises(ConfigError, match="not valid TOML"):
        load(file, {})


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path / "none.toml", {})
    with pytest.raises(ConfigError, match="cannot be read"):
        load(environment={"CRM_TUI_CONFIG": str(tmp_path / "none.toml")})


def test_places_are_the_users_own(tmp_path: Path) -> None:
    assert paths.default_store() == tmp_path / "data/crm-tui/crm.db"
    assert paths.config_file({}) == tmp_path / "config/crm-tui/config.toml"
    assert paths.config_file({"CRM_TUI_CONFIG": "/x/y.toml"}) == Path("/x/y.toml")


def test_a_fault_is_written_down_for_its_owner_alone() -> None:
    log = paths.fault_log()
    with pytest.raises(ValueError, match="17") as caught:
        forget("customer's secret")
    assert fault_log.write(caught.value, SystemClock().now(), log)
    written = log.read_text(encoding="utf-8")
    assert "ValueError: 17" in written
    assert "customer" not in written.replace('forget("customer\'s secret")', "")
    assert log.stat().st_mode & 0o777 == 0o600
    assert log.parent.stat().st_mode & 0o777 == 0o700


def test_a_long_log_starts_afresh_and_keeps_the_last(tmp_path: Path) -> None:
    log = tmp_path / "faults.log"
    log.write_text("x" * (fault_log.ROOM + 1), encoding="utf-8")
    assert fault_log.write(ValueError("new"), SystemClock().now(), log)
    assert len(log.read_text(encoding="utf-8")) < 1000
    assert (tmp_path / "faults.old.log").exists()


def test_without_a_place_to_write_the_log_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert not fault_log.write(ValueError(), SystemClock().now(), tmp_path / "file" / "faults.log")
