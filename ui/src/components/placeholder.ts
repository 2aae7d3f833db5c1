//! Placeholders of pictures: a few bytes become a small blurred picture. Each is decoded once.

import { thumbHashToRGBA } from "thumbhash";

/** Placeholders that are kept decoded; each takes at most 4 kB. */
const KEPT = 300;
/** Bytes of the head of a thumbhash, which says its size. */
const SHORTEST = 5;

/** A small picture as a canvas takes it. */
export interface Placeholder {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

const kept = new Map<string, Placeholder | null>();

/** The placeholder of a thumbhash in base64; null where it is none. */
export function placeholder(thumbhash: string): Placeholder | null {
  let found = kept.get(thumbhash);
  if (found === undefined) found = decoded(thumbhash);
  // What was wanted last stands last, and goes last.
  kept.delete(thumbhash);
  kept.set(thumbhash, found);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return found;
}

function decoded(thumbhash: string): Placeholder | null {
  try {
    const bytes = Uint8Array.from(atob(thumbhash), (letter) => letter.charCodeAt(0));
    if (bytes.length < SHORTEST) return null;
    const { w: width, h: height, rgba } = thumbHashToRGBA(bytes);
    return width > 0 && height > 0 ? { width, height, rgba } : null;
  } catch {
    return null;
  }
}

/** Lets the pixels of a picture go with its element: an engine keeps them until the element is collected, long after. */
export function release(picture: HTMLImageElement) {
  return { destroy: () => picture.removeAttribute("src") };
}

/** Draws a placeholder on a canvas: the page's rules allow no `data:` address. */
export function draw(canvas: HTMLCanvasElement, shown: Placeholder) {
  paint(canvas, shown);
  return { update: (next: Placeholder) => paint(canvas, next) };
}

function paint(canvas: HTMLCanvasElement, { width, height, rgba }: Placeholder) {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  const picture = context?.createImageData(width, height);
  if (!context || !picture) return;
  picture.data.set(rgba);
  context.putImageData(picture, 0, 0);
}
