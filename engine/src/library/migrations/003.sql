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
  decided_hash BLOB NOT NULL
) STRICT;

-- How far the changes of articles were followed: tick, and article within it.
CREATE TABLE pictured_to (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  tick INTEGER NOT NULL,
  article_id INTEGER NOT NULL
) STRICT;
INSERT INTO pictured_to (id, tick, article_id) VALUES (1, -1, 0);

-- State of the picture that the article's row shows: 1 cached, 2 failed, 4 of another size than declared.
ALTER TABLE fact ADD COLUMN shown INTEGER NOT NULL DEFAULT 0;
