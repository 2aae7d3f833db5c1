//! The contexts through which views reach the parts of the desk that several features use.

import { createContext } from "svelte";
import type { Shown } from "../components/deferred.svelte";
import type { Counts } from "../ipc/types";
import type { CommandId } from "./commands/table";
import type { CurrentArticle } from "./state/article.svelte";
import type { Deciding } from "./state/deciding.svelte";
import type { List } from "./state/list.svelte";
import type { Overlay } from "./state/overlay.svelte";
import type { Panes } from "./state/panes.svelte";
import type { Preferences } from "./state/preferences.svelte";
import type { Toasts } from "./state/toasts.svelte";

/** Runs a command as its key does; `key` tells digits apart. */
export type RunCommand = (id: CommandId, key?: string) => void;

export const [useCommand, provideCommand] = createContext<RunCommand>();
/** How many articles stand where; changes when the keys rest. */
export const [useCounts, provideCounts] = createContext<Shown<Counts>>();
export const [useToasts, provideToasts] = createContext<Toasts>();
export const [usePreferences, providePreferences] = createContext<Preferences>();
export const [usePanes, providePanes] = createContext<Panes>();
export const [useOverlay, provideOverlay] = createContext<Overlay>();
export const [useList, provideList] = createContext<List>();
export const [useArticle, provideArticle] = createContext<CurrentArticle>();
export const [useDeciding, provideDeciding] = createContext<Deciding>();
