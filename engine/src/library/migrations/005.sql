-- What the site shows already, by its address: publishing asks whether another file of the same page is live.
CREATE INDEX fact_live ON fact (url_key, article_id) WHERE has & 1 <> 0 AND gone = 0;
