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
  -- Size and modification time can be set by any program; the time of the last change and the inode cannot.
  file_ctime_ns INTEGER NOT NULL,
  file_inode INTEGER NOT NULL,
  -- Its import was undone, or its document is damaged: it is hidden until its file is imported again.
  gone INTEGER NOT NULL DEFAULT 0,
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
  -- Copied from the article.
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
  links BLOB,
  -- State of the picture that the article's row shows: 1 cached, 2 failed, 4 of another size than declared.
  shown INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX fact_changed ON fact (changed);
CREATE INDEX fact_pending ON fact (article_id) WHERE pending = 1 AND gone = 0;
-- An article that came back to the inbox keeps its moment: where the clock was wrong, it is snoozed again.
CREATE INDEX fact_until ON fact (place, until_ms) WHERE until_ms IS NOT NULL;
-- Pages that the site shows, by their address: publishing asks whether another file of the same page is live.
CREATE INDEX fact_live ON fact (url_key, article_id) WHERE has & 1 <> 0 AND gone = 0;

-- Full text; a row has the article's id. Derived; the words themselves lie in the documents.
CREATE VIRTUAL TABLE words USING fts5 (
  title, excerpt, provider, topics, coverage, body,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2'
);
-- The search index is merged when sixteen parts of one size are there, not four: each word is written anew fewer times
-- in a long import. Sixty-four of them would be merged at once, which a decision would have to wait for; it stays far
-- from that, because each write merges a little.
INSERT INTO words (words, rank) VALUES ('automerge', 16);
INSERT INTO words (words, rank) VALUES ('crisismerge', 64);

