//! Settings: read with their defaults, changed one by one.

import { invoke } from "@tauri-apps/api/core";
import type { Settings } from "./types";

/** All settings. */
export const readSettings = () => invoke<Settings>("read_settings");

/** Changes these settings and leaves all others; answers with all of them. */
export const saveSettings = (changed: Partial<Settings>) => invoke<Settings>("save_settings", { changed });
