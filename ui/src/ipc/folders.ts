//! The folders that files were taken in from, and the kind of site that each is read as.

import { invoke } from "@tauri-apps/api/core";
import type { Listed } from "./grants";
import type { ImportedFolder, Profile } from "./types";

/** All folders that files were taken in from. */
export const readFolders = () => invoke<Listed<ImportedFolder>[]>("read_folders");

/** Reads a folder as another kind of site; what was refused there before is tried again. Answers with all folders. */
export const setProfile = (folder: string, profile: Profile) =>
  invoke<Listed<ImportedFolder>[]>("set_profile", { folder, profile });
