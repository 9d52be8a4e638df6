"""The readers of environment variables: what they take, and how they refuse the rest."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from priorauth import environment


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.delenv("SETTING", raising=False)
    return monkeypatch


@pytest.mark.parametrize(("value", "meaning"), [("1", True), ("Yes", True), ("off", False), ("false", False)])
def test_a_flag_reads_the_usual_words(setting: pytest.MonkeyPatch, value: str, meaning: bool) -> None:
    setting.setenv("SETTING", value)
    assert environment.flag("SETTING", not meaning) is meaning


def test_a_misspelt_flag_is_refused(setting: pytest.MonkeyPatch) -> None:
    setting.setenv("SETTING", "flase")
    with pytest.raises(ImproperlyConfigured, match="SETTING='flase' is neither yes nor no"):
        environment.flag("SETTING", default=False)


def test_an_empty_variable_means_the_default(setting: pytest.MonkeyPatch) -> None:
    setting.setenv("SETTING", " ")
    assert environment.flag("SETTING", default=True) is True
    assert environment.whole_number("SETTING", 7, least=1, most=9) == 7
    assert environment.words("SETTING", ["a"]) == ["a"]


@pytest.mark.parametrize(
    ("value", "complaint"), [("ten", "is not a whole number"), ("0", "Write a number from 1 to 9")]
)
def test_a_number_out_of_bounds_is_refused(setting: pytest.MonkeyPatch, value: str, complaint: str) -> None:
    setting.setenv("SETTING", value)
    with pytest.raises(ImproperlyConfigured, match=complaint):
        environment.whole_number("SETTING", 5, least=1, most=9)


def test_an_unknown_word_is_refused_with_the_known_ones(setting: pytest.MonkeyPatch) -> None:
    setting.setenv("SETTING", "prodution")
    with pytest.raises(ImproperlyConfigured, match="Write one of: embedded, production"):
        environment.one_of("SETTING", "embedded", ("embedded", "production"))


def test_a_list_is_split_at_commas(setting: pytest.MonkeyPatch) -> None:
    setting.setenv("SETTING", "a.example, b.example,")
    assert environment.words("SETTING") == ["a.example", "b.example"]


def test_keys_are_read_with_their_ids_in_order(setting: pytest.MonkeyPatch) -> None:
    setting.setenv("SETTING", "2027:new:er, 2026:old")
    assert list(environment.keyring("SETTING", {}).items()) == [("2027", "new:er"), ("2026", "old")]


@pytest.mark.parametrize("value", ["secret", "2026:", ":secret", "a:1,a:2", "a b:1"])
def test_a_list_of_keys_without_ids_is_refused(setting: pytest.MonkeyPatch, value: str) -> None:
    setting.setenv("SETTING", value)
    with pytest.raises(ImproperlyConfigured, match="Write id:key,id:key") as refused:
        environment.keyring("SETTING", {})
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("value", "port", "tls", "ssl"),
    [
        ("smtp+tls://ann:s%40fe@mail.example", 587, True, False),
        ("smtp+ssl://ann:s%40fe@mail.example:4465", 4465, False, True),
        ("smtp://ann:s%40fe@mail.example", 25, False, False),
    ],
)
def test_a_mail_server_is_taken_apart(setting: pytest.MonkeyPatch, value: str, port: int, tls: bool, ssl: bool) -> None:
    setting.setenv("SETTING", value)
    mail = environment.mail("SETTING")
    assert (mail["EMAIL_HOST"], mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"]) == ("mail.example", "ann", "s@fe")
    assert (mail["EMAIL_PORT"], mail["EMAIL_USE_TLS"], mail["EMAIL_USE_SSL"]) == (port, tls, ssl)


def test_without_a_mail_server_messages_are_shown_or_filed(setting: pytest.MonkeyPatch) -> None:
    assert "console" in environment.mail("SETTING")["EMAIL_BACKEND"]
    setting.setenv("SETTING", "file:///var/mail")
    assert environment.mail("SETTING")["EMAIL_FILE_PATH"] == "/var/mail"


@pytest.mark.parametrize("value", ["mail.example", "smtp://", "imap://mail.example", "file:relative"])
def test_another_mail_server_is_refused(setting: pytest.MonkeyPatch, value: str) -> None:
    setting.setenv("SETTING", value)
    with pytest.raises(ImproperlyConfigured, match="SETTING is not a mail server's address"):
        environment.mail("SETTING")


def test_a_relative_folder_is_refused(setting: pytest.MonkeyPatch) -> None:
    setting.setenv("SETTING", "var/data")
    with pytest.raises(ImproperlyConfigured, match="is a relative path"):
        environment.folder("SETTING", Path("/srv"))


def test_without_an_address_the_database_is_sqlite_with_early_write_locks(setting: pytest.MonkeyPatch) -> None:
    database = environment.database("SETTING", Path("/srv/data.sqlite3"))
    assert database["NAME"] == "/srv/data.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "WAL" in database["OPTIONS"]["init_command"]


def test_a_postgresql_address_is_taken_apart(setting: pytest.MonkeyPatch) -> None:
    setting.setenv("SETTING", "postgresql://ann:secret@db.example:5433/letters")
    database = environment.database("SETTING", Path("/unused"))
    assert (database["USER"], database["HOST"], database["PORT"], database["NAME"]) == (
        "ann",
        "db.example",
        5433,
        "letters",
    )


@pytest.mark.parametrize("value", ["mysql://db.example/letters", "postgresql://db.example", "letters", "sqlite://"])
def test_another_database_is_refused(setting: pytest.MonkeyPatch, value: str) -> None:
    setting.setenv("SETTING", value)
    with pytest.raises(ImproperlyConfigured, match="SETTING"):
        environment.database("SETTING", Path("/unused"))


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("redis://queue.example:6379/2", "redis://queue.example:6379/2"),
        ("unix:///run/redis.sock", "redis+socket:///run/redis.sock?virtual_host=0"),
        ("unix:///run/redis.sock?db=3", "redis+socket:///run/redis.sock?virtual_host=3"),
    ],
)
def test_a_broker_is_a_redis_by_host_or_by_socket(setting: pytest.MonkeyPatch, value: str, address: str) -> None:
    setting.setenv("SETTING", value)
    assert environment.broker("SETTING", "") == address


@pytest.mark.parametrize("value", ["amqp://queue.example", "redis://", "queue.example:6379"])
def test_another_broker_is_refused(setting: pytest.MonkeyPatch, value: str) -> None:
    setting.setenv("SETTING", value)
    with pytest.raises(ImproperlyConfigured, match="SETTING is not a Redis address"):
        environment.broker("SETTING", "")
