-- What part of a message, and of which story, was made with a map; and which stories are to be read with the map of their day.
ALTER TABLE maps.pin ADD COLUMN part text NOT NULL DEFAULT '';       -- 850 of an interchange
ALTER TABLE maps.pin ADD COLUMN story text;                          -- correlation of a message, effect:… of an effect
CREATE INDEX pin_by_story ON maps.pin (story, part, pinned_at);

CREATE TABLE maps.choice (
    story     text        PRIMARY KEY,
    chosen_by text        NOT NULL,
    chosen_at timestamptz NOT NULL
);

-- A plan names the maps that it would read with.
ALTER TABLE replay.plan ADD COLUMN maps text NOT NULL DEFAULT 'current' CHECK (maps IN ('current', 'recorded'));
