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
report: number, } | { "verb": "not_this_story", 
/**
 * Its place in the coverage, from 0.
 */
report: number, } | { "verb": "take_title", 
/**
 * Its place in the coverage, from 0.
 */
report: number, } | { "verb": "take_excerpt", 
/**
 * Its place in the coverage, from 0.
 */
report: number, } | { "verb": "take_picture", 
/**
 * Its place in the coverage, from 0.
 */
report: number, } | { "verb": "picture", 
/**
 * Its address, as the document writes it.
 */
url: string, 
/**
 * Its width in pixels as it really is, where that is known.
 */
width: number | null, 
/**
 * Its height in pixels.
 */
height: number | null, } | { "verb": "set", 
/**
 * Such as `title` or `images.0.url`.
 */
path: string, 
/**
 * The new value as text; a list as YAML flow, such as `[AI, Ethics]`.
 */
value: string, };

export type Code = "not_found" | "refused" | "usage" | "busy" | "damaged" | "storage";

export type Failure = { 
/**
 * The kind of failure.
 */
code: Code, 
/**
 * What is wrong.
 */
message: Message, 
/**
 * What to do next.
 */
hint: Message | null, };

export type IntakeId = number;

export type PictureId = number;

export type PictureSpace = { "state": "none" } | { "state": "waiting", 
/**
 * The picture, once it is listed.
 */
id: PictureId | null, 
/**
 * The address.
 */
url: string, 
/**
 * It needs no network: `picture://localhost/<article id>` shows it at once.
 */
near: boolean, 
/**
 * A placeholder as base64, where it was here before.
 */
thumbhash: string | null, } | { "state": "cached", 
/**
 * The picture.
 */
id: PictureId, 
/**
 * The address.
 */
url: string, 
/**
 * Tells its content from what the address had before: goes into the picture's own address.
 */
version: string, 
/**
 * Width in pixels.
 */
width: number, 
/**
 * Height in pixels.
 */
height: number, 
/**
 * A placeholder as base64; none of an AVIF.
 */
thumbhash: string | null, } | { "state": "failed", 
/**
 * The picture.
 */
id: PictureId, 
/**
 * The address.
 */
url: string, 
/**
 * Why, in words that stand behind a colon: `not there (404)`.
 */
reason: Message, };

export type PictureRole = "lead" | "coverage" | "logo";

export type ArticlePicture = { 
/**
 * Whose it is.
 */
role: PictureRole, 
/**
 * Which report of the coverage, from 0; `None` for the article's own.
 */
report: number | null, 
/**
 * Which of them, from 0, in the document's order.
 */
position: number, 
/**
 * Declared width in pixels.
 */
width: number | null, 
/**
 * Declared height in pixels.
 */
height: number | null, 
/**
 * What is here is of another size than declared.
 */
wrong_size: boolean, 
/**
 * Size of the file, where it is here.
 */
bytes: number | null, 
/**
 * Its state.
 */
picture: PictureSpace, };

export type Candidate = { 
/**
 * Its address, as the document writes it.
 */
url: string, 
/**
 * Who published it, as a person would say.
 */
from: string | null, 
/**
 * Width in pixels: as it really is where it is here, else as declared.
 */
width: number | null, 
/**
 * Height in pixels.
 */
height: number | null, 
/**
 * Size of the file, where it is here.
 */
bytes: number | null, 
/**
 * It is the one that stands first now, or looks like it.
 */
chosen: boolean, 
/**
 * How fit it is, from 0 to 1.
 */
fitness: number, 
/**
 * Its state.
 */
picture: PictureSpace, };

export type PicturesProgress = { 
/**
 * Distinct pictures that articles name.
 */
total: number, 
/**
 * Of those: here, or given up.
 */
done: number, 
/**
 * Of those: here.
 */
cached: number, 
/**
 * Of those: given up.
 */
failed: number, 
/**
 * Of those: still to be fetched.
 */
waiting: number, 
/**
 * Of those: let go for room, and fetched again when somebody looks.
 */
evicted: number, 
/**
 * Files and thumbnails of all that is here, in bytes.
 */
bytes: number, 
/**
 * The curator stopped it for a while.
 */
paused: boolean, 
/**
 * Nothing can be reached; it is tried again by itself.
 */
offline: boolean, };

