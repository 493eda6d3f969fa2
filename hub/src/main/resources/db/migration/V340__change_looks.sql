-- A change that waits is looked at less and less often.
ALTER TABLE edi.change ADD COLUMN looks int NOT NULL DEFAULT 0 CHECK (looks >= 0);
ALTER TABLE edi.change ADD COLUMN failures int NOT NULL DEFAULT 0 CHECK (failures >= 0);
ALTER TABLE edi.change ADD COLUMN next_look timestamptz;
UPDATE edi.change SET next_look = looked_at;
ALTER TABLE edi.change ALTER COLUMN next_look SET NOT NULL;
ALTER TABLE edi.change DROP CONSTRAINT change_state_check;
ALTER TABLE edi.change ADD CONSTRAINT change_state_check
    CHECK (state IN ('waiting', 'asked', 'stuck', 'decided', 'refused', 'repeated'));
DROP INDEX edi.change_open;
CREATE INDEX change_open ON edi.change (next_look) WHERE state IN ('waiting', 'asked');
