//! Keeping the library: its backups, and what the doctor finds.

import { invoke } from "@tauri-apps/api/core";
import type { Listed } from "./grants";
import type { BackupFile, Finding, Rebuilt } from "./types";

/** All backups, newest first. */
export const listBackups = () => invoke<Listed<BackupFile>[]>("list_backups");

/** The newest backup that can be opened, also where the library cannot. */
export const newestGoodBackup = () => invoke<Listed<BackupFile> | null>("newest_good_backup");

/** Makes a backup now, and proves it by opening it. */
export const backUp = () => invoke<Listed<BackupFile>>("back_up");

/** Puts a backup in the library's place, which becomes a backup first; answers with all of them. */
export const restoreBackup = (backup: string) => invoke<Listed<BackupFile>[]>("restore_backup", { backup });

/** Looks the library, its files and its pictures over. Changes nothing. */
export const lookOver = () => invoke<Finding[]>("look_over");

/** Makes a damaged library again; the damaged file is moved aside, never deleted. */
export const rebuildLibrary = () => invoke<Rebuilt>("rebuild_library");

/** Opens the library that could not be opened; what is open stays so. */
export const reopenLibrary = () => invoke<null>("reopen_library");
