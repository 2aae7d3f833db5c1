//! Finding: what a query's hits have in common, suggestions, the reports of a story, saved views.

import { invoke } from "@tauri-apps/api/core";
import type { ArticleId, Facets, SavedView, Suggestion } from "./types";

/** What the hits of a query have in common. */
export const readFacets = (query: string) => invoke<Facets>("read_facets", { query });

/** What may stand in the search box in place of the word that is typed. */
export const suggest = (typed: string) => invoke<Suggestion[]>("suggest", { typed });

/** The reports that stand folded under an article. */
export const readReports = (lead: ArticleId) => invoke<ArticleId[]>("read_reports", { lead });

/** All saved views with what each shows now. */
export const readViews = () => invoke<SavedView[]>("read_views");

/** Saves a view; one of the same name gets the new query. */
export const saveView = (name: string, query: string) => invoke<null>("save_view", { name, query });

/** Gives a saved view another name. */
export const renameView = (name: string, newName: string) => invoke<null>("rename_view", { name, newName });

/** Forgets a saved view. */
export const forgetView = (name: string) => invoke<boolean>("forget_view", { name });
