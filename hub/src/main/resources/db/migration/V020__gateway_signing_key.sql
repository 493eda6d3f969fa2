-- The key that signs access tokens. All processes of one installation share it, so that a token of one is good at all.
create schema if not exists gateway;

create table gateway.signing_key (
    kid        text primary key check (length(kid) between 1 and 64),
    algorithm  text not null check (algorithm = 'ES256'),
    sealed     boolean not null,
    material   bytea not null check (length(material) between 32 and 8192),
    created_at timestamptz not null
);

revoke all on gateway.signing_key from public;
comment on column gateway.signing_key.sealed is 'true: material is AES-256-GCM under the secret named by crossdock.gateway.signing-seal';
