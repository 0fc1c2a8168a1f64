"""What was spoken stays as it was spoken, or is erased with the day it was; nothing between. Row security as everywhere."""

from django.db import migrations

from huixiang.kernel.tenancy import ERASED, append_only, erasable, protect_rows

_VOICE = """
CREATE OR REPLACE FUNCTION listening_words_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        OLD.filed := NEW.filed;
        {erase}IF OLD IS NOT DISTINCT FROM NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a voice stays as it was spoken' USING ERRCODE = 'restrict_violation';
END $$;
"""
_VOICE_ERASED = f"""IF OLD.erased_on IS NULL AND NEW.erased_on IS NOT NULL AND NEW.words = '{ERASED}'
            AND NEW.place_words = '' AND NEW.said_at IS NULL THEN
            OLD.words := NEW.words;
            OLD.place_words := NEW.place_words;
            OLD.said_at := NEW.said_at;
            OLD.erased_on := NEW.erased_on;
        END IF;
        """
_CASE = """
CREATE OR REPLACE FUNCTION listening_sealed_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    OLD.read_on := NEW.read_on;
    OLD.voice_id := COALESCE(OLD.voice_id, NEW.voice_id);
    {erase}IF OLD IS NOT DISTINCT FROM NEW THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a sealed case stays as it was sealed' USING ERRCODE = 'restrict_violation';
END $$;
"""
_CASE_ERASED = """IF NEW.identity = ''::bytea THEN
        OLD.identity := NEW.identity;
    END IF;
    IF OLD.erased_on IS NULL AND NEW.erased_on IS NOT NULL AND NEW.body = ''::bytea THEN
        OLD.body := NEW.body;
        OLD.erased_on := NEW.erased_on;
    END IF;
    """
_SEALED_MESSAGE = """
CREATE OR REPLACE FUNCTION listening_sealedmessage_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {erase}RAISE EXCEPTION 'listening_sealedmessage is append-only' USING ERRCODE = 'restrict_violation';
END $$;
"""
_SEALED_MESSAGE_ERASED = """IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT 1 FROM listening_sealedcase c WHERE c.id = OLD.case_id AND c.erased_on IS NOT NULL) THEN
            RETURN OLD;
        END IF;
    END IF;
    """


def _changed(function, erase):
    """Replace a function by itself with the way to erase."""
    return migrations.RunSQL(function.format(erase=erase), function.format(erase=""))


class Migration(migrations.Migration):
    dependencies = [("listening", "0009_erasure")]
    operations = [
        *protect_rows(
            "listening_retentionrule", "listening_erasurenotice", "listening_erasurehold", "listening_erasureorder",
            "listening_erasure",
        ),
        *append_only("listening_retentionrule", "listening_erasure"),
        _changed(_VOICE, _VOICE_ERASED),
        _changed(_CASE, _CASE_ERASED),
        _changed(_SEALED_MESSAGE, _SEALED_MESSAGE_ERASED),
        erasable("listening_message", "words"),
    ]
