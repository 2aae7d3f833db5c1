//! Files held over the window or dropped on it, as the system reports them.

import type { UnlistenFn } from "@tauri-apps/api/event";
import { getCurrentWebview } from "@tauri-apps/api/webview";

/** What hears about a drag. */
export interface DropTarget {
  /** This many items are held over the window; 0 when they are gone again. */
  over(items: number): void;
  /** These absolute paths were dropped. */
  drop(paths: string[]): void;
}

/** Hears every drag over the window. */
export function onDrop(target: DropTarget): Promise<UnlistenFn> {
  return getCurrentWebview().onDragDropEvent(({ payload }) => {
    if (payload.type === "enter") target.over(payload.paths.length);
    if (payload.type === "leave") target.over(0);
    if (payload.type === "drop") {
      target.over(0);
      target.drop(payload.paths);
    }
  });
}
