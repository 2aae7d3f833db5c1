-- Folders that files were taken in from. One profile for each.
CREATE TABLE root (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  profile TEXT NOT NULL
) STRICT;

-- Counts what was written: a fact carries the tick of its last change, so that a reader asks for what is newer.
CREATE TABLE clock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  tick INTEGER NOT NULL
) STRICT;
INSERT INTO clock (id, tick) VALUES (1, 0);

-- One row an article. Its identity is root and path; everything from `decided_hash` on is derived.
CREATE TABLE article (
  id INTEGER PRIMARY KEY,
  root_id INTEGER NOT NULL REFERENCES root (id),
  path TEXT NOT NULL,
  -- The file as it was last seen on disk. A time of 0 is not trusted: the bytes are read again.
  file_hash BLOB NOT NULL,
  file_size INTEGER NOT NULL,
  file_mtime_ns INTEGER NOT NULL,
  arrived_hash BLOB NOT NULL,
  decided_hash BLOB NOT NULL,
  -- Of the words that the search index holds.
  text_key INTEGER NOT NULL,
  title TEXT NOT NULL,
  published_at TEXT,
  picture TEXT,
  UNIQUE (root_id, path)
) STRICT;

-- What came in the file, never overwritten by a decision.
CREATE TABLE arrived (
  article_id INTEGER PRIMARY KEY REFERENCES article (id),
  bytes BLOB NOT NULL
) STRICT;

-- What a query asks of an article, narrow enough to be held in memory. Derived.
CREATE TABLE fact (
  article_id INTEGER PRIMARY KEY REFERENCES article (id),
  -- Tick of the last change.
  changed INTEGER NOT NULL,
  -- Its import was taken back.
  gone INTEGER NOT NULL,
  place TEXT NOT NULL,
  until_ms INTEGER,
  pending INTEGER NOT NULL,
  -- Fields that the wire changed too.
  conflicts INTEGER NOT NULL,
  -- What it has, bit by bit; see facts.rs.
  has INTEGER NOT NULL,
  published_ms INTEGER,
  quality INTEGER,
  heat INTEGER,
  coverage INTEGER NOT NULL,
  kind TEXT,
  provider TEXT,
  topics TEXT NOT NULL,
  -- Of its own address, and for a report that another leads of the addresses of its coverage.
  url_key INTEGER,
  links BLOB
) STRICT;
CREATE INDEX fact_changed ON fact (changed);
CREATE INDEX fact_pending ON fact (article_id) WHERE pending = 1 AND gone = 0;
CREATE INDEX fact_until ON fact (until_ms) WHERE until_ms IS NOT NULL;

-- Full text; a row has the article's id. Derived; the words themselves lie in the documents.
CREATE VIRTUAL TABLE words USING fts5 (
  title, excerpt, provider, topics, coverage, body,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2'
);

-- One row an import: its receipt, kept.
CREATE TABLE intake (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  -- The paths that were named, as a JSON list.
  paths TEXT NOT NULL,
  receipt TEXT NOT NULL,
  -- running, done or taken back.
  state TEXT NOT NULL
) STRICT;

-- What an import did to an article, and what takes it back (or, once taken back, makes it again):
-- the other bytes are the first `head` and the last `tail` bytes of the present ones around `middle`.
CREATE TABLE arrival (
  article_id INTEGER NOT NULL REFERENCES article (id),
  intake_id INTEGER NOT NULL REFERENCES intake (id),
  -- new, updated, quiet or noise.
  kind TEXT NOT NULL,
  -- Fields that moved, decisions that stood, conflicts and lost decisions, as JSON; NULL where there are none.
  story TEXT,
  head INTEGER,
  tail INTEGER,
  middle BLOB,
  -- The other arrived and seen files: hashes, size and time.
  arrived_hash BLOB,
  file_hash BLOB,
  file_size INTEGER,
  file_mtime_ns INTEGER,
  -- The other conflicts, as JSON.
  conflicts TEXT,
  PRIMARY KEY (intake_id, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX arrival_article ON arrival (article_id, intake_id);

-- Decided fields that the wire changed too: in force while the pin that it met is.
CREATE TABLE conflict (
  article_id INTEGER NOT NULL REFERENCES article (id),
  field TEXT NOT NULL,
  journal_id INTEGER NOT NULL,
  -- What the wire said when it was decided, and what it says now.
  base TEXT,
  theirs TEXT,
  PRIMARY KEY (article_id, field)
) STRICT, WITHOUT ROWID;

-- Files that are no articles, and why.
CREATE TABLE refused (
  path TEXT PRIMARY KEY,
  refusal TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Decisions made at once and undone at once.
CREATE TABLE batch (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  by_whom TEXT NOT NULL,
  sentence TEXT NOT NULL,
  -- done, undone (can be redone) or dropped (undone, and something else was decided since),
  -- or kept (done, and newer files arrived since: an import that was taken back).
  state TEXT NOT NULL,
  -- The import that this batch took back.
  intake_id INTEGER REFERENCES intake (id)
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

-- Saved searches.
CREATE TABLE view (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  query TEXT NOT NULL
) STRICT;
