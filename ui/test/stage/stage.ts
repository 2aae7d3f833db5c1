//! The page over a library of made-up articles, in a browser: for looking at it. Never part of the window.
//!
//! `/test/stage/?theme=dark&articles=100000&do=J,J,X,7` opens it in a theme, with so many articles, after these keys.

import type { Candidate, Place, Refusal, Row } from "../../src/ipc/types";
import { defaultSettings } from "../../src/ipc/types";
import { granted, Library, receipt, row } from "../support/library";
import { verbatim } from "../support/messages";
import { articles, coverage, excerpt, insight } from "./articles";

const asked = new URLSearchParams(location.search);
const theme = asked.get("theme");

const places: Place[] = ["inbox", "inbox", "published", "inbox", "spiked", "inbox", "inbox", "later"];

function made(id: number): Row {
  const article = articles[(id - 1) % articles.length] as (typeof articles)[number];
  return row(id, {
    title: article.title,
    provider: article.provider,
    quality: article.quality,
    published_ms: Date.now() - id * 47 * 60_000,
    place: asked.has("mixed") ? places[id % places.length] : "inbox",
    pending: asked.has("pending") && id % 3 === 0,
    path: `/home/desk/gazette/${id % 9 === 0 ? "_events" : "_news"}/2026-11-${(id % 28) + 1}-article-${id}.md`,
    conflicts: id % 11 === 5 ? 1 : 0,
    live: id % 7 === 3,
    coverage: article.reports,
    topics: article.topics,
    picture: article.picture,
  });
}

const count = Number(asked.get("articles") ?? 40);
const library = new Library(Array.from({ length: count }, (_, at) => made(at + 1))).open();
const tauri = window as unknown as { __TAURI_INTERNALS__: { convertFileSrc: () => string } };
tauri.__TAURI_INTERNALS__.convertFileSrc = () => "/test/stage/reef.svg";
for (const { id, coverage: reports } of library.rows.slice(0, 200)) {
  library.details[id] = detailsOf(id, reports);
  if (id % 3 === 0) library.texts[id] = `${excerpt} ${excerpt}`;
}

function candidatesOf(row: Row): Candidate[] {
  const sizes = [
    [991, 557],
    [640, 360],
    [800, 800],
  ] as const;
  return sizes.map(([width, height], at) => {
    const url = `https://pictures.example/${row.id}-${at}.jpg`;
    return {
      url,
      from: row.provider,
      width,
      height,
      bytes: 84_000 / (at + 1),
      chosen: at === 0,
      fitness: 1 / (at + 1),
      picture: { state: "cached", id: row.id * 10 + at, url, version: "1", width, height, thumbhash: null },
    };
  });
}

function detailsOf(id: number, reports: number) {
  const base = library.rows[id - 1] as Row;
  return {
    changes: [
      { change: "out" as const, line: 6, text: "quality: 39" },
      { change: "in" as const, line: 6, text: "quality: 72" },
    ],
    candidates: candidatesOf(base),
    history: [
      { batch: 2, at_ms: Date.now() - 60_000, by: "R. Desk", message: verbatim("quality 39 to 72"), undone: false },
      { batch: 1, at_ms: Date.now() - 3_600_000, by: "R. Desk", message: verbatim("spiked"), undone: true },
    ],
    article: {
      title: base.title,
      excerpt,
      published_at: base.published_at,
      published_ms: base.published_ms,
      url: "https://www.harbour.example/reefs",
      web_url: null,
      amp_url: null,
      category: "news",
      price: null,
      length: null,
      levels: [],
      starts_at: null,
      ends_at: null,
      kind: "article",
      quality: base.quality,
      heat: 50,
      removed: false,
      live: base.live,
      provider: { name: base.provider ?? "", domain: null, logo: null },
      topics: base.topics,
      pictures: [],
      coverage: coverage.slice(0, reports),
      featured_content: null,
      secured: null,
    },
  };
}

