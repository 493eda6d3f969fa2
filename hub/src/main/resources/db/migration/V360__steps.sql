-- Steps of shipments that were read in warehouses that are asked; each comes into the inbox once.
CREATE TABLE warehouse.step (
    key     text        PRIMARY KEY,
    read_at timestamptz NOT NULL DEFAULT now()
);
