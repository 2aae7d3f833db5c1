//! The desk joins the parts of the state. What the curator does comes in here; what the library tells comes in here.

import { painted } from "../components/next_paint";
import { Clashes } from "../features/decide/conflicts.svelte";
import { Digits } from "../features/decide/quality_digits.svelte";
import { Raising } from "../features/decide/quality_step";
import { PuttingAside } from "../features/decide/snooze.svelte";
import { WaysBack } from "../features/decide/undo";
import { Pictures } from "../features/images/image_queue.svelte";
import { Strip } from "../features/images/image_strip.svelte";
import { Receipts } from "../features/import/history.svelte";
import { Intake } from "../features/import/import.svelte";
import { Reading } from "../features/reader/reader.svelte";
import { Finding } from "../features/search/search.svelte";
import { Pace } from "../features/statistics/today.svelte";
import { Story } from "../features/stories/story.svelte";
import { HandingOver } from "../features/write/write.svelte";
import * as ipc from "../ipc/commands";
import type { Listed } from "../ipc/grants";
import { restoreBackup } from "../ipc/keep";
import { beginRehearsal, endRehearsal } from "../ipc/receipts";
import type {
  ArticleId,
  BackupFile,
  Counts,
  Decision,
  Details,
  Failure,
  LibraryChanged,
  PicturesChanged,
  Row,
} from "../ipc/types";
import { m } from "../paraglide/messages";
import { placed } from "../shared/query";
import { Decisions } from "../shared/state/decisions.svelte";
import { Panes } from "../shared/state/panes.svelte";
import { Preferences } from "../shared/state/preferences.svelte";
import { Rows } from "../shared/state/rows.svelte";
import { nextUndecided, Selection } from "../shared/state/selection.svelte";
import { Toasts } from "../shared/state/toasts.svelte";
import { type Mode, type Shelf, View } from "../shared/state/view.svelte";
import { Line } from "../shared/state/write_queue";
import { changeInWords } from "../shared/text/said";
import { MenuBar } from "./menu_bar.svelte";
import { Memory, remembered } from "./window_state.svelte";

/** What lies over the desk and has the keyboard. */
export type Over = "story" | "palette" | "keys" | "handOver" | "settings" | "insight";

/** What is edited in place. */
export type Edited = "title" | "excerpt" | "topics" | "provider";

/** The desk on the screen. */
export class Desk {
  readonly toasts = new Toasts();
  readonly preferences = new Preferences(this.toasts);
  readonly menuBar = new MenuBar(this.preferences, this.toasts);
  readonly pictures = new Pictures(this.toasts);
  readonly line = new Line(() => this.toasts.decided());
  readonly decisions = new Decisions();
  readonly rows = new Rows(this.decisions);
  readonly view = new View(this.rows);
  readonly selection = new Selection(() => this.view.ids);
  readonly reading = new Reading();
  readonly intake = new Intake(this.toasts);
  readonly finding = new Finding(this.view, this.toasts);
  readonly receipts = new Receipts(this.intake, this.toasts);
  readonly pace = new Pace();
  readonly panes = new Panes();
  readonly memory = new Memory();
  /** The sample desk is on the screen: nothing real is read or written. */
  rehearsing = $state(false);
  /** Cards beside each other on the sheet. Set by the view. */
  columns = 1;
  /** First line on the screen. Set by the view; where the list is to begin when it is opened. */
  top = $state(0);
  readonly digits = new Digits((ids, value) => this.decide([{ verb: "quality", value }], ids));
  readonly strip = new Strip(
    () => this.details,
    (decision, id) => this.decide([decision], [id]),
  );
  readonly puttingAside = new PuttingAside((until_ms, told) => this.place({ verb: "later", until_ms }, told));
  readonly clashes = new Clashes(this, this.line.change);
  readonly back = new WaysBack(this, this.line.change);
  readonly raising = new Raising(this, this.line.change);
  over = $state<Over | null>(null);
  /** The story that is looked at, while it is. */
  story = $state.raw<Story | null>(null);
  handingOver = $state.raw<HandingOver | null>(null);
  edited = $state<Edited | null>(null);
  /** The first view was read. */
  ready = $state(false);
  /** Why there is no library to show. */
  broken = $state.raw<Failure | null>(null);
  /** Scrolls the article that is read by a page; false at its end. Set by the view. */
  scrollOn: () => boolean = () => false;
  /** Puts the cursor into the search. Set by the view. */
  focusSearch: () => void = () => {};
  /** Rows that fit on the screen. Set by the view. */
  fits = 10;
  /** A key is down. Set by the window. */
  keyDown = false;
  /** Another library comes to the screen. */
  switching = false;
  #switched: Promise<unknown> = Promise.resolve();

