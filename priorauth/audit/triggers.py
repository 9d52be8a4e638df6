"""The database's own refusal to change the log: it holds for whoever goes round the program with SQL."""

from collections.abc import Mapping

REFUSAL = "entries of the log are never changed or deleted"

_SQLITE_CREATE = [
    f"CREATE TRIGGER audit_entry_no_{event.lower()} BEFORE {event} ON audit_entry "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for event in ("UPDATE", "DELETE")
]
_SQLITE_DROP = [f"DROP TRIGGER IF EXISTS audit_entry_no_{event}" for event in ("update", "delete")]

_POSTGRES_CREATE = [
    "CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$",
    "CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry "
    "FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()",
    "CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()",
]
_POSTGRES_DROP = [
    "DROP TRIGGER IF EXISTS audit_entry_no_truncate ON audit_entry",
    "DROP TRIGGER IF EXISTS audit_entry_no_change ON audit_entry",
    "DROP FUNCTION IF EXISTS audit_entry_refuse()",
]

CREATE: Mapping[str, list[str]] = {"sqlite": _SQLITE_CREATE, "postgresql": _POSTGRES_CREATE}
DROP: Mapping[str, list[str]] = {"sqlite": _SQLITE_DROP, "postgresql": _POSTGRES_DROP}

COUNT: Mapping[str, str] = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_entry_no_%'",
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'audit_entry'::regclass "
    "AND tgname LIKE 'audit_entry_no_%' AND tgenabled <> 'D'",
}
WANTED = 2