library.instead.read_settings = () => ({
  ...defaultSettings,
  desk: {},
  theme: theme ?? "system",
  language: asked.get("language"),
});
library.views = [
  { name: "Morning run", query: "is:inbox quality:>=70" },
  { name: "No image yet", query: "is:inbox no:image" },
];
const refused: Refusal[] = [
  {
    path: "/site/_news/2026-12-01-harbour-eye.md",
    line: 23,
    column: null,
    message: verbatim("The front matter never ends."),
    hint: verbatim("Put a line with --- behind the last key and drop the file again."),
  },
  {
    path: "/site/_news/collections/deep-sea.md",
    line: 31,
    column: 5,
    message: verbatim("The key “items” stands here a second time; first on line 12."),
    hint: verbatim("Remove one of the two and drop the file again."),
  },
];
library.instead.read_refused = () => refused;
library.instead.open_refused = () => ({ path: "", text: "---\ntitle: Harbour eye\n".repeat(40), cut: false });
library.instead.read_folders = () => [
  { path: "/home/desk/sites/harbour-news/_news", profile: "cluster-news", articles: 25_479 },
  { path: "/home/desk/sites/almanac/content/posts", profile: "draft", articles: 312 },
];
library.instead.picture_cache = () => ({
  files: 18_204,
  bytes: 1_893_441_536,
  limit: 2_147_483_648,
  evictable_files: 12_876,
  evictable_bytes: 1_203_339_264,
});
library.instead.list_backups = () =>
  (["asked", "daily", "restore", "daily", null] as const).map((reason, at) => ({
    path: `/library/backups/${at}.sqlite`,
    bytes: 412_000_000 - at * 9_000_000,
    at_ms: Date.now() - at * 86_400_000,
    reason,
  }));
library.instead.read_insight = () => insight();
library.instead.read_receipts = () =>
  [0, 1, 2].map((day) =>
    receipt({
      id: day + 1,
      at_ms: Date.now() - day * 86_400_000,
      paths: ["/home/desk/gazette/_news"],
      new: day === 2 ? 0 : 412 - day * 300,
      updated: 96,
      unchanged: 2440,
      taken_back: day === 1,
      refused: [],
    }),
  );
library.handOvers = [
  { id: 3, at_ms: Date.now() - 3_600_000, by: "R. Desk", files: 37, back: 0, can_be_taken_back: true },
  { id: 2, at_ms: Date.now() - 90_000_000, by: "R. Desk", files: 12, back: 12, can_be_taken_back: false },
];
if (asked.has("damaged")) {
  const message = verbatim("The library is damaged: database disk image is malformed.");
  library.instead.read_settings = () =>
    Promise.reject({ code: "damaged", message, hint: verbatim("Run “copytaster rebuild”.") });
  library.instead.rebuild_library = () => ({
    articles: 2957,
    decisions_mended: 0,
    rows_saved: 9120,
    tables_in_part: 1,
    documents_damaged: 2,
    put_aside: [],
    decisions_lost: 0,
    tables: [],
    rows_from_backup: 0,
    moved_aside: "/home/desk/.local/share/copytaster/aside-2026-11-25T101500.123/library.sqlite",
  });
}
library.instead.pick_folder = () => granted();
library.instead.take_in = () =>
  receipt({
    new: 412,
    updated: 96,
    kept: 7,
    conflicts: 2,
    unchanged: 2440,
    noise: 2011,
    seconds: 1.13,
    refused,
  });

/** Presses a key where the focus is. */
function press(key: string) {
  const [shift, ctrl] = [key.includes("Shift+"), key.includes("Ctrl+")];
  const name = key.replace(/Shift\+|Ctrl\+/g, "").replace(/comma/i, ",");
  const target = document.activeElement ?? document.body;
  const event = { key: name === "Space" ? " " : name, shiftKey: shift, ctrlKey: ctrl, bubbles: true, cancelable: true };
  target.dispatchEvent(new KeyboardEvent("keydown", event));
}

async function act() {
  document.documentElement.style.zoom = asked.get("zoom") ?? "1";
  await import("../../src/main");
  const settled = () => new Promise((resolve) => setTimeout(resolve, 120));
  while (document.documentElement.dataset.ready === undefined) await settled();
  for (const key of (asked.get("do") ?? "").split(",").filter(Boolean)) {
    if (key.startsWith("type:")) {
      const field = document.activeElement as HTMLInputElement;
      field.value = key.slice(5);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (key === "wait") await settled();
    else if (key.startsWith("click:")) document.querySelector<HTMLElement>(`[data-test=${key.slice(6)}]`)?.click();
    else if (key.startsWith("see:")) document.querySelector(`[data-test=${key.slice(4)}]`)?.scrollIntoView();
    else if (key === "over") {
      const { emit } = await import("@tauri-apps/api/event");
      await emit("dragged", { what: "over", ...granted(3) });
    } else press(key);
    await settled();
  }
}

void act();