export type PicturesChanged = { 
/**
 * Rows that show another picture, or another state, than before; those of a batch.
 */
rows: Array<Row>, 
/**
 * How far it is.
 */
progress: PicturesProgress, };

export type PictureLine = { 
/**
 * The picture.
 */
id: PictureId, 
/**
 * `waiting`, `cached`, `failed` or `evicted`.
 */
state: string, 
/**
 * Its address.
 */
address: string, 
/**
 * Why it failed, or why the last try did.
 */
reason: Message | null, 
/**
 * Tries that failed.
 */
tries: number, 
/**
 * Width in pixels.
 */
width: number | null, 
/**
 * Height in pixels.
 */
height: number | null, 
/**
 * Size of the file.
 */
bytes: number | null, 
/**
 * Articles that name it.
 */
articles: number, };

export type Pruned = { 
/**
 * Pictures that were let go, least recently used first.
 */
pictures: number, 
/**
 * Files that belonged to nothing.
 */
strays: number, 
/**
 * What was freed.
 */
freed: number, 
/**
 * What is kept.
 */
bytes: number, 
/**
 * What may be kept.
 */
limit: number, };

export type PictureCache = { 
/**
 * Pictures that are kept, each once by its content.
 */
files: number, 
/**
 * What they and their thumbnails take, in bytes.
 */
bytes: number, 
/**
 * What they may take, in bytes.
 */
limit: number, 
/**
 * Pictures that no article of the inbox names.
 */
evictable_files: number, 
/**
 * What those take, in bytes.
 */
evictable_bytes: number, };

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
 * The article that leads its story, where it stands folded under one.
 */
lead: ArticleId | null, 
/**
 * Reports of the library that stand folded under it.
 */
reports: number, 
/**
 * Fields decided here that the wire changed too.
 */
conflicts: number, 
/**
 * When it comes back from later, in milliseconds since 1970-01-01 UTC.
 */
until_ms: number | null, 
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
pending: number, 
/**
 * Reports that stand folded under their lead.
 */
reports: number, 
/**
 * Articles of which a decided field was changed by the wire too.
 */
conflicts: number, };

export type View = { 
/**
 * The query as it was asked.
 */
query: string, 
/**
 * Ids of all hits, in order; a report folded under its lead shows its lead.
 */
ids: Array<ArticleId>, 
/**
 * How many articles were found, folded reports included.
 */
total: number, 
/**
 * Leads among the ids that stand there for a hit in a report folded under them.
 */
for_a_report: Array<ArticleId>, 
/**
 * What could not be understood of the query.
 */
hint: Message | null, 
/**
 * The library's counts at that moment.
 */
counts: Counts, };

export type Opened = { 
/**
 * The view.
 */
view: View, 
/**
 * Rows of it, in its order, around an article or from its start; the others are asked for by id.
 */
rows: Array<Row>, };

export type Facet = { 
/**
 * What they share: a topic, a provider, a month such as `2020-07`.
 */
value: string, 
/**
 * How many.
 */
count: number, };

export type Facets = { 
/**
 * Undecided stories.
 */
inbox: number, 
/**
 * Stories decided to run.
 */
published: number, 
/**
 * Stories decided not to run.
 */
spiked: number, 
/**
 * Stories put aside.
 */
later: number, 
/**
 * Topics, most frequent first.
 */
topics: Array<Facet>, 
/**
 * Providers, most frequent first.
 */
providers: Array<Facet>, 
/**
 * Quality in steps of ten: 0 to 9, 10 to 19, ..., 100 and more.
 */
quality: Array<number>, 
/**
 * Hits without a quality.
 */
unscored: number, 
/**
 * Months, newest first.
 */
months: Array<Facet>, };

export type SavedView = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its query.
 */
query: string, 
/**
 * Stories that it shows now.
 */
count: number, };

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

