//! The desk joins the parts of the state.

import { painted } from "../components/next_paint";
import { Clashes } from "../features/decide/conflicts.svelte";
import { Digits } from "../features/decide/quality_digits.svelte";
import { Raising } from "../features/decide/quality_step";
import { PuttingAside } from "../features/decide/snooze.svelte";
import { Undo } from "../features/decide/undo";
import { Pictures } from "../features/images/image_queue.svelte";
import { Strip } from "../features/images/image_strip.svelte";
import { Receipts } from "../features/import/history.svelte";
import { Intake } from "../features/import/import.svelte";
import { Reading } from "../features/reader/reader.svelte";
import { Finding } from "../features/search/search.svelte";
import { Pace } from "../features/statistics/today.svelte";
import { Stories } from "../features/stories/story.svelte";
import { Writing } from "../features/write/write.svelte";
import * as ipc from "../ipc/commands";
import type { Listed } from "../ipc/grants";
import { restoreBackup } from "../ipc/keep";
import { beginRehearsal, endRehearsal } from "../ipc/receipts";
import type { BackupFile, Failure } from "../ipc/types";
import { CurrentArticle } from "../shared/state/article.svelte";
import { Deciding } from "../shared/state/deciding.svelte";
import { Decisions } from "../shared/state/decisions.svelte";
import { List } from "../shared/state/list.svelte";
import { Overlay } from "../shared/state/overlay.svelte";
import { Panes } from "../shared/state/panes.svelte";
import { Preferences } from "../shared/state/preferences.svelte";
import { Rows } from "../shared/state/rows.svelte";
import { Toasts } from "../shared/state/toasts.svelte";
import { WriteQueue } from "../shared/state/write_queue";
import { MenuBar } from "./menu_bar.svelte";
import { Memory, remembered } from "./window_state.svelte";

/** The desk on the screen. */
export class Desk {
  readonly toasts = new Toasts();
  readonly preferences = new Preferences(this.toasts);
  readonly menuBar = new MenuBar(this.preferences, this.toasts);
  readonly panes = new Panes();
  readonly overlay = new Overlay();
  readonly memory = new Memory();

  readonly queue = new WriteQueue(() => this.toasts.decided());
  readonly decisions = new Decisions();
  readonly list = new List(new Rows(this.decisions), this.queue, this.toasts, {
    opening: () => {
      this.overlay.edited = null;
    },
    opened: () => this.finding.asked(),
  });
  readonly deciding = new Deciding({
    list: this.list,
    decisions: this.decisions,
    queue: this.queue,
    toasts: this.toasts,
    allowed: () => !this.switching,
    failed: () => this.strip.forget(),
  });
  readonly reading = new Reading();
  readonly article = new CurrentArticle(this.list, this.decisions, this.reading);

  readonly finding = new Finding(this.list.view, this.toasts);
  readonly intake = new Intake(this.toasts);
  readonly receipts = new Receipts(this.intake, this.toasts);
  readonly pictures = new Pictures(this.toasts);
  readonly pace = new Pace();
  readonly digits = new Digits((ids, value) => this.deciding.decide([{ verb: "quality", value }], ids));
  readonly strip = new Strip(
    () => this.article.details,
    (decision, id) => this.deciding.decide([decision], [id]),
  );
  readonly puttingAside = new PuttingAside((until_ms, told) => this.deciding.place({ verb: "later", until_ms }, told));
  readonly clashes = new Clashes(this.article, this.deciding, this.toasts);
  readonly undo = new Undo(this);
  readonly raising = new Raising(this.list, this.deciding, this.toasts);
  readonly stories = new Stories({
    reader: this.reading,
    deciding: this.deciding,
    overlay: this.overlay,
    toasts: this.toasts,
  });
  readonly writing = new Writing(this.overlay);

  /** The sample desk is on the screen: nothing real is read or written. */
  rehearsing = $state(false);
  /** The first view was read. */
  ready = $state(false);
  /** Why there is no library to show. */
  broken = $state.raw<Failure | null>(null);
  /** Scrolls the article that is read by a page; false at its end. Set by the view. */
  scrollOn: () => boolean = () => false;
  /** Puts the cursor into the search. Set by the view. */
  focusSearch: () => void = () => {};
  /** Another library comes to the screen. */
  switching = false;
  #switched: Promise<unknown> = Promise.resolve();

  /** Why another page stands in the desk's place: nobody sees what a key would decide about. */
  readonly hidden: Failure | null = $derived(this.broken ?? this.toasts.damaged);

  /** Reads the first view, then takes in what the window was started with. */
  async start() {
    this.#forget();
    this.overlay.close();
    this.overlay.edited = null;
    this.broken = null;
    this.toasts.damaged = null;
    try {
      await this.preferences.read();
      await this.#resume();
      this.ready = true;
      void this.#goOn();
      void this.intake.takeIn(await ipc.openedWith());
    } catch (thrown) {
      this.broken = ipc.failure(thrown);
      ipc.workBeside().catch((thrown) => this.toasts.failed(thrown));
    }
  }

  /** What the first page need not wait for. */
  async #goOn() {
    await painted();
    this.finding.changed();
    this.pace.changed();
    void this.pictures.read();
    void this.receipts.countRefused();
    ipc.workBeside().catch((thrown) => this.toasts.failed(thrown));
  }

  /** Shows what was on the screen when the window was closed. */
  async #resume() {
    const then = remembered(this.preferences.all.desk);
    this.panes.set("side", then.side);
    this.panes.set("detail", then.detail);
    await this.list.restore(then);
  }

  /** Remembers what is on the screen; the sample desk is not remembered. */
  remember() {
    const { side, detail } = this.panes;
    const now = { side, detail, ...this.list.state };
    if (this.ready && !this.rehearsing) this.memory.keep(now);
  }

  /** Puts the sample desk on the screen, or goes back to the curator's own library. */
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
      this.toasts.failed(thrown);
    }
  }

  /** Puts a backup in the library's place, and reads everything anew; answers with all backups. */
  async restore(backup: string): Promise<Listed<BackupFile>[]> {
    return this.#switch(async () => {
      const backups = await restoreBackup(backup);
      await this.preferences.read();
      await this.#another();
      return backups;
    });
  }

  /** Puts another library on the screen. Nothing is decided meanwhile: its articles have the same ids. */
  #switch<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#leaveFor(change);
    this.#switched = done.catch(() => null);
    return done;
  }

  async #leaveFor<T>(change: () => Promise<T>): Promise<T> {
    // What was typed, decided and laid out belongs to the library that is left.
    this.digits.finish();
    this.switching = true;
    try {
      await this.queue.stored();
      await this.memory.save();
      return await change();
    } finally {
      this.switching = false;
    }
  }

  /** Another library is on the screen: nothing that was read of the one before holds. */
  async #another() {
    this.#forget();
    await this.list.open("inbox", "");
    this.finding.changed();
    this.pace.changed();
    void this.receipts.countRefused();
  }

  #forget() {
    this.toasts.close();
    this.pace.forget();
    this.intake.receipt = null;
    this.receipts.leave();
    this.list.rows.forget();
    this.reading.forget();
  }
}
