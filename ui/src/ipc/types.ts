// Generated from the engine by `cargo xtask types`. Do not edit.

export type ArticleId = number;

export type BatchId = number;

export type Place = "inbox" | "published" | "spiked" | "later";

export type Provider = { 
/**
 * As printed, such as `ZDNet`.
 */
name: string, 
/**
 * Such as `zdnet.com`; absent in some hand-made files.
 */
domain: string | null, 
/**
 * Address of the logo.
 */
logo: string | null, };

export type Picture = { 
/**
 * Web address, or a path relative to the article file or the imported folder.
 */
url: string, 
/**
 * Declared width in pixels.
 */
width: number | null, 
/**
 * Declared height in pixels.
 */
height: number | null, 
/**
 * The robots' service keeps a copy of it.
 */
cached: boolean, 
/**
 * Its caption; in old files the article's own title.
 */
title: string | null, };

export type Report = { 
/**
 * Headline.
 */
title: string, 
/**
 * Teaser.
 */
excerpt: string, 
/**
 * The raw text of the date in the file.
 */
published_at: string | null, 
/**
 * The same date in milliseconds since 1970-01-01 UTC, where it could be read.
 */
published_ms: number | null, 
/**
 * Address at the source.
 */
url: string | null, 
/**
 * Address of its AMP page.
 */
amp_url: string | null, 
/**
 * `article` or `video`.
 */
kind: string | null, 
/**
 * Who published it.
 */
provider: Provider, 
/**
 * Score of this one report.
 */
quality: number | null, 
/**
 * Its pictures, best first.
 */
pictures: Array<Picture>, };

export type Article = { 
/**
 * `title`, else `name`, else the file's name without its ending.
 */
title: string, 
/**
 * Teaser, as written (may hold HTML entities and line breaks).
 */
excerpt: string, 
/**
 * The raw text of the publication date; never reformatted.
 */
published_at: string | null, 
/**
 * The same date in milliseconds since 1970-01-01 UTC, where it could be read.
 */
published_ms: number | null, 
/**
 * Address at the source: `originalUrl`, else `webUrl`.
 */
url: string | null, 
/**
 * The link that a reader follows; absent where the site shows the article itself.
 */
web_url: string | null, 
/**
 * Address of its AMP page.
 */
amp_url: string | null, 
/**
 * The collection it belongs to, such as `news`.
 */
category: string | null, 
/**
 * `article`, `video`, `course`, ...
 */
kind: string | null, 
/**
 * Score of this report; 0 to 100 by hand, robots write up to 189.
 */
quality: number | null, 
/**
 * The robot's measure of attention; -1 where another file leads the story.
 */
heat: number | null, 
/**
 * What a course or a video costs, such as `Free`.
 */
price: string | null, 
/**
 * How long a course or a video takes, as written, such as `PT37M`.
 */
length: string | null, 
/**
 * Whom a course is for.
 */
levels: Array<string>, 
/**
 * The raw text of the date on which an event begins.
 */
starts_at: string | null, 
/**
 * The raw text of the date on which it ends.
 */
ends_at: string | null, 
/**
 * `removed: true`: a person took it down.
 */
removed: boolean, 
/**
 * Whether the site shows it, in the profile's own terms; `None` where the file does not say.
 */
live: boolean | null, 
/**
 * Who published it.
 */
provider: Provider | null, 
/**
 * Topics in the file's order.
 */
topics: Array<string>, 
/**
 * Pictures, best first.
 */
pictures: Array<Picture>, 
/**
 * The other reports of this story, best first.
 */
coverage: Array<Report>, 
/**
 * Untrusted HTML of an embedded player; never rendered raw.
 */
featured_content: string | null, 
/**
 * The robot's opaque signature; kept verbatim, never compared.
 */
secured: string | null, };

export type Decision = { "verb": "publish" } | { "verb": "spike" } | { "verb": "later", 
/**
 * When it comes back, in milliseconds since 1970-01-01 UTC.
 */
until_ms: number, } | { "verb": "as_is" } | { "verb": "inbox" } | { "verb": "quality", 
/**
 * 0 to 100.
 */
value: number, } | { "verb": "lead", 
/**
 * Its place in the coverage, from 0.
 */
report: number, } | { "verb": "set", 
/**
 * Such as `title` or `images.0.url`.
 */
path: string, 
/**
 * The new value as text; a list as YAML flow, such as `[AI, Ethics]`.
 */
value: string, };

export type Code = "not_found" | "refused" | "usage" | "busy" | "storage";

export type Failure = { 
/**
 * What kind, where a caller acts on it.
 */
code: Code, 
/**
 * What is wrong, in a sentence.
 */
message: string, 
/**
 * What to do next, in a sentence.
 */
hint: string | null, };

export type PictureSpace = { "state": "none" } | { "state": "remote", 
/**
 * The address.
 */
url: string, } | { "state": "local", 
/**
 * The path as the document states it.
 */
url: string, };

