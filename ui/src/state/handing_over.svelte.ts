//! Handing over: what would be written, which of it is left out, and what became of it.

import { failure, handOver, planHandOver } from "../ipc/commands";
import type { ArticleId, Failure, HandedOver, PlannedChange } from "../ipc/types";

/** The hand-over sheet; made anew each time it is opened. */
export class HandingOver {
  /** What would be written; null while it is read. */
  plan = $state.raw<readonly PlannedChange[] | null>(null);
  leftOut = $state.raw<ReadonlySet<ArticleId>>(new Set());
  /** Cached pictures are copied below the site, and the files name the copies. */
  copyPictures = $state(false);
  writing = $state(false);
  result = $state.raw<HandedOver | null>(null);
  failed = $state.raw<Failure | null>(null);

  /** Reads the plan `after` what was decided so far is in the library. */
  constructor(after: Promise<unknown>) {
    after
      .then(() => planHandOver(null))
      .then(
        (plan) => {
          this.plan = plan;
        },
        (thrown) => {
          this.failed = failure(thrown);
        },
      );
  }

  /** The changes that are to be written. */
  get chosen(): PlannedChange[] {
    return (this.plan ?? []).filter((change) => !this.leftOut.has(change.id));
  }

  /** Leaves an article out, or takes it back in. */
  toggle(id: ArticleId) {
    const leftOut = new Set(this.leftOut);
    if (!leftOut.delete(id)) leftOut.add(id);
    this.leftOut = leftOut;
  }

  /** Writes exactly what is shown and chosen. */
  async write() {
    const ids = this.chosen.map((change) => change.id);
    if (this.writing || this.result || ids.length === 0) return;
    this.writing = true;
    this.failed = null;
    try {
      this.result = await handOver(ids, this.copyPictures);
    } catch (thrown) {
      this.failed = failure(thrown);
    }
    this.writing = false;
  }
}
