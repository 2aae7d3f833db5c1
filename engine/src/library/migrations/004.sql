-- One row a hand-over that wrote something.
CREATE TABLE hand_over (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  by_whom TEXT NOT NULL,
  -- writing, done, taking back or taken back: as far as it came; or settled: its ways back are no longer kept.
  state TEXT NOT NULL
) STRICT;

-- The files that it wrote, noted before writing, and the way back: the bytes before are the first `head` and the last
-- `tail` bytes of those that were written, around `middle`.
CREATE TABLE hand_over_file (
  hand_over_id INTEGER NOT NULL REFERENCES hand_over (id),
  article_id INTEGER NOT NULL REFERENCES article (id),
  written_hash BLOB NOT NULL,
  former_hash BLOB NOT NULL,
  head INTEGER,
  tail INTEGER,
  middle BLOB,
  -- The file has its former bytes again.
  back INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (hand_over_id, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX hand_over_file_article ON hand_over_file (article_id, former_hash);
