//! Reading an article closely: its text, its document, the topics that are suggested for it.

import { invoke } from "@tauri-apps/api/core";
import type { ArticleId, Body, DiffLine, Facet } from "./types";

/** The text of an article as safe HTML. */
export const readPage = (id: ArticleId) => invoke<Body>("read_page", { id });

/** The whole document, with the lines marked that a hand-over would change. */
export const readDocument = (id: ArticleId) => invoke<DiffLine[]>("read_document", { id });

/** The library's topics, most frequent first. */
export const listTopics = () => invoke<Facet[]>("list_topics");

/** Opens a link in the system's browser; the text of the article must hold it. */
export const openLink = (id: ArticleId, url: string) => invoke<null>("open_link", { id, url });
