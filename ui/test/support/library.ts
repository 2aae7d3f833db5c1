//! A small library behind the mocked IPC: answers the commands as the window shell does, from articles of our own making.

import { emit } from "@tauri-apps/api/event";
import { mockConvertFileSrc, mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import type {
  ApprovedChange,
  ArticleId,
  Changed,
  Counts,
  Decision,
  Details,
  Facets,
  Failure,
  HandedBack,
  HandedOver,
  HandOverLine,
  HandOverPlan,
  LibraryChanged,
  Opened,
  PlannedChange,
  Receipt,
  Report,
  Row,
  Suggestion,
  View,
} from "../../src/ipc/types";
import { pieces, quality, token } from "../../src/shared/query";
import { decidedRow } from "./decided_row";
import { message, verbatim } from "./messages";

/** A row as a test wants it. */
export function row(id: ArticleId, given: Partial<Row> = {}): Row {
  return {
    id,
    path: `/site/_news/article-${id}.md`,
    title: `Article ${id}`,
    provider: "Harbour Post",
    published_at: "2026-11-24 09:00:00 +0000",
    published_ms: Date.UTC(2026, 10, 24, 9) - id * 600_000,
    quality: 50,
    heat: 50,
    place: "inbox",
    live: false,
    pending: false,
    topics: ["Robotics"],
    coverage: 0,
    picture: { state: "none" },
    lead: null,
    reports: 0,
    conflicts: 0,
    until_ms: null,
    ...given,
  };
}

/** Details of a row. */
export function details(of: Row, given: Partial<Details> = {}): Details {
  return {
    row: of,
    article: {
      title: of.title,
      excerpt: "A short excerpt of our own making.",
      published_at: of.published_at,
      published_ms: of.published_ms,
      url: `https://www.harbour.example/${of.id}`,
      web_url: null,
      amp_url: null,
      category: "news",
      price: null,
      length: null,
      levels: [],
      starts_at: null,
      ends_at: null,
      kind: "article",
      quality: of.quality,
      heat: of.heat,
      removed: false,
      live: of.live,
      provider: { name: of.provider ?? "", domain: null, logo: null },
      topics: of.topics,
      pictures: [],
      coverage: [],
      featured_content: null,
      secured: null,
    },
    until_ms: null,
    has_text: false,
    changes: [],
    conflicts: [],
    history: [],
    pictures: [],
    candidates: [],
    ...given,
  };
}

/** Another report of a story. */
/** Rows that come with a list. */
export const BROUGHT = 150;

export const report = (title: string, excerpt = ""): Report => ({
  title,
  excerpt,
  published_at: null,
  published_ms: null,
  url: null,
  amp_url: null,
  kind: null,
  provider: { name: "Inland Courier", domain: null, logo: null },
  quality: 60,
  pictures: [{ url: "https://inland.example/p.jpg", width: 1200, height: 675, cached: false, title: null }],
});

/** Files that a person chose, as the shell tells of them. */
export const granted = (items = 1) => ({ token: `token of ${items}`, items });

/** A receipt as a test wants it. */
export const receipt = (given: Partial<Receipt> = {}): Receipt => ({
  id: 1,
  at_ms: 0,
  paths: [],
  new: 0,
  updated: 0,
  quiet: 0,
  lost: 0,
  taken_back: false,
  unreadable: false,
  unchanged: 0,
  noise: 0,
  kept: 0,
  conflicts: 0,
  refused: [],
  stopped: false,
  seconds: 0.4,
  ...given,
});

type Args = Record<string, unknown>;

/** Whether a query finds a row: places, topics, providers and ranges of quality, and words of the title. */
function finds(query: string, row: Row): boolean {
  const range = quality(query);
  if (range && (row.quality === null || row.quality < range[0] || (row.quality > range[1] && range[1] < 100)))
    return false;
  return pieces(query).every((piece) => {
    const [, key, value = ""] = /^(\w+):(.*)$/.exec(piece.replaceAll('"', "").toLowerCase()) ?? [];
    if (key === "is") return row.place === value;
    if (key === "topic") return row.topics.some((topic) => topic.toLowerCase() === value);
    if (key === "provider") return (row.provider ?? "").toLowerCase().includes(value);
    return key !== undefined || row.title.toLowerCase().includes(piece.toLowerCase());
  });
}

/** The library behind the window. */
export class Library {
  rows: Row[];
  /** Every command in the order it was asked. */
  readonly asked: [string, Args][] = [];
  /** Answers in the stead of the library's own. */
  readonly instead: Record<string, (args: Args) => unknown> = {};
  details: Record<ArticleId, Partial<Details>> = {};
  texts: Record<ArticleId, string> = {};
  views: { name: string; query: string }[] = [];
  /** Reports that stand folded under their lead; their rows are no hits. */
  reports: Record<ArticleId, ArticleId[]> = {};
  handOvers: HandOverLine[] = [];
  #handed: ArticleId[] = [];
  readonly #batches: Row[][] = [];
  readonly #undone: Row[][] = [];

  constructor(rows: Row[]) {
    this.rows = rows;
  }

  /** Puts itself behind the IPC. */
  open(): this {
    mockWindows("main");
    mockConvertFileSrc("linux");
    mockIPC((command, args) => this.#answer(command, (args ?? {}) as Args), { shouldMockEvents: true });
    return this;
  }

  /** All arguments with which a command was asked. */
  askedFor(command: string): Args[] {
    return this.asked.filter(([name]) => name === command).map(([, args]) => args);
  }

  get counts(): Counts {
    const of = (place: Row["place"]) => this.rows.filter((row) => row.place === place).length;
    return {
      inbox: of("inbox"),
      published: of("published"),
      spiked: of("spiked"),
      later: of("later"),
      everything: this.rows.length,
      pending: this.rows.filter((row) => row.pending).length,
      reports: 0,
      conflicts: 0,
    };
  }

  /** Tells the page a fact, as the shell does after commit. */
  tell(fact: Partial<LibraryChanged>) {
    return emit("library-changed", { token: null, ids: [], rows: [], counts: this.counts, arrived: 0, ...fact });
  }

  #answer(command: string, args: Args): unknown {
    this.asked.push([command, args]);
    const answers: Record<string, (args: Args) => unknown> = {
      open_view: ({ query, around }) => this.#open(query as string, around as ArticleId | null),
      read_view: ({ query }) => this.#view(query as string),
      read_rows: ({ ids }) => this.#rows(ids as ArticleId[]),
      read_article: ({ id }) => this.#details(id as ArticleId),
      decide: ({ token, ids, decisions }) => this.#decide(token as number, ids as ArticleId[], decisions as Decision[]),
      undo: ({ token }) => this.#walk(token as number, this.#batches, this.#undone),
      redo: ({ token }) => this.#walk(token as number, this.#undone, this.#batches),
      read_page: ({ id }) => ({ html: `<p>${this.texts[id as number] ?? ""}</p>`, shortened: false }),
      read_document: () => [{ change: "same", line: 1, text: "---" }],
      list_topics: () => [...new Set(this.rows.flatMap((row) => row.topics))].map((value) => ({ value, count: 1 })),
      opened_with: () => null,
      work_beside: () => null,
      count_samples: () => 36,
      read_folders: () => [],
      read_refused: () => [],
      read_facets: ({ query }) => this.#facets(query as string),
      read_views: () => this.views.map((view) => ({ ...view, count: this.#view(view.query).total })),
      save_view: ({ name, query }) => {
        const view = { name: name as string, query: query as string };
        const at = this.views.findIndex((known) => known.name === name);
        this.views.splice(at < 0 ? this.views.length : at, at < 0 ? 0 : 1, view);
      },
      rename_view: ({ name, newName }) => {
        this.views = this.views.map((view) => (view.name === name ? { ...view, name: newName as string } : view));
      },
      forget_view: ({ name }) => {
        this.views = this.views.filter((view) => view.name !== name);
      },
      suggest: ({ typed }) => this.#suggest(typed as string),
      read_reports: ({ lead }) => this.reports[lead as ArticleId] ?? [],
      take_in: () => receipt(),
      take_in_rejected: () => receipt(),
      read_watched: () => [],
      plan_hand_over: ({ copyPictures }) => this.#plan(copyPictures as boolean),
      hand_over: ({ changes }) => this.#handOver((changes as ApprovedChange[]).map((change) => change.id)),
      read_hand_overs: () => this.handOvers,
      take_back_hand_over: ({ handOver }) => this.#takeBackHandOver(handOver as number),
    };
    const answer = this.instead[command] ?? answers[command];
    return answer ? answer(args) : null;
  }

  #open(query: string, around: ArticleId | null): Opened {
    const view = this.#view(query);
    const first = Math.max(0, view.ids.indexOf(around ?? 0) - BROUGHT / 2);
    return { view, rows: this.#rows(view.ids.slice(first, first + BROUGHT)) };
  }

  #view(query: string): View {
    const folded = new Set(Object.values(this.reports).flat());
    const hits = this.rows.filter((row) => !folded.has(row.id) && finds(query, row));
    const hint = query.includes("qualty:")
      ? message("engine_query_key_unknown", { key: "qualty", keys: ["is:", "has:", "quality:", "topic:"] })
      : null;
    return { query, ids: hits.map((row) => row.id), total: hits.length, for_a_report: [], hint, counts: this.counts };
  }

  #facets(query: string): Facets {
    const hits = this.rows.filter((row) => finds(query, row));
    const counted = (values: string[]) => {
      const counts = new Map<string, number>();
      for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
      return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
    };
    const scored = hits.flatMap((row) => row.quality ?? []);
    return {
      inbox: 0,
      published: 0,
      spiked: 0,
      later: 0,
      topics: counted(hits.flatMap((row) => row.topics)),
      providers: counted(hits.flatMap((row) => row.provider ?? [])),
      quality: Array.from(
        { length: 11 },
        (_, step) => scored.filter((it) => Math.min(10, Math.floor(it / 10)) === step).length,
      ),
      unscored: hits.length - scored.length,
      months: counted(
        hits.flatMap((row) => (row.published_ms ? new Date(row.published_ms).toISOString().slice(0, 7) : [])),
      ),
    };
  }

  #suggest(typed: string): Suggestion[] {
    const topics = [...new Set(this.rows.flatMap((row) => row.topics))];
    const fits = topics.filter((topic) => topic.toLowerCase().startsWith(typed.replace(/^topic:"?/, "").toLowerCase()));
    return fits.map((topic) => ({
      text: token("topic", topic),
      kind: "topic",
      count: this.#view(token("topic", topic)).total,
    }));
  }

  #rows(ids: ArticleId[]): Row[] {
    const byId = new Map(this.rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  #details(id: ArticleId): Details {
    const [found] = this.#rows([id]);
    if (!found) throw failure("There is no such article.");
    return details(found, { has_text: id in this.texts, ...this.details[id] });
  }

  async #decide(token: number, ids: ArticleId[], decisions: Decision[]): Promise<Changed> {
    const before = this.#rows(ids);
    this.#put(before.map((row) => decisions.reduce(decidedRow, row)));
    this.#batches.push(before);
    await this.tell({ token, ids, rows: this.#rows(ids) });
    const verb = decisions[0]?.verb ?? "";
    return { batch: this.#batches.length, changed: ids, message: verbatim(`${verb} “${before[0]?.title}”`) };
  }

  async #walk(token: number, from: Row[][], to: Row[][]): Promise<Changed | null> {
    const rows = from.pop();
    const ids = rows?.map((row) => row.id) ?? [];
    if (rows) {
      to.push(this.#rows(ids));
      this.#put(rows);
    }
    await this.tell({ token, ids, rows: this.#rows(ids) });
    return rows ? { batch: 1, changed: ids, message: verbatim(`what was done to “${rows[0]?.title}”`) } : null;
  }

  #put(rows: Row[]) {
    const byId = new Map(rows.map((row) => [row.id, row]));
    this.rows = this.rows.map((row) => byId.get(row.id) ?? row);
  }

  #plan(copyPictures: boolean): HandOverPlan {
    const changes: PlannedChange[] = this.rows
      .filter((row) => row.pending)
      .map(({ id, path, title }) => ({
        id,
        path,
        title,
        decided: [message("history_spiked")],
        copies: copyPictures ? [`assets/images/articles/${id}.jpg`] : [],
        changes: [
          { change: "out", line: 7, text: "published: true" },
          { change: "in", line: 7, text: "removed: true" },
          { change: "in", line: 8, text: "published: false" },
        ],
        diff: "",
        former_hash: `before ${id}`,
        written_hash: `after ${id}`,
        refused: null,
      }));
    return { changes, not_copied: [] };
  }

  async #handOver(ids: ArticleId[]): Promise<HandedOver> {
    this.#put(this.#rows(ids).map((row) => ({ ...row, pending: false })));
    await this.tell({ ids, rows: this.#rows(ids) });
    const line = { id: 1, at_ms: 0, by: "Ada", files: ids.length, back: 0, can_be_taken_back: true };
    this.handOvers = [line, ...this.handOvers];
    this.#handed = ids;
    return { id: 1, written: ids.length, unchanged: 0, refused: [] };
  }

  async #takeBackHandOver(id: number): Promise<HandedBack> {
    const ids = this.#handed;
    this.#put(this.#rows(ids).map((row) => ({ ...row, pending: true })));
    await this.tell({ ids, rows: this.#rows(ids) });
    return { id, back: ids, refused: [] };
  }
}

/** A failure as the window's process rejects with. */
export const failure = (text: string, hint: string | null = null): Failure => ({
  code: "storage",
  message: verbatim(text),
  hint: hint === null ? null : verbatim(hint),
});
