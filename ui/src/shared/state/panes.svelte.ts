//! The widths of the panes at the sides. Null is as wide as the tokens say.

/** A pane that can be made wider or narrower. */
export type Pane = "side" | "detail";

/** Narrowest and widest, in pixels. */
export const limits: Record<Pane, readonly [number, number]> = { side: [160, 360], detail: [320, 720] };
/** Most of the window that a pane may take, in percent: the list in between stays readable. */
const SHARES: Record<Pane, number> = { side: 26, detail: 46 };

/** The panes. */
export class Panes {
  side = $state<number | null>(null);
  detail = $state<number | null>(null);
  /** Columns of the window while a line between two panes is dragged; null where the tokens say them. */
  columns = $state<string | null>(null);

  /** Gives a pane a width; null gives it back its own. */
  set(pane: Pane, width: number | null) {
    this.columns = null;
    this[pane] = width === null ? null : within(pane, width);
    const style = document.documentElement.style;
    if (this[pane] === null) style.removeProperty(`--own-${pane}`);
    else style.setProperty(`--own-${pane}`, this.#length(pane));
  }

  /** The same while a line is dragged. All that is on the page inherits the tokens, and of each other value of one WebKit
   * keeps all styles: a third of a megabyte. So they are set once the line is let go. */
  drag(pane: Pane, width: number) {
    this[pane] = within(pane, width);
    this.columns = `${this.#length("side")} minmax(0, 1fr) ${this.#length("detail")}`;
  }

  /** The line was let go. */
  rest() {
    if (this.columns === null) return;
    this.set("side", this.side);
    this.set("detail", this.detail);
  }

  #length(pane: Pane): string {
    return this[pane] === null ? `var(--${pane})` : `min(${this[pane]}px, ${SHARES[pane]}vw)`;
  }
}

function within(pane: Pane, width: number): number {
  const [least, most] = limits[pane];
  return Math.round(Math.max(least, Math.min(most, width)));
}
