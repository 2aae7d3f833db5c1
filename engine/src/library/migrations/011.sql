-- Size and modification time can be set by any program; the time of the last change and the inode cannot.
-- 0 differs from what a file system reports, so that each file is read once more.
ALTER TABLE article ADD COLUMN file_ctime_ns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN file_inode INTEGER NOT NULL DEFAULT 0;
ALTER TABLE arrival ADD COLUMN file_ctime_ns INTEGER;
ALTER TABLE arrival ADD COLUMN file_inode INTEGER;
