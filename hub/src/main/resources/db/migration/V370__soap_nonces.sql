-- Tokens of WS-Security that were used, for as long as they would be believed: none is believed twice.
CREATE TABLE transports.nonce (
    source text        NOT NULL,
    nonce  text        NOT NULL CHECK (length(nonce) <= 200),
    until  timestamptz NOT NULL,                     -- afterwards it is too old to be believed
    PRIMARY KEY (source, nonce)
);
CREATE INDEX nonce_until ON transports.nonce (until);
