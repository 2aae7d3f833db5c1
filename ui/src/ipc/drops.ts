//! Files held over the window or dropped on it, as the system reports them.

import type { UnlistenFn } from "@tauri-apps/api/event";
import { getCurrentWebview } from "@tauri-apps/api/webview";

/** What hears about a drag. */
export interface DropTarget {
  /** These absolute paths are held over the window; none when they are gone again. */
  over(paths: string[]): void;
  /** These absolute paths were dropped. */
  drop(paths: string[]): void;
}

/** Hears every drag over the window. */
export function onDrop(target: DropTarget): Promise<UnlistenFn> {
  return getCurrentWebview().onDragDropEvent(({ payload }) => {
    if (payload.type === "enter") target.over(payload.paths);
    if (payload.type === "leave") target.over([]);
    if (payload.type === "drop") {
      target.over([]);
      target.drop(payload.paths);
    }
  });
}