-- One row an import: its receipt, kept.
CREATE TABLE intake (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  -- The paths that were named, and what was counted; see records.rs.
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
  -- Fields that moved, and decisions that were preserved, in conflict and lost; see records.rs. NULL where there are
  -- none.
  story TEXT,
  preserved INTEGER NOT NULL DEFAULT 0,
  conflicts INTEGER NOT NULL DEFAULT 0,
  lost INTEGER NOT NULL DEFAULT 0,
  head INTEGER,
  tail INTEGER,
  middle BLOB,
  -- The other arrived and seen files: hashes, size and time.
  arrived_hash BLOB,
  file_hash BLOB,
  file_size INTEGER,
  file_mtime_ns INTEGER,
  file_ctime_ns INTEGER,
  file_inode INTEGER,
  -- The conflicts before; see records.rs.
  former_conflicts TEXT,
  PRIMARY KEY (intake_id, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX arrival_article ON arrival (article_id, intake_id);

-- Decided fields that an incoming file changed too: in force while the override that it met is.
CREATE TABLE conflict (
  article_id INTEGER NOT NULL REFERENCES article (id),
  field TEXT NOT NULL,
  journal_id INTEGER NOT NULL,
  -- What the file said when it was decided (NULL where it had no such field), and what the incoming file says, as JSON.
  base TEXT,
  theirs TEXT NOT NULL,
  PRIMARY KEY (article_id, field)
) STRICT, WITHOUT ROWID;

-- Files that are no articles, and why.
CREATE TABLE refused (
  path TEXT PRIMARY KEY,
  -- See records.rs.
  refusal TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Decisions made at once and undone at once.
CREATE TABLE batch (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  by_whom TEXT NOT NULL,
  -- decision, images_copied, import_undone or recovered; only decisions count as work.
  kind TEXT NOT NULL,
  -- What was done; see records.rs.
  summary TEXT NOT NULL,
  -- done, undone (can be redone) or dropped (undone, and something else was decided since),
  -- or kept (done, and newer files arrived since: an import that was undone).
  state TEXT NOT NULL,
  -- The import that this batch undid.
  intake_id INTEGER REFERENCES intake (id)
) STRICT;
CREATE INDEX batch_state ON batch (state, id);

-- Every decision ever made: the override before and after, and what the document said before. For kinds, keys and
-- values see overrides/value.rs.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch_id INTEGER NOT NULL REFERENCES batch (id),
  article_id INTEGER NOT NULL REFERENCES article (id),
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  before TEXT,
  after TEXT,
  was TEXT
) STRICT;
CREATE INDEX journal_batch ON journal (batch_id);
CREATE INDEX journal_article ON journal (article_id, id);

-- The decisions in force, derived from the journal.
CREATE TABLE override (
  article_id INTEGER NOT NULL REFERENCES article (id),
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  journal_id INTEGER NOT NULL,
  PRIMARY KEY (article_id, kind, key)
) STRICT, WITHOUT ROWID;

-- Hashes of what this program wrote into files, noted before writing: such bytes are no arrival. Numbers, not times,
-- tell what came first, because a clock can be wrong.
CREATE TABLE handed_over (
  article_id INTEGER NOT NULL REFERENCES article (id),
  hash BLOB NOT NULL,
  -- The last decision that the bytes may contain, and the last import before they were written.
  journal_id INTEGER NOT NULL,
  intake_id INTEGER NOT NULL,
  PRIMARY KEY (article_id, hash)
) STRICT, WITHOUT ROWID;

-- Saved searches.
CREATE TABLE view (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  query TEXT NOT NULL
) STRICT;

-- What the curator set, and what the window remembers: one row a setting, its value as JSON.
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for each distinct picture: a web address, a file beside the articles, or what a data: address holds.
CREATE TABLE picture (
  id INTEGER PRIMARY KEY,
  -- Of the address; addresses can be as long as the picture itself.
  key BLOB NOT NULL UNIQUE,
  address TEXT NOT NULL,
  -- For politeness: name and port of a web address, empty for what needs no network.
  host TEXT NOT NULL,
  -- waiting, cached, failed, or evicted: cached once, and fetched again when it is wanted.
  state TEXT NOT NULL,
  reason TEXT,
  tries INTEGER NOT NULL DEFAULT 0,
  -- Not to be tried before, in milliseconds since 1970-01-01 UTC.
  next_ms INTEGER NOT NULL DEFAULT 0,
  -- When it was last found to be what it is.
  checked_ms INTEGER,
  etag TEXT,
  modified TEXT,
  content_id INTEGER REFERENCES content (id),
  -- Date of the newest article that uses it: newest first.
  rank INTEGER NOT NULL
) STRICT;
CREATE INDEX picture_state ON picture (state, rank);
CREATE INDEX picture_content ON picture (content_id) WHERE content_id IS NOT NULL;

-- Kept once, whatever number of addresses lead to it. Its files are named by its hash.
CREATE TABLE content (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  format TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  -- Of its thumbnails, together.
  small_bytes INTEGER NOT NULL,
  thumbhash BLOB,
  look INTEGER,
  sharpness REAL,
  used_ms INTEGER NOT NULL,
  -- Its files are there.
  kept INTEGER NOT NULL
) STRICT;
CREATE INDEX content_used ON content (used_ms) WHERE kept = 1;

-- Which pictures an article names, in its own order: its own, its provider's logo, and those of its coverage. Derived.
CREATE TABLE picture_use (
  article_id INTEGER NOT NULL REFERENCES article (id),
  place INTEGER NOT NULL,
  picture_id INTEGER NOT NULL REFERENCES picture (id),
  -- Declared size.
  width INTEGER,
  height INTEGER,
  PRIMARY KEY (article_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX picture_use_picture ON picture_use (picture_id);

-- For which document the uses above were derived.
CREATE TABLE pictured (
  article_id INTEGER PRIMARY KEY REFERENCES article (id),
  decided_hash BLOB NOT NULL,
  -- The first picture at that time: the row goes on showing it until another is named.
  picture TEXT
) STRICT;

-- How far the changes of articles were followed: tick, and article within it.
CREATE TABLE pictured_to (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  tick INTEGER NOT NULL,
  article_id INTEGER NOT NULL
) STRICT;
INSERT INTO pictured_to (id, tick, article_id) VALUES (1, -1, 0);

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
