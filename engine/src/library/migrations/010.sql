-- Facts about the library file itself, in one row.
CREATE TABLE library_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- Version of the tables. Equals `user_version` in the file's header unless that header was damaged.
  schema_version INTEGER NOT NULL,
  -- Generation of the decision log that belongs to this library; empty until the next open begins a new log.
  log_generation TEXT NOT NULL,
  -- Sequence number of the last record of the decision log, and the log's length in bytes, at the last commit.
  log_sequence INTEGER NOT NULL,
  log_bytes INTEGER NOT NULL
) STRICT;
INSERT INTO library_state (id, schema_version, log_generation, log_sequence, log_bytes) VALUES (1, 0, '', 0, 0);
