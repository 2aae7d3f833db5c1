//! What the page can ask of the desk; each command has the name that it has in the window shell.

import { Channel, invoke } from "@tauri-apps/api/core";
import { type Granted, type ShownReceipt, withIds } from "./grants";
import type {
  ApprovedChange,
  ArticleId,
  Changed,
  Decision,
  Details,
  Failure,
  HandedOver,
  HandOverPlan,
  Opened,
  PlannedChange,
  Progress,
  Receipt,
  Row,
  View,
} from "./types";

/** Ids of all hits of a query, in order, with the counts and the rows that are seen first: those around an article where it
 * is among the hits, else the first. */
export const openView = (query: string, around: ArticleId | null) => invoke<Opened>("open_view", { query, around });

/** The same without rows: what the list would be by now. */
export const readView = (query: string) => invoke<View>("read_view", { query });

/** Rows in the order asked for; gone ids are left out. */
export const readRows = (ids: ArticleId[]) => invoke<Row[]>("read_rows", { ids });

/** One article whole. */
export const readArticle = (id: ArticleId) => invoke<Details>("read_article", { id });

/** Decides about articles, all as one batch; `token` comes back with the fact that confirms it. */
export const decide = (token: number, ids: ArticleId[], decisions: Decision[]) =>
  invoke<Changed>("decide", { token, ids, decisions });

/** Takes the last batch back; null where there is none. */
export const undo = (token: number) => invoke<Changed | null>("undo", { token });

/** Makes the batch that was taken back last again; null where there is none. */
export const redo = (token: number) => invoke<Changed | null>("redo", { token });

/** Takes the wire's value of a field that was decided here: the decision is withdrawn. */
export const takeTheirs = (token: number, id: ArticleId, field: string) =>
  invoke<Changed>("take_theirs", { token, id, field });

/** Keeps what was decided about a field although the wire changed it too: the clash is settled. */
export const keepMine = (token: number, id: ArticleId, field: string) =>
  invoke<Changed>("keep_mine", { token, id, field });

/** The files that the app was started with; returned once. */
export const openedWith = () => invoke<Granted | null>("opened_with");

/** The page stands, or says why it cannot: what works beside it begins. */
export const workBeside = () => invoke<null>("work_beside");

/** Imports the chosen files and reports to `onProgress`. */
export const takeIn = (chosen: string, onProgress: (now: Progress) => void) =>
  imported("take_in", { chosen }, onProgress);

/** Imports files of the list of rejected ones again, by their ids. */
export const takeInRejected = (files: string[], onProgress: (now: Progress) => void) =>
  imported("take_in_rejected", { files }, onProgress);

async function imported(command: string, what: object, onProgress: (now: Progress) => void): Promise<Receipt> {
  const progress = new Channel<Progress>();
  progress.onmessage = onProgress;
  return withIds(await invoke<ShownReceipt>(command, { ...what, progress }));
}

/** Stops the intake that runs; what it took in stays, or is taken back. */
export const stopTakeIn = (rollBack: boolean) => invoke<null>("stop_take_in", { rollBack });

/** Opens the system's dialog for article files, with this title and filter name; null where it was cancelled. */
export const pickFiles = (title: string, articles: string) => invoke<Granted | null>("pick_files", { title, articles });

/** Opens the system's dialog for folders, with this title; null where it was cancelled. */
export const pickFolder = (title: string) => invoke<Granted | null>("pick_folder", { title });

/** What a hand-over would write, with the pictures that would be copied first; everything pending where no ids are given. */
export const planHandOver = (ids: ArticleId[] | null, copyPictures: boolean) =>
  invoke<HandOverPlan>("plan_hand_over", { ids, copyPictures });

/** Writes changes of a plan into the files; what is not as it was shown is left. */
export const handOver = (planned: readonly PlannedChange[], copyPictures: boolean) => {
  const changes: ApprovedChange[] = planned.map(({ id, path, former_hash, written_hash }) => ({
    id,
    path,
    former_hash,
    written_hash,
  }));
  return invoke<HandedOver>("hand_over", { changes, copyPictures });
};

/** Opens the article's page at its source in the system's browser. */
export const openSource = (id: ArticleId) => invoke<null>("open_source", { id });

/** Whatever a command rejected with, as a failure. */
export function failure(thrown: unknown): Failure {
  const known = thrown as Partial<Failure> | null;
  if (known && typeof known === "object" && typeof known.message?.id === "string") {
    return { code: known.code ?? "storage", message: known.message, hint: known.hint ?? null };
  }
  const text = String(thrown);
  return { code: "storage", message: { id: "engine_system_error", args: { text }, text }, hint: null };
}
