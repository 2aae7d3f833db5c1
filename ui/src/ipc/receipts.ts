//! Receipts opened later, files held over the window, watched folders and the sample desk.

import { invoke } from "@tauri-apps/api/core";
import { listen, type UnlistenFn } from "@tauri-apps/api/event";
import { type Granted, type Listed, type ShownReceipt, withIds } from "./grants";
import type {
  Changed,
  HandedBack,
  HandOverId,
  HandOverLine,
  HeldFiles,
  IntakeId,
  Receipt,
  ReceiptLine,
  ReceiptPart,
  Refusal,
  RefusedText,
  WatchFact,
} from "./types";

/** The receipts of the last imports, newest first. */
export const readReceipts = async (limit: number): Promise<Receipt[]> =>
  ((await invoke<ShownReceipt[] | null>("read_receipts", { limit })) ?? []).map(withIds);

/** The articles behind a number of a receipt, from an offset on. */
export const readReceiptPart = (intake: IntakeId, part: ReceiptPart, limit: number, offset: number) =>
  invoke<ReceiptLine[]>("read_receipt_part", { intake, part, page: [limit, offset] });

/** Takes an import back whole; undo makes it again. */
export const takeBack = (token: number, intake: IntakeId) => invoke<Changed>("take_back", { token, intake });

/** The hand-overs of the past, newest first. */
export const readHandOvers = (limit: number) => invoke<HandOverLine[]>("read_hand_overs", { limit });

/** Takes a hand-over back: files that are as they were written get their former bytes again. */
export const takeBackHandOver = (handOver: HandOverId) => invoke<HandedBack>("take_back_hand_over", { handOver });

/** All files that were refused and have not been taken in since. */
export const readRefused = () => invoke<Listed<Refusal>[]>("read_refused");

/** The text of a Markdown file that was refused, as it is. */
export const openRefused = (file: string) => invoke<RefusedText>("open_refused", { file });

/** How many article files lie in what is held over the window. */
export const countFiles = (held: string) => invoke<HeldFiles | null>("count_files", { held });

/** A folder that is watched. */
export type WatchedFolder = Listed<{ readonly path: string }>;

/** All watched folders. */
export const readWatched = () => invoke<WatchedFolder[]>("read_watched");

/** Opens the system's dialog for folders to watch, with this title; null where it was cancelled. */
export const pickWatched = (title: string) => invoke<Granted | null>("pick_watched", { title });

/** Watches the chosen folders, too; returns all watched folders. */
export const watchFolders = (chosen: string) => invoke<WatchedFolder[]>("watch_folders", { chosen });

/** Watches a folder no longer; answers with those that are left. */
export const unwatchFolder = (folder: string) => invoke<WatchedFolder[]>("unwatch_folder", { folder });

/** Hears what the watch over folders tells. */
export const onWatched = (heard: (fact: WatchFact) => void): Promise<UnlistenFn> =>
  listen<WatchFact>("watched", (event) => heard(event.payload));

/** How many articles lie on the sample desk. */
export const countSamples = () => invoke<number>("count_samples");

/** Puts the sample desk on the screen. */
export const beginRehearsal = () => invoke<null>("begin_rehearsal");

/** Goes back to the curator's own library. */
export const endRehearsal = () => invoke<null>("end_rehearsal");
