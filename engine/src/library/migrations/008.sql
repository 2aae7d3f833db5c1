-- What the document named first when its pictures were listed: the row goes on showing it until another is named.
ALTER TABLE pictured ADD COLUMN picture TEXT;
UPDATE pictured SET picture =
  (SELECT picture FROM article WHERE id = article_id AND article.decided_hash = pictured.decided_hash);
