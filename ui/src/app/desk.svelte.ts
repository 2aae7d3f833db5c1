//! The desk joins the parts of the state.

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
import { Session } from "./session.svelte";

/** The desk on the screen. */
export class Desk {
  readonly toasts = new Toasts();
  readonly preferences = new Preferences(this.toasts);
  readonly menuBar = new MenuBar(this.preferences, this.toasts);
  readonly panes = new Panes();
  readonly overlay = new Overlay();

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
    allowed: () => !this.session.switching,
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
  readonly snooze = new PuttingAside((until_ms, told) => this.deciding.place({ verb: "later", until_ms }, told));
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

  readonly session = new Session(this, {
    leaving: () => this.digits.finish(),
    forget: () => this.#forget(),
    opened: () => {
      this.finding.changed();
      this.pace.changed();
      void this.receipts.countRefused();
    },
    painted: () => void this.pictures.read(),
    startedWith: (files) => void this.intake.takeIn(files),
  });

  #forget() {
    this.toasts.close();
    this.pace.forget();
    this.intake.receipt = null;
    this.receipts.leave();
    this.list.rows.forget();
    this.reading.forget();
  }
}
