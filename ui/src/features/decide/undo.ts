//! Undo and redo of what was done last, and undo of an import. Each is stored in the order of the decisions.

import { redo, undo } from "../../ipc/commands";
import { takeBack } from "../../ipc/receipts";
import type { Changed, IntakeId } from "../../ipc/types";
import { m } from "../../paraglide/messages";
import type { Deciding } from "../../shared/state/deciding.svelte";
import type { List } from "../../shared/state/list.svelte";
import type { Overlay } from "../../shared/state/overlay.svelte";
import type { Toasts } from "../../shared/state/toasts.svelte";
import { render } from "../../shared/text/render";

/** What undo works on. */
interface UndoParts {
  readonly list: Pick<List, "selection" | "view">;
  readonly deciding: Pick<Deciding, "change">;
  readonly overlay: Pick<Overlay, "over">;
  readonly toasts: Pick<Toasts, "done" | "failed">;
}

/** Undoes and redoes. */
export class Undo {
  readonly #parts: UndoParts;

  constructor(parts: UndoParts) {
    this.#parts = parts;
  }

  /** Takes the last batch back. */
  undo() {
    this.#walk(undo, (sentence) => (sentence === null ? m.told_nothing_to_undo() : m.told_undone({ sentence })));
  }

  /** Makes the batch again that was taken back last. */
  redo() {
    this.#walk(redo, (sentence) => (sentence === null ? m.told_nothing_to_redo() : m.told_redone({ sentence })));
  }

  /** Takes an import back, as one step that redo repeats; `undone` is called when that is stored. */
  import(intake: IntakeId, undone: () => void) {
    const { deciding, toasts } = this.#parts;
    deciding
      .change((token) => takeBack(token, intake))
      .then(
        (changed) => {
          undone();
          toasts.done(render(changed.message), true);
        },
        (thrown) => toasts.failed(thrown),
      );
  }

  /**
   * Moves the selection to what was undone, if the view shows it. The selection stays if the curator moved it meanwhile,
   * or if a story is open.
   */
  #walk(ask: (token: number) => Promise<Changed | null>, tell: (sentence: string | null) => string) {
    const { deciding, toasts, overlay } = this.#parts;
    const { selection, view } = this.#parts.list;
    const { moves } = selection;
    deciding.change(ask).then(
      (changed) => {
        toasts.done(tell(changed && render(changed.message)));
        if (overlay.over === "story" || selection.moves !== moves) return;
        const index = changed ? view.ids.indexOf(changed.changed[0] ?? -1) : -1;
        if (index >= 0) selection.reveal(index);
      },
      (thrown) => toasts.failed(thrown),
    );
  }
}
