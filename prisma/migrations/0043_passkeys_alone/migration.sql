-- Whether a passkey checked who uses it when it was made. Only such a passkey signs in without a
-- password.
ALTER TABLE "second_factors" ADD COLUMN "verifies_user" BOOLEAN NOT NULL DEFAULT false;

-- A reset that saved a passkey is named by it.
CREATE OR REPLACE FUNCTION tell_disowned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('password-reset.disowned', jsonb_build_object(
    'userId', NEW.user_id, 'outcome', NEW.outcome,
    'resetId', (SELECT id FROM resets
      WHERE user_id = NEW.user_id AND (id = NEW.subject_id OR password_id = NEW.subject_id
        OR factor_id = NEW.subject_id)
      LIMIT 1)));
  RETURN NULL;
END $$;
