//! Facts that the window shell tells after commit.

import { listen, type UnlistenFn } from "@tauri-apps/api/event";
import type { LibraryChanged } from "./types";

/** Hears every change of the library, whoever made it. */
export const onLibraryChanged = (heard: (fact: LibraryChanged) => void): Promise<UnlistenFn> =>
  listen<LibraryChanged>("library-changed", (event) => heard(event.payload));
