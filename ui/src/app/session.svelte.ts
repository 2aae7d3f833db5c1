//! The session: which library is on the screen, from the start of the window on.

import { painted } from "../components/next_paint";
import * as ipc from "../ipc/commands";
import type { Granted, Listed } from "../ipc/grants";
import { restoreBackup } from "../ipc/keep";
import { beginRehearsal, endRehearsal } from "../ipc/receipts";
import type { BackupFile, Failure } from "../ipc/types";
import type { List } from "../shared/state/list.svelte";
import type { Overlay } from "../shared/state/overlay.svelte";
import type { Pane, Panes } from "../shared/state/panes.svelte";
import type { Preferences } from "../shared/state/preferences.svelte";
import type { Toasts } from "../shared/state/toasts.svelte";
import type { WriteQueue } from "../shared/state/write_queue";
import { Memory, remembered } from "./window_state.svelte";

/** The parts of the desk that follow the library. */
export interface SessionParts {
  readonly toasts: Pick<Toasts, "damaged" | "failed">;
  readonly preferences: Pick<Preferences, "all" | "read">;
  readonly panes: Pick<Panes, "set" | Pane>;
  readonly overlay: Pick<Overlay, "close" | "edited">;
  readonly list: Pick<List, "open" | "restore" | "state">;
  readonly queue: Pick<WriteQueue, "stored">;
}

/** What happens around a change of the library. */
export interface SessionEvents {
  /** Another library is about to be opened: what was typed belongs to the one that is left. */
  leaving(): void;
  /** Nothing that was read of the library before holds any longer. */
  forget(): void;
  /** The list of a library was opened: what stands beside it is to be read. */
  opened(): void;
  /** The first page is painted, after the start. */
  painted(): void;
  /** The window was started with these files. */
  startedWith(files: Granted | null): void;
}

/** The library on the screen. */
export class Session {
  readonly memory = new Memory();
  /** The sample library is on the screen: nothing real is read or written. */
  rehearsing = $state(false);
  /** The first view was read. */
  ready = $state(false);
  /** Why there is no library to show. */
  broken = $state.raw<Failure | null>(null);
  /** Another library is being opened. */
  switching = false;
  #switched: Promise<unknown> = Promise.resolve();
  readonly #parts: SessionParts;
  readonly #events: SessionEvents;

  constructor(parts: SessionParts, events: SessionEvents) {
    this.#parts = parts;
    this.#events = events;
  }

  /** Why another page stands in the desk's place: nobody sees what a key would decide about. */
  readonly hidden: Failure | null = $derived.by(() => this.broken ?? this.#parts.toasts.damaged);

  /** Reads the first view, then imports what the window was started with. */
  async start() {
    const { overlay, preferences, toasts } = this.#parts;
    this.#events.forget();
    overlay.close();
    overlay.edited = null;
    this.broken = null;
    toasts.damaged = null;
    try {
      await preferences.read();
      await this.#resume();
      this.ready = true;
      void this.#goOn();
      this.#events.startedWith(await ipc.openedWith());
    } catch (thrown) {
      this.broken = ipc.failure(thrown);
      this.#workBeside();
    }
  }

  /** Reads what the first page need not wait for. */
  async #goOn() {
    await painted();
    this.#events.painted();
    this.#events.opened();
    this.#workBeside();
  }

  #workBeside() {
    ipc.workBeside().catch((thrown) => this.#parts.toasts.failed(thrown));
  }

  /** Shows what was on the screen when the window was closed. */
  async #resume() {
    const { list, panes, preferences } = this.#parts;
    const then = remembered(preferences.all.desk);
    panes.set("side", then.side);
    panes.set("detail", then.detail);
    await list.restore(then);
  }

  /** Remembers what is on the screen; the sample library is not remembered. */
  remember() {
    const { side, detail } = this.#parts.panes;
    const now = { side, detail, ...this.#parts.list.state };
    if (this.ready && !this.rehearsing) this.memory.keep(now);
  }

  /** Goes on with a damaged library that is open. */
  ignoreDamage() {
    this.#parts.toasts.damaged = null;
  }

  /** Opens the sample library, or goes back to the curator's own. */
  async rehearse(on: boolean) {
    while (this.switching) await this.#switched;
    if (this.rehearsing === on) return;
    try {
      await this.#switch(async () => {
        await (on ? beginRehearsal() : endRehearsal());
        this.rehearsing = on;
        await this.#another();
      });
    } catch (thrown) {
      this.#parts.toasts.failed(thrown);
    }
  }

  /** Puts a backup in the library's place, and reads everything anew; returns all backups. */
  async restore(backup: string): Promise<Listed<BackupFile>[]> {
    return this.#switch(async () => {
      const backups = await restoreBackup(backup);
      await this.#parts.preferences.read();
      await this.#another();
      return backups;
    });
  }

  /** Opens another library. Nothing is decided meanwhile: its articles have the same ids. */
  #switch<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#leaveFor(change);
    this.#switched = done.catch(() => null);
    return done;
  }

  async #leaveFor<T>(change: () => Promise<T>): Promise<T> {
    // What was typed, decided and laid out belongs to the library that is left.
    this.#events.leaving();
    this.switching = true;
    try {
      await this.#parts.queue.stored();
      await this.memory.save();
      return await change();
    } finally {
      this.switching = false;
    }
  }

  /** Reads another library into the desk. */
  async #another() {
    this.#events.forget();
    await this.#parts.list.open("inbox", "");
    this.#events.opened();
  }
}
