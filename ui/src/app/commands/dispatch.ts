//! Runs commands for the keyboard, the palette, the buttons and the menu.

import { tick } from "svelte";
import { answersInDialog, canRun } from "../../shared/commands/can_run";
import { type CommandId, table } from "../../shared/commands/table";
import type { Desk } from "../desk.svelte";
import { actions } from "./actions";
import { commandState } from "./state";

/** Runs commands on a desk. */
export class Dispatch {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Runs a command where it may run; digits that are being typed count first. */
  readonly run = (id: CommandId, key = "") => {
    const { digits, snooze, toasts } = this.#desk;
    if (!this.#canRun(id)) return;
    if (id === "undo" && toasts.takeBack()) return;
    if (id !== "quality") digits.finish();
    if (snooze.answers(id, key)) return;
    // The snooze menu has closed, and no longer answers for the command.
    if (this.#canRun(id)) actions[id](this.#desk, key);
  };

  /** Closes every dialog, then runs a command: what lies under a dialog takes no focus while the dialog is there. */
  async runUnder(id: CommandId, key = "") {
    const { overlay, receipts, toasts } = this.#desk;
    receipts.file = null;
    toasts.listed = false;
    overlay.close();
    await tick();
    this.run(id, key);
  }

  /** Runs a line of the menu, `publish` or `quality 7`; closes a dialog that does not answer the command. */
  runLine(line: string) {
    const [name, key] = line.split(" ");
    const id = table.find((entry) => entry.id === name)?.id;
    if (!id) return;
    const { overlay, session, writing } = this.#desk;
    // Keys came up in the menu unheard.
    writing.keyHeld(false, false);
    const answers = answersInDialog(id, overlay.over === "story") || id === "close";
    if (answers || session.hidden) this.run(id, key);
    else void this.runUnder(id, key);
  }

  #canRun(id: CommandId): boolean {
    return canRun(id, commandState(this.#desk));
  }
}
