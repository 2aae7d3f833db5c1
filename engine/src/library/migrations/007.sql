-- The search index is merged when sixteen parts of one size are there, not four: each word is written anew fewer times
-- in a long import. Sixty-four of them would be merged at once, which a decision would have to wait for; it stays far
-- from that, because what is written merges a little at a time.
INSERT INTO words (words, rank) VALUES ('automerge', 16);
INSERT INTO words (words, rank) VALUES ('crisismerge', 64);