  /** Why another page stands in the desk's place: nobody sees what a key would decide about. */
  readonly hidden: Failure | null = $derived(this.broken ?? this.toasts.damaged);
  readonly counts: Counts = $derived(this.decisions.counted(this.view.counts));
  /** The row of the article that is read. */
  readonly row: Row | undefined = $derived(this.rows.get(this.selection.id));
  /** The details of that very article, once they are known. */
  readonly details: Details | null = $derived.by(() => {
    const details = this.reading.of(this.selection.id);
    return details && this.decisions.overDetails(details);
  });

  /** Reads the first view, then takes in what the window was started with. */
  async start() {
    this.#forget();
    this.closeOver();
    this.edited = null;
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
    this.view.mode = then.mode;
    await this.view.open(then.place, then.search, then.article);
    const index = then.article === null ? -1 : this.view.ids.indexOf(then.article);
    this.selection.to(Math.max(0, index));
    this.top = index < 0 ? 0 : then.top;
  }

  /** Remembers what is on the screen; the sample desk is not remembered. */
  remember() {
    const { place, search, mode } = this.view;
    const { side, detail } = this.panes;
    const now = { side, detail, mode, place, search, article: this.selection.id ?? null, top: this.top };
    if (this.ready && !this.rehearsing) this.memory.keep(now);
  }

  /** Searches for something else in the place. */
  search(search: string) {
    return this.open(this.view.place, search);
  }

  /** Opens a saved query. */
  openQuery(query: string) {
    const { place, search } = placed(query);
    return this.open(place, search);
  }

  /** Lays the list out in another way; the same articles stay selected. */
  layOut(mode: Mode) {
    const mark = this.selection.mark();
    this.view.mode = mode;
    this.selection.follow(mark);
  }

  /** Unfolds the story under the cursor. */
  async unfold() {
    const [id, mark] = [this.selection.id, this.selection.mark()];
    if (id === undefined || this.view.mode !== "stories" || !this.rows.get(id)?.reports) return;
    try {
      await this.view.unfold(id);
      this.selection.follow(this.view.ids[this.selection.cursor] === id ? this.selection.mark() : mark);
    } catch (thrown) {
      this.toasts.failed(thrown);
    }
  }

  /** Folds the story under the cursor, and goes to its lead. */
  fold() {
    const index = this.view.storyOf(this.selection.cursor);
    const lead = this.view.ids[index];
    if (lead === undefined) return;
    this.selection.to(index);
    this.view.fold(lead);
  }

