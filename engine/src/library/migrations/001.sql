-- Folders that files were taken in from. One profile for each.
CREATE TABLE root (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  profile TEXT NOT NULL
) STRICT;

-- One row an article. Its identity is root and path; everything from `pending` on is derived and can be made again.
CREATE TABLE article (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  root_id INTEGER NOT NULL REFERENCES root (id),
  path TEXT NOT NULL,
  -- The file as it was last seen on disk. A time of 0 is not trusted: the bytes are read again.
  file_hash BLOB NOT NULL,
  file_size INTEGER NOT NULL,
  file_mtime_ns INTEGER NOT NULL,
  arrived_hash BLOB NOT NULL,
  decided_hash BLOB NOT NULL,
  pending INTEGER NOT NULL,
  place TEXT NOT NULL,
  until_ms INTEGER,
  title TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  provider TEXT,
  published_at TEXT,
  published_ms INTEGER,
  quality INTEGER,
  heat INTEGER,
  live INTEGER NOT NULL,
  topics TEXT NOT NULL,
  coverage INTEGER NOT NULL,
  picture TEXT,
  UNIQUE (root_id, path)
) STRICT;
CREATE INDEX article_newest ON article (published_ms DESC, id DESC);
CREATE INDEX article_place ON article (place, published_ms DESC, id DESC);
CREATE INDEX article_count ON article (place, pending);
CREATE INDEX article_pending ON article (id) WHERE pending = 1;
CREATE INDEX article_until ON article (until_ms) WHERE until_ms IS NOT NULL;

-- What came in the file, never overwritten by a decision.
CREATE TABLE arrived (
  article_id INTEGER PRIMARY KEY REFERENCES article (id),
  bytes BLOB NOT NULL
) STRICT;

-- Decisions made at once and undone at once.
CREATE TABLE batch (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  by_whom TEXT NOT NULL,
  sentence TEXT NOT NULL,
  -- done, undone (can be redone) or dropped (undone, and something else was decided since).
  state TEXT NOT NULL
) STRICT;
CREATE INDEX batch_state ON batch (state, id);

-- Every decision ever made. `before` and `after` are what was pinned; `was` is what the document said.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch_id INTEGER NOT NULL REFERENCES batch (id),
  article_id INTEGER NOT NULL REFERENCES article (id),
  field TEXT NOT NULL,
  before TEXT,
  after TEXT,
  was TEXT
) STRICT;
CREATE INDEX journal_batch ON journal (batch_id);
CREATE INDEX journal_article ON journal (article_id, id);

-- The decisions in force, derived from the journal: the field `@place`, or a path in the document.
CREATE TABLE pin (
  article_id INTEGER NOT NULL REFERENCES article (id),
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  journal_id INTEGER NOT NULL,
  PRIMARY KEY (article_id, field)
) STRICT, WITHOUT ROWID;

-- Hashes of what this program wrote into files, noted before writing: such bytes are no arrival.
CREATE TABLE handed_over (
  article_id INTEGER NOT NULL REFERENCES article (id),
  hash BLOB NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (article_id, hash)
) STRICT, WITHOUT ROWID;
