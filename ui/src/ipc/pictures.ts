//! The pictures that the window shell serves and fetches.

import { convertFileSrc, invoke } from "@tauri-apps/api/core";
import { listen, type UnlistenFn } from "@tauri-apps/api/event";
import type {
  ArticleId,
  ArticlePicture,
  Candidate,
  PictureCache,
  PictureSpace,
  PicturesChanged,
  PicturesProgress,
  Pruned,
  Row,
} from "./types";

/**
 * Address of what stands in a picture space, at least about `width` pixels wide; null where nothing can be shown yet.
 * `article` is whose first picture it is; null for any other.
 */
export function pictureAddress(
  article: ArticleId | null,
  picture: PictureSpace,
  width: 64 | 480 | 1200,
): string | null {
  if (picture.state === "cached") {
    return `${convertFileSrc(`p${picture.id}`, "picture")}?v=${picture.version}&w=${width}`;
  }
  const near = picture.state === "waiting" && picture.near && article !== null;
  return near ? `${convertFileSrc(String(article), "picture")}?w=${width}` : null;
}

/** The large picture of an article: of what was picked, before its row knows of it. */
export const shownPicture = (row: Row, picked: Candidate | undefined): PictureSpace =>
  picked && picked.picture.state !== "waiting" ? picked.picture : row.picture;

/** The logo of an article's publisher. */
export const logoOf = (pictures: readonly ArticlePicture[]): PictureSpace | undefined =>
  pictures.find((one) => one.role === "logo" && one.report === null)?.picture;

/** What can be shown of the first picture of a report in an article's coverage; `url` is where it is on the web. */
export function reportPicture(
  pictures: readonly ArticlePicture[],
  report: number,
  url: string | undefined,
): PictureSpace {
  const first = pictures.find((one) => one.report === report && one.position === 0);
  if (first) return first.picture;
  return url === undefined ? { state: "none" } : { state: "waiting", id: null, url, near: false, thumbhash: null };
}

/** Tells which articles are on screen: their pictures come first. */
export const showPictures = (ids: ArticleId[]) => invoke<null>("show_pictures", { ids });

/** How many pictures are in which state. */
export const picturesProgress = () => invoke<PicturesProgress>("pictures_progress");

/** What the picture cache takes, may take, and could let go. */
export const pictureCache = () => invoke<PictureCache>("picture_cache");

/** Lets every picture go that no article of the inbox names. */
export const prunePictures = () => invoke<Pruned>("prune_pictures");

/** Nothing new is fetched until it goes on. */
export const pausePictures = () => invoke<PicturesProgress>("pause_pictures");

/** Goes on. */
export const resumePictures = () => invoke<PicturesProgress>("resume_pictures");

/** Tries again what failed: of these articles, or all of it. */
export const retryPictures = (ids: ArticleId[] | null) => invoke<number>("retry_pictures", { ids });

/** Hears which rows show another picture or state, and how far the fetching is. */
export const onPicturesChanged = (heard: (fact: PicturesChanged) => void): Promise<UnlistenFn> =>
  listen<PicturesChanged>("pictures-changed", (event) => heard(event.payload));
