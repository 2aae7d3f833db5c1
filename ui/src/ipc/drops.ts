//! Files held over the window or dropped on it, as the window shell reports them.

import { listen, type UnlistenFn } from "@tauri-apps/api/event";
import type { Granted } from "./grants";

/** What hears about a drag. */
export interface DropTarget {
  /** Files are held over the window; null when they are gone again. */
  over(held: Granted | null): void;
  /** Files were dropped. */
  drop(dropped: Granted): void;
}

type Dragged = { what: "gone" } | ({ what: "over" | "dropped" } & Granted);

/** Hears every drag over the window. */
export function onDrop(target: DropTarget): Promise<UnlistenFn> {
  return listen<Dragged>("dragged", ({ payload }) => {
    target.over(payload.what === "over" ? payload : null);
    if (payload.what === "dropped") target.drop(payload);
  });
}
