//! The curator's work from a distance.

import { invoke } from "@tauri-apps/api/core";
import type { Insight } from "./types";

/** The work of the last 90 days, and what the library holds. */
export const readInsight = () => invoke<Insight>("read_insight");
