//! The curator's work from a distance.

import { invoke } from "@tauri-apps/api/core";
import type { Insight, Today } from "./types";

/** The work of the last 90 days, and what the library holds. */
export const readInsight = () => invoke<Insight>("read_insight");

/** The work of today so far. */
export const readToday = () => invoke<Today>("read_today");
