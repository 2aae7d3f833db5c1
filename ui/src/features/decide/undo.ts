//! The ways back: what was done last, an import, a hand-over. Each goes in line with the decisions.

import type { Desk } from "../../app/desk.svelte";
import { redo, undo } from "../../ipc/commands";
import { takeBack, takeBackHandOver } from "../../ipc/receipts";
import type { Changed, HandedBack, HandOverId, IntakeId } from "../../ipc/types";
import { m } from "../../paraglide/messages";
import type { InLine } from "../../shared/state/write_queue";
import { changeInWords } from "../../shared/text/said";

/** What takes back, and makes again. */
export class WaysBack {
  readonly #desk: Desk;
  readonly #inLine: InLine;

  constructor(desk: Desk, inLine: InLine) {
    this.#desk = desk;
    this.#inLine = inLine;
  }

  /** Takes the last batch back. */
  undo() {
    this.#walk(undo, (sentence) => (sentence === null ? m.told_nothing_to_undo() : m.told_undone({ sentence })));
  }

  /** Makes the batch again that was taken back last. */
  redo() {
    this.#walk(redo, (sentence) => (sentence === null ? m.told_nothing_to_redo() : m.told_redone({ sentence })));
  }

  /** Takes an import back, as one step that undo makes again. */
  import(intake: IntakeId) {
    const { decisions, toasts } = this.#desk;
    this.#inLine(() => takeBack(decisions.token(), intake)).then(
      (changed) => {
        this.#desk.intake.receipt = null;
        toasts.done(changeInWords(changed), true);
      },
      (thrown) => toasts.failed(thrown),
    );
  }

  /** Takes a hand-over back; null where that failed, which is said. */
  async handOver(id: HandOverId): Promise<HandedBack | null> {
    try {
      return await this.#inLine(() => takeBackHandOver(id));
    } catch (thrown) {
      this.#desk.toasts.failed(thrown);
      return null;
    }
  }

  /**
   * Moves the selection to what was undone, if the view shows it. The selection stays if the curator moved it meanwhile,
   * or if a story is open.
   */
  #walk(ask: (token: number) => Promise<Changed | null>, tell: (sentence: string | null) => string) {
    const { decisions, toasts, selection, view } = this.#desk;
    const { moves } = selection;
    this.#inLine(() => ask(decisions.token())).then(
      (changed) => {
        toasts.done(tell(changed && changeInWords(changed)));
        if (this.#desk.over === "story" || selection.moves !== moves) return;
        const index = changed ? view.ids.indexOf(changed.changed[0] ?? -1) : -1;
        if (index >= 0) selection.reveal(index);
      },
      (thrown) => toasts.failed(thrown),
    );
  }
}
