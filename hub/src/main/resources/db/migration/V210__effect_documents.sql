-- Documents of one effect at its target, where the target has, or may have, more than one.
CREATE TABLE effects.document (
    effect_id  uuid        NOT NULL REFERENCES effects.effect (id),
    reference  text        NOT NULL CHECK (reference <> ''),
    standing   text        NOT NULL CHECK (standing IN ('candidate',  -- a person has to say which one is ours
                                                        'ours',
                                                        'surplus',    -- one too many: has to be undone there
                                                        'undone')),
    seen_at    timestamptz NOT NULL,
    decided_by text,
    decided_at timestamptz,
    PRIMARY KEY (effect_id, reference),
    CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
    CHECK (standing <> 'undone' OR decided_by IS NOT NULL)
);
CREATE INDEX document_surplus ON effects.document (seen_at) WHERE standing = 'surplus';