export type Message = { 
/**
 * Key of the text in the catalogue.
 */
id: string, 
/**
 * Values by the names that stand in braces in the text.
 */
args: Record<string, Argument>, 
/**
 * The message in English.
 */
text: string, };

export type Argument = number | string | Array<Argument> | Message;

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
 * What it did: `published`, `quality 39 to 72`.
 */
message: Message, 
/**
 * It was taken back.
 */
undone: boolean, };

export type Conflict = { 
/**
 * Dotted path of the value.
 */
field: string, 
/**
 * What was decided, as a person would write it.
 */
mine: Argument, 
/**
 * What the wire said before.
 */
base: Argument, 
/**
 * What the wire says now.
 */
theirs: Argument, };

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
 * It has a text of its own: see [`Body`].
 */
has_text: boolean, 
/**
 * What a hand-over would change in the file: only the changed lines.
 */
changes: Array<DiffLine>, 
/**
 * Decided fields that the wire changed too.
 */
conflicts: Array<Conflict>, 
/**
 * What was decided about it, newest first.
 */
history: Array<HistoryLine>, 
/**
 * Every picture that it names: its own, its provider's logo, those of its coverage.
 */
pictures: Array<ArticlePicture>, 
/**
 * The pictures that can be chosen, fittest first.
 */
candidates: Array<Candidate>, };

export type Body = { 
/**
 * The HTML; empty where the article has no text.
 */
html: string, 
/**
 * The text has more than is shown: it is very long, or has very many elements or combining characters.
 */
shortened: boolean, };

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
 * What was done, without a full stop: `Published “Reef robots count coral”`.
 */
message: Message, };

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
 * What is wrong.
 */
message: Message, 
/**
 * What to do next.
 */
hint: Message, };

export type Receipt = { 
/**
 * Under which it is kept.
 */
id: IntakeId | null, 
/**
 * When it began, in milliseconds since 1970-01-01 UTC.
 */
at_ms: number, 
/**
 * What was named.
 */
paths: Array<string>, 
/**
 * Articles the library did not have.
 */
new: number, 
/**
 * Articles whose file had changed.
 */
updated: number, 
/**
 * Inside `updated`: only the coverage or the heat moved.
 */
quiet: number, 
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
 * Inside `kept`: decisions that were in the file and that the robot undid; the next hand-over restores them.
 */
lost: number, 
/**
 * Files that were left as they are, and why.
 */
refused: Array<Refusal>, 
/**
 * The intake was stopped before its end.
 */
stopped: boolean, 
/**
 * The whole import was taken back.
 */
taken_back: boolean, 
/**
 * Its stored report is damaged: the counts are those of its articles, and named paths, rejected files or its state
 * may be missing.
 */
unreadable: boolean, 
/**
 * How long it took, in seconds.
 */
seconds: number, };

export type ArrivalKind = "new" | "updated" | "quiet" | "noise";

export type Story = { 
/**
 * Fields that moved in the file.
 */
moved: Array<string>, 
/**
 * Decisions that stood: paths of fields, and verdicts.
 */
kept: Array<Argument>, 
/**
 * Inside `kept`: fields that the wire changed too.
 */
conflicts: Array<string>, 
/**
 * Inside `kept`: decisions that were in the file and that the robot undid.
 */
lost: Array<Argument>, };

export type ReceiptLine = { 
/**
 * The article.
 */
id: ArticleId, 
/**
 * New, updated, quiet or noise.
 */
kind: ArrivalKind, 
/**
 * Headline.
 */
title: string, 
/**
 * Absolute path of its file.
 */
path: string, 
/**
 * What moved and what stood.
 */
story: Story, };

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
current: string, 
/**
 * Files a second, so far.
 */
per_second: number, };

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
 * What was decided of that which would be written.
 */
decided: Array<Message>, 
/**
 * Cached pictures that would be copied first: their paths below the site.
 */
copies: Array<string>, 
/**
 * The changed lines.
 */
changes: Array<DiffLine>, 
/**
 * The same as a unified diff.
 */
