"""The database's own refusal to change a signed letter, or a PDF that is done.

Encrypted columns may be written anew, so that keys can be changed; their content is held by the letter's SHA-256.
"""

from collections.abc import Mapping

REFUSAL = "a signed letter is never changed or deleted"
# The columns that stay as they are. Migrations that are out keep lists of their own: a column may be younger than they.
LETTER = (
    "id, clinic_id, state, draft_id, version, made_by_id, kind, letter_date, library_version, facts_sha256, "
    "words_sha256, content_sha256, signed_by_id, signed_at, signed_how, statement_sha256, created_at"
)
RENDERING = "id, clinic_id, letter_id, variant, status, sha256"
_OF_SIGNED = "(SELECT state FROM letters_letter WHERE id = OLD.letter_id) = 'signed'"


def creating(letter: str = LETTER, rendering: str = RENDERING) -> Mapping[str, list[str]]:
    """For each database, the statements that make the triggers over these columns."""
    return {"sqlite": _on_sqlite(letter, rendering), "postgresql": _on_postgres(letter, rendering)}


def _on_sqlite(letter: str, rendering: str) -> list[str]:
    return [
        f"CREATE TRIGGER letters_signed_no_update BEFORE UPDATE OF {letter} ON letters_letter "
        f"WHEN OLD.state = 'signed' BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        "CREATE TRIGGER letters_signed_no_delete BEFORE DELETE ON letters_letter "
        f"WHEN OLD.state = 'signed' BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        f"CREATE TRIGGER letters_signed_no_other_pdf BEFORE UPDATE OF {rendering} ON letters_rendering "
        f"WHEN OLD.status = 'done' AND {_OF_SIGNED} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        "CREATE TRIGGER letters_signed_no_lost_pdf BEFORE DELETE ON letters_rendering "
        f"WHEN {_OF_SIGNED} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    ]


def _on_postgres(letter: str, rendering: str) -> list[str]:
    return [
        "CREATE FUNCTION letters_letter_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF OLD.state = 'signed' THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        "CREATE FUNCTION letters_rendering_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF (TG_OP = 'DELETE' OR OLD.status = 'done') AND {_OF_SIGNED} "
        f"THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER letters_signed_no_update BEFORE UPDATE OF {letter} ON letters_letter "
        "FOR EACH ROW EXECUTE FUNCTION letters_letter_refuse()",
        "CREATE TRIGGER letters_signed_no_delete BEFORE DELETE ON letters_letter "
        "FOR EACH ROW EXECUTE FUNCTION letters_letter_refuse()",
        f"CREATE TRIGGER letters_signed_no_other_pdf BEFORE UPDATE OF {rendering} ON letters_rendering "
        "FOR EACH ROW EXECUTE FUNCTION letters_rendering_refuse()",
        "CREATE TRIGGER letters_signed_no_lost_pdf BEFORE DELETE ON letters_rendering "
        "FOR EACH ROW EXECUTE FUNCTION letters_rendering_refuse()",
    ]


_NAMES = [f"letters_signed_no_{what}" for what in ("update", "delete", "other_pdf", "lost_pdf")]
_SQLITE_DROP = [f"DROP TRIGGER IF EXISTS {name}" for name in _NAMES]

_POSTGRES_DROP = [
    "DROP TRIGGER IF EXISTS letters_signed_no_lost_pdf ON letters_rendering",
    "DROP TRIGGER IF EXISTS letters_signed_no_other_pdf ON letters_rendering",
    "DROP TRIGGER IF EXISTS letters_signed_no_delete ON letters_letter",
    "DROP TRIGGER IF EXISTS letters_signed_no_update ON letters_letter",
    "DROP FUNCTION IF EXISTS letters_rendering_refuse()",
    "DROP FUNCTION IF EXISTS letters_letter_refuse()",
]

CREATE = creating()
DROP: Mapping[str, list[str]] = {"sqlite": _SQLITE_DROP, "postgresql": _POSTGRES_DROP}

COUNT: Mapping[str, str] = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'letters_signed_no_%'",
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'letters_signed_no_%' AND tgenabled <> 'D'",
}
WANTED = len(_NAMES)
