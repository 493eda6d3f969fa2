-- What each channel was told last of each item. Versions rise in the order of commits, since one writer at a time
-- takes them; whoever has read up to one finds everything newer by it.
CREATE SCHEMA promising;

CREATE SEQUENCE promising.listed_version AS bigint;

CREATE TABLE promising.listed (
    channel    text        NOT NULL,
    sku        text        NOT NULL,
    unit       text        NOT NULL,
    available  numeric     NOT NULL CHECK (available >= 0),
    dates      jsonb       NOT NULL CHECK (jsonb_typeof(dates) = 'array'),
    version    bigint      NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (channel, sku)
);
CREATE UNIQUE INDEX listed_by_version ON promising.listed (channel, version);
