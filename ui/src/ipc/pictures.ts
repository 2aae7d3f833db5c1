//! Addresses of the pictures that the window shell serves.

import { convertFileSrc } from "@tauri-apps/api/core";
import type { ArticleId } from "./types";

/** Address of an article's picture, at least `width` pixels wide where it is that large. */
export const pictureAddress = (id: ArticleId, width: 128 | 480 | 1200) =>
  `${convertFileSrc(String(id), "picture")}?w=${width}`;