export type Row = { 
/**
 * Stable for the life of the library.
 */
id: ArticleId, 
/**
 * Absolute path of the article's file.
 */
path: string, 
/**
 * Headline, with the decisions in it.
 */
title: string, 
/**
 * Publisher's name.
 */
provider: string | null, 
/**
 * Raw text of the date in the file.
 */
published_at: string | null, 
/**
 * The same in milliseconds since 1970-01-01 UTC.
 */
published_ms: number | null, 
/**
 * Score.
 */
quality: number | null, 
/**
 * The robot's measure of attention.
 */
heat: number | null, 
/**
 * Where it stands.
 */
place: Place, 
/**
 * The file says that the site shows it already.
 */
live: boolean, 
/**
 * Decided, and not yet handed over.
 */
pending: boolean, 
/**
 * Topics in the file's order.
 */
topics: Array<string>, 
/**
 * Number of other reports of the story.
 */
coverage: number, 
/**
 * What stands in the picture space.
 */
picture: PictureSpace, };

export type Counts = { 
/**
 * Undecided.
 */
inbox: number, 
/**
 * Decided to run.
 */
published: number, 
/**
 * Decided not to run.
 */
spiked: number, 
/**
 * Put aside.
 */
later: number, 
/**
 * All of them.
 */
everything: number, 
/**
 * Decided and not yet handed over.
 */
pending: number, };

export type View = { 
/**
 * The query as it was asked.
 */
query: string, 
/**
 * Ids of all hits, in order.
 */
ids: Array<ArticleId>, 
/**
 * What could not be understood of the query, in a sentence.
 */
hint: string | null, 
/**
 * The library's counts at that moment.
 */
counts: Counts, };

export type Page = { 
/**
 * Number of hits of the whole query.
 */
total: number, 
/**
 * The rows of this page.
 */
articles: Array<Row>, };

export type LineChange = "same" | "out" | "in";

export type DiffLine = { 
/**
 * Same, out or in.
 */
change: LineChange, 
/**
 * Line number in the file (old number for `same` and `out`, new for `in`), from 1.
 */
line: number, 
/**
 * The line without its line end.
 */
text: string, };

export type HistoryLine = { 
/**
 * The batch it belongs to.
 */
batch: BatchId, 
/**
 * When, in milliseconds since 1970-01-01 UTC.
 */
at_ms: number, 
/**
 * By whom.
 */
by: string, 
/**
 * In words: `published`, `quality 39 to 72`.
 */
sentence: string, 
/**
 * It was taken back.
 */
undone: boolean, };

export type Details = { 
/**
 * Its line in the list.
 */
row: Row, 
/**
 * Every field, with the decisions in it.
 */
article: Article, 
/**
 * When it comes back from later, in milliseconds since 1970-01-01 UTC.
 */
until_ms: number | null, 
/**
 * The body as text.
 */
body: string, 
/**
 * What a hand-over would change in the file: only the changed lines.
 */
changes: Array<DiffLine>, 
/**
 * What was decided about it, newest first.
 */
history: Array<HistoryLine>, };

export type Changed = { 
/**
 * The batch; `None` where everything was decided so already.
 */
batch: BatchId | null, 
/**
 * The articles it touched, in the order asked for.
 */
changed: Array<ArticleId>, 
/**
 * In words, for the toast: `Published “Reef robots count coral”`.
 */
sentence: string, };

export type Refusal = { 
/**
 * Absolute path.
 */
path: string, 
/**
 * Line in the file, from 1, where there is one to point at.
 */
line: number | null, 
/**
 * Column in that line, from 1, in characters.
 */
column: number | null, 
/**
 * What is wrong, in a sentence.
 */
message: string, 
/**
 * What to do next, in a sentence.
 */
hint: string, };

export type Receipt = { 
/**
 * Articles the library did not have.
 */
new: number, 
/**
 * Articles whose file had changed.
 */
updated: number, 
/**
 * Files that were as they had been, noise included.
 */
unchanged: number, 
/**
 * Inside `unchanged`: only the signature or the line ends differed.
 */
noise: number, 
/**
 * Inside `updated`: decisions of the curator that stood.
 */
kept: number, 
/**
 * Inside `kept`: fields that the wire changed too.
 */
conflicts: number, 
/**
 * Files that were left as they are, and why.
 */
refused: Array<Refusal>, 
/**
 * The intake was stopped before its end.
 */
stopped: boolean, 
/**
 * How long it took, in seconds.
 */
seconds: number, };

export type Progress = { 
/**
 * Files done.
 */
done: number, 
/**
 * Files found so far.
 */
total: number, 
/**
 * The file in hand.
 */
current: string, };

export type PlannedChange = { 
/**
 * The article.
 */
id: ArticleId, 
/**
 * Absolute path of the file that would be written.
 */
path: string, 
/**
 * Headline.
 */
title: string, 
/**
 * The changed lines.
 */
changes: Array<DiffLine>, 
/**
 * The same as a unified diff.
 */
diff: string, };

export type HandedOver = { 
/**
 * Files written.
 */
written: number, 
/**
 * Files that already said what was decided.
 */
unchanged: number, 
/**
 * Files that were left as they are, and why.
 */
refused: Array<Refusal>, };

export type LibraryChanged = { 
/**
 * The caller's own mark of the decision that this confirms; `None` for everything else.
 */
token: number | null, 
/**
 * The articles that changed; empty where there are too many to name (reload the view).
 */
ids: Array<ArticleId>, 
/**
 * Their rows as they are now.
 */
rows: Array<Row>, 
/**
 * The library's counts as they are now.
 */
counts: Counts, 
/**
 * Articles that were not there before.
 */
arrived: number, };
