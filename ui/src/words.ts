//! All words on the screen, in one place. Sentences about decisions and failures come from the engine.

import type { Place } from "./ipc/types";
import type { CommandId, Section } from "./keys/table";

const number = new Intl.NumberFormat("en-GB");
const decimal = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1, minimumFractionDigits: 1 });

/** A whole number as it is printed. */
export const count = (value: number) => number.format(value);

const some = (value: number, one: string, many: string) => `${count(value)} ${value === 1 ? one : many}`;

/** What a command is called on buttons, in the palette and in the help. */
export const commands: Record<CommandId, string> = {
  next: "Next article",
  previous: "Previous article",
  extendNext: "Select the next one too",
  extendPrevious: "Select the previous one too",
  pageDown: "A screen down",
  pageUp: "A screen up",
  first: "First article",
  last: "Last article",
  all: "Select all",
  read: "Read on, then the next undecided",
  publish: "Publish",
  spike: "Spike",
  later: "Later",
  asIs: "As it is",
  quality: "Quality: type 0 to 100",
  better: "Quality up by 5",
  worse: "Quality down by 5",
  title: "Edit the headline",
  excerpt: "Edit the excerpt",
  topics: "Edit the topics",
  theirs: "Take the wire's value",
  source: "Open the source in the browser",
  undo: "Undo",
  redo: "Redo",
  search: "Search",
  goInbox: "Go to inbox",
  goPublished: "Go to published",
  goSpiked: "Go to spiked",
  goLater: "Go to later",
  goEverything: "Go to everything",
  import: "Import folders",
  importFiles: "Import files",
  handOver: "Hand over",
  commands: "Commands",
  settings: "Settings",
  keys: "Keys",
  close: "Close, or leave",
};

/** The parts of the help. */
export const sectionNames: Record<Section, string> = {
  move: "Move",
  decide: "Decide",
  edit: "Read and mend",
  undo: "Take back",
  go: "Go to",
  library: "Library",
  help: "Help",
};

/** The places on the left. */
export const places: Record<Place | "everything", string> = {
  inbox: "Inbox",
  published: "Published",
  spiked: "Spiked",
  later: "Later",
  everything: "Everything",
};

const empty: Record<Place | "everything", string> = {
  inbox: "The inbox is empty: everything is decided.",
  published: "Nothing is published yet.",
  spiked: "Nothing is spiked.",
  later: "Nothing is put aside.",
  everything: "The library is empty.",
};

export const words = {
  brand: ["copy", "taster"],
  search: "Search",
  searchIn: (place: string) => `Search in ${place.toLowerCase()}`,
  places: "Places",
  articles: "Articles",
  article: "Article",
  orders: { newest: "newest first", oldest: "oldest first", quality: "best first" },
  hits: (hits: number, all: number) => (hits === all ? count(hits) : `${count(hits)} of ${count(all)}`),
  selected: (articles: number) => `${count(articles)} selected`,
  arrivals: (articles: number) => `${count(articles)} new`,
  showArrivals: "Show them",
  empty,
  noHits: "Nothing matches the search.",
  noImage: "no image",
  onTheSite: "on the site",
  moreReports: (reports: number) => `${count(reports)} more on this story`,
  noQuality: "no quality",
  quality: "Quality",
  qualityIs: (value: number) => `Quality ${value}`,
  untitled: "Without a headline",
  nothingSelected: "Select an article to read it.",
  clash: "The wire changed this too",
  clashOf: (field: string, mine: string) => `You decided ${field} ${mine}; the wire says now:`,
  noClash: "The wire changed nothing that you decided here.",
  topics: "Topics",
  addTopic: "+ topic",
  topicField: "Add a topic",
  removeTopic: (topic: string) => `Remove the topic ${topic}`,
  titleField: "Headline",
  excerptField: "Excerpt",
  coverage: (reports: number) => `Other coverage of this story · ${count(reports)}`,
  history: "History",
  takenBack: "taken back",
  changes: "What hand-over would write",
  lineOut: (line: number) => `line ${line} goes`,
  lineIn: (line: number) => `line ${line} comes`,
  body: "Text",
  comesBack: (when: string) => `Put aside until ${when}.`,
  untilWhen: (sentence: string, when: string) => `${sentence.replace(/\.$/, "")} until ${when}`,
  tomorrowAt: (time: string) => `tomorrow, ${time}`,
  undone: (sentence: string) => `Taken back: ${sentence}`,
  redone: (sentence: string) => `Done again: ${sentence}`,
  nothingToUndo: "There is nothing to take back.",
  nothingToRedo: "There is nothing to do again.",
  differentQualities: "The selected articles have different qualities: type a number to set them all.",
  notANumber: "This article has no quality yet: type a number.",
  importFolder: "Import…",
  importFiles: "Files…",
  handOver: (changes: number) => `Hand over ${some(changes, "change", "changes")}`,
  nothingToHandOver: "Nothing to hand over",
  first: {
    title: "What runs today?",
    about:
      "Drop a folder of article files. Copytaster reads them, you decide with one key each, and only what you decided changes in the files.",
    drop: "Drop files or folders here or",
    choose: "Choose…",
    chooseFiles: "Files…",
  },
  veil: (items: number) => `Drop to take in ${some(items, "item", "items")}`,
  veilHint: "Folders are read with everything below them. Nothing is written.",
  takingIn: "Taking in",
  takingInMore: "Another intake is running. Wait until it is done, or stop it.",
  progress: (done: number, total: number) => `${count(done)} of ${count(total)}`,
  stop: "Stop",
  stopping: "Stopping…",
  receipt: {
    label: "Receipt",
    title: (files: number, seconds: number) =>
      `Took in ${some(files, "file", "files")} in ${seconds < 0.1 ? "less than 0.1" : decimal.format(seconds)} s`,
    stopped: "Stopped before the end. What was taken in stays.",
    new: "new",
    updated: "updated",
    kept: "yours kept",
    unchanged: "unchanged",
    refused: "refused",
    noise: (files: number) =>
      `Of the unchanged, ${some(files, "file differs", "files differ")} only in the robot's signature or line ends.`,
    conflicts: (fields: number) =>
      `${some(fields, "field", "fields")} that you had decided the wire changed too; yours stands.`,
    refusedFiles: "Refused files, left as they are",
  },
  place: (line: number | null, column: number | null) =>
    line === null ? "" : column === null ? `line ${line}` : `line ${line}, column ${column}`,
  sheet: {
    title: "Hand over",
    about: (files: number) => `${some(files, "file is", "files are")} written. Only these lines change.`,
    none: "Everything that was decided is in the files already.",
    include: (title: string) => `Write ${title}`,
    write: (files: number) => `Write ${some(files, "file", "files")}`,
    writing: "Writing…",
    reading: "Reading what would change…",
    more: (articles: number) => `Show ${count(articles)} more`,
    noLines: "The file already says so.",
    result: (written: number) => `${some(written, "file", "files")} written`,
    unchanged: (files: number) => `${some(files, "file", "files")} already said what was decided.`,
    refused: (files: number) =>
      `${some(files, "file was", "files were")} left as ${files === 1 ? "it is" : "they are"}:`,
  },
  close: "Close",
  palette: { label: "Commands", field: "What do you want to do?", none: "No command has these words." },
  keysTitle: "Keys",
  footKeys: "keys",
  footCommands: "commands",
  cannotStart: "The library could not be opened",
} as const;