diff: string, 
/**
 * Hash of the file's present content (BLAKE3, in hex).
 */
former_hash: string, 
/**
 * Hash of the content that would be written (BLAKE3, in hex); empty where nothing would be.
 */
written_hash: string, 
/**
 * Why the file would be left as it is, where it would.
 */
refused: Refusal | null, };

export type ApprovedChange = { 
/**
 * The article.
 */
id: ArticleId, 
/**
 * Absolute path of the file.
 */
path: string, 
/**
 * As in the [`PlannedChange`].
 */
former_hash: string, 
/**
 * As in the [`PlannedChange`].
 */
written_hash: string, };

export type HandOverPlan = { 
/**
 * The files, those that would be left as they are among them.
 */
changes: Array<PlannedChange>, 
/**
 * Sites whose pictures would not be copied although it was asked for, each once, and why.
 */
not_copied: Array<Refusal>, };

export type HandOverId = number;

export type HandedOver = { 
/**
 * Under which it can be taken back; none where nothing was written, or below another folder.
 */
id: HandOverId | null, 
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

export type HandOverLine = { 
/**
 * Its number.
 */
id: HandOverId, 
/**
 * When it was, in milliseconds since 1970-01-01 UTC.
 */
at_ms: number, 
/**
 * By whom.
 */
by: string, 
/**
 * Files that were written.
 */
files: number, 
/**
 * Those of them that have their former bytes again.
 */
back: number, 
/**
 * Whether there is anything to take back, and a way.
 */
can_be_taken_back: boolean, };

export type HandedBack = { 
/**
 * The hand-over.
 */
id: HandOverId, 
/**
 * Articles whose files have their former bytes again; what is decided about them is pending.
 */
back: Array<ArticleId>, 
/**
 * Files that were left as they are, and why.
 */
refused: Array<Refusal>, };

export type BackupReason = "daily" | "migration" | "asked" | "restore";

export type BackupFile = { 
/**
 * Absolute path.
 */
path: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * When it was made, in milliseconds since 1970-01-01 UTC.
 */
at_ms: number, 
/**
 * Why it was made; `None` where its name does not say so.
 */
reason: BackupReason | null, };

export type Finding = { 
/**
 * `library`, `values`, `decisions`, `derived`, `files`, `pictures` or `backups`.
 */
about: string, 
/**
 * It is as it should be.
 */
ok: boolean, 
/**
 * What was found.
 */
message: Message, 
/**
 * What to do where it is not as it should be.
 */
hint: Message | null, };

export type Rebuilt = { 
/**
 * Articles whose derived data was made again.
 */
articles: number, 
/**
 * Articles whose document is damaged: gone until their files are taken in again, with what was decided.
 */
documents_damaged: number, 
/**
 * The files of these articles.
 */
put_aside: Array<string>, 
/**
 * Decisions in force that differ from those in the damaged library.
 */
decisions_mended: number, 
/**
 * Decisions that could not be read, or belong to no article that is known.
 */
decisions_lost: number, 
/**
 * Rows that were saved from a damaged library.
 */
rows_saved: number, 
/**
 * Tables of it that could be read only in part.
 */
tables_in_part: number, 
/**
 * The names of these tables.
 */
tables: Array<string>, 
/**
 * Rows of these tables that were taken from the newest good backup.
 */
rows_from_backup: number, 
/**
 * Where the former library is now.
 */
moved_aside: string | null, };

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

export type SuggestionKind = "word" | "topic" | "provider" | "kind";

export type Suggestion = { 
/**
 * As the query language has it, quoted where it must be: `topic:"Computer Vision"`. It ends with a colon where a
 * value is still to come.
 */
text: string, 
/**
 * What it is taken from.
 */
kind: SuggestionKind, 
/**
 * How many articles have it; `None` for a word of the language.
 */
count: number | null, };

export type RefusedText = { 
/**
 * Absolute path.
 */
path: string, 
/**
 * Its text; what is no UTF-8 stands as `�`.
 */
text: string, 
/**
 * The file is longer than what is shown of it.
 */
cut: boolean, };

export type HeldFiles = { 
/**
 * Article files, in folders and below them.
 */
files: number, 
/**
 * There are more: counting ended early.
 */
more: boolean, };

export type ReceiptPart = "new" | "updated" | "kept" | "conflicts" | "lost" | "noise";

export type WatchFact = { "what": "taken_in", 
/**
 * Its receipt.
 */
receipt: Receipt, } | { "what": "failed", 
/**
 * Why.
 */
failure: Failure, };

export type Theme = "system" | "light" | "dark";

export type Density = "calm" | "dense";

export type Settings = { 
/**
 * Light or dark.
 */
theme: Theme, 
/**
 * How much room a row takes.
 */
density: Density, 
/**
 * Size of all letters, in percent of the usual one: 80 to 200.
 */
font_size: number, 
/**
 * Language of the words on screen, such as `de`; the system's where there is none.
 */
language: string | null, 
/**
 * Whether the window always shows its menu bar; without that, a key does. A Mac always shows it.
 */
menu_bar: boolean, 
/**
 * Folders that are watched: what is written there is taken in by itself.
 */
watched: Array<string>, 
/**
 * Whether pictures on the web are fetched into the cache.
 */
fetch_pictures: boolean, 
/**
 * Most that cached pictures may take on disk, in MB.
 */
cache_mb: number, 
/**
 * Hosts on the local net from which pictures may be fetched: `cms.local` with all its ports, or `127.0.0.1:8080`.
 */
allowed_hosts: Array<string>, 
/**
 * Keys that were bound anew: command and key, such as `publish` and `Y`.
 */
keys: { [key in string]: string }, 
/**
 * What the window remembers from one day to the next; only the page knows its shape.
 */
desk: Record<string, unknown>, };

export type Profile = "cluster-news" | "jekyll" | "draft";

export type ImportedFolder = { 
/**
 * Absolute path.
 */
path: string, 
/**
 * The kind of site that it belongs to.
 */
profile: Profile, 
/**
 * Articles that came from it.
 */
articles: number, };

export type DayOfWork = { 
/**
 * The day where the desk stands, such as `2026-11-24`.
 */
day: string, 
/**
 * Articles about which something was decided, once for each time.
 */
decisions: number, };

export type Share = { 
/**
 * A provider or a topic.
 */
name: string, 
/**
 * Articles that run.
 */
published: number, 
/**
 * Articles that run or were spiked.
 */
decided: number, };

export type PaceStep = { 
/**
 * At least so long, in seconds.
 */
from_s: number, 
/**
 * Less than so long, in seconds.
 */
to_s: number, 
/**
 * Decisions; several made at once are one.
 */
decisions: number, };

export type Insight = { 
/**
 * Each of the last 90 days, oldest first.
 */
days: Array<DayOfWork>, 
/**
 * Quality of the articles dated in the last 30 days, in steps of ten: 0 to 9, 10 to 19, ..., 100 and more.
 */
quality: Array<number>, 
/**
 * The same of the 30 days before.
 */
quality_before: Array<number>, 
/**
 * The twelve providers about whom most was decided.
 */
providers: Array<Share>, 
/**
 * The twelve topics about which most was decided.
 */
topics: Array<Share>, 
/**
 * Median time from one decision to the next, in seconds; gaps of two minutes and more are breaks. `None` where
 * fewer than two decisions followed each other.
 */
seconds_per_decision: number | null, 
/**
 * The same times in steps, the shortest first; breaks are in none.
 */
pace: Array<PaceStep>, };

export type Today = { 
/**
 * Articles that were decided about, each as often as it was.
 */
decisions: number, 
/**
 * The same for a minute of work, without breaks; `None` before there was a minute of it.
 */
per_minute: number | null, };

/** The settings where none was set. */
export const defaultSettings: Settings = {
  "theme": "system",
  "density": "calm",
  "font_size": 100,
  "language": null,
  "menu_bar": false,
  "watched": [],
  "fetch_pictures": true,
  "cache_mb": 2048,
  "allowed_hosts": [],
  "keys": {},
  "desk": {}
};