  /** Goes to an article, in the list on the screen where it stands there. */
  async show(id: ArticleId) {
    if (!this.view.ids.includes(id)) await this.open("everything", "");
    const index = this.view.ids.indexOf(id);
    if (index >= 0) this.selection.to(index);
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
      await this.line.stored();
      await this.memory.save();
      return await change();
    } finally {
      this.switching = false;
    }
  }

  /** Another library is on the screen: nothing that was read of the one before holds. */
  async #another() {
    this.#forget();
    await this.open("inbox", "");
    this.finding.changed();
    this.pace.changed();
    void this.receipts.countRefused();
  }

  #forget() {
    this.toasts.close();
    this.pace.forget();
    this.intake.receipt = null;
    this.receipts.leave();
    this.rows.forget();
    this.reading.forget();
  }

  /** Decides about these articles as one batch: on the screen at once, then in the library. */
  decide(decisions: Decision[], ids: ArticleId[] = this.selection.ids, tell = (sentence: string) => sentence) {
    if (ids.length === 0 || this.switching) return;
    const token = this.decisions.show(ids, decisions, this.rows.known(ids));
    this.line
      .change(() => ipc.decide(token, ids, decisions))
      .then(
        (changed) => this.toasts.done(tell(changeInWords(changed)), changed.batch !== null),
        (thrown) => {
          this.decisions.settle(token);
          this.strip.forget();
          this.toasts.failed(thrown);
        },
      );
  }

  /** Decides where the selected articles stand, and goes to the next undecided one. */
  place(decision: Decision, tell?: (sentence: string) => string) {
    const [first, last] = this.selection.range;
    this.decide([decision], this.selection.ids, tell);
    this.toNextUndecided(last, first);
  }

  /** Decides where one article stands, and goes to the next undecided one after it. */
  placeOne(id: ArticleId, decision: Decision) {
    this.decide([decision], [id]);
    const index = this.view.ids.indexOf(id);
    if (index >= 0) this.toNextUndecided(index);
  }

  /** All from `first` to `from` are decided, also those that were not read. */
  toNextUndecided(from: number, first = from) {
    // Outside of the inbox it may be looked for through the whole list.
    const { ids, place } = this.view;
    /** A row that was not read yet is undecided where the view holds nothing else. */
    const undecided = (index: number) =>
      (index < first || index > from) && (this.rows.get(ids[index])?.place ?? place) === "inbox";
    this.selection.to(nextUndecided(from, ids.length, undecided) ?? from);
  }

  /** Opens a place, or a search in it. */
  async open(place: Shelf, search: string) {
    this.edited = null;
    try {
      await this.view.open(place, search);
      this.selection.to(0);
      this.top = 0;
      this.finding.asked();
    } catch (thrown) {
      this.toasts.failed(thrown);
    }
  }

  /** Shows what arrived; the selected article stays selected. */
  showArrived() {
    const mark = this.selection.mark();
    this.view.showArrived();
    this.selection.follow(mark);
  }

  /** Shows the list as it would be opened now: with what arrived, without what was decided. The selected article stays so. */
  async refresh() {
    const { view, selection } = this;
    try {
      await this.line.stored();
      await view.open(view.place, view.search, selection.id ?? null, (show) => {
        // Stories fold; and keys may have moved on since.
        if (view.position(selection.cursor).level === 2) selection.to(view.storyOf(selection.cursor));
        const mark = selection.mark();
        show();
        selection.follow(mark);
      });
    } catch (thrown) {
      this.toasts.failed(thrown);
    }
  }

  /** Pictures arrived, or were given up. */
  heardPictures(fact: PicturesChanged) {
    const before = this.pictures.progress;
    this.pictures.progress = fact.progress;
    if (fact.rows.length > 0) this.rows.put(fact.rows);
    // Rows tell of first pictures only; the strip and the story show the others, too.
    const more = before?.cached !== fact.progress.cached || before.failed !== fact.progress.failed;
    if (more || fact.rows.length > 0) this.reading.picturesChanged(fact.rows.map((row) => row.id));
  }

  openHandOver() {
    this.handingOver = new HandingOver(this.line.stored(), this.keyDown);
    this.over = "handOver";
  }

  /** Opens the story of the article that is read; says so where it is no other report's. */
  openStory() {
    if (!this.row) return;
    if (this.row.coverage === 0) return this.toasts.done(m.story_alone());
    this.story = new Story(this, this.row.id);
    this.over = "story";
  }

  closeOver() {
    this.over = null;
    this.handingOver = null;
    this.story = null;
  }

  /** A fact after commit. */
  heard(fact: LibraryChanged) {
    const settled = fact.token === null ? undefined : this.decisions.settle(fact.token);
    this.view.counts = fact.counts;
    if (fact.rows.length > 0) this.rows.put(fact.rows);
    if (settled) this.reading.keep(settled);
    this.reading.changed(fact.ids);
    this.finding.changed();
    this.pace.changed();
    if (fact.ids.length > 0) return;
    if (settled) this.rows.keep(settled);
    this.rows.expire();
    this.view.look().catch((thrown) => this.toasts.failed(thrown));
  }
}
