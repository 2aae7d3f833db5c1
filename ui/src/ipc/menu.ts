//! The native menu: laid out by the page, shown by the window shell.

import { invoke } from "@tauri-apps/api/core";
import { listen, type UnlistenFn } from "@tauri-apps/api/event";

/** One line of a menu; where it holds others, it opens them. */
export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly items?: readonly MenuItem[];
}

/** Lays the menu out anew and shows it, or not. True where the system always shows it. */
export const setMenu = (menus: readonly MenuItem[], shown: boolean) => invoke<boolean>("set_menu", { menus, shown });

/** Hears which line was chosen. */
export const onMenuChosen = (heard: (id: string) => void): Promise<UnlistenFn> =>
  listen<string>("menu-chosen", (event) => heard(event.payload));
