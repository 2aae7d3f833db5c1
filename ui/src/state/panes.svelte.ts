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

  /** Gives a pane a width; null gives it back its own. */
  set(pane: Pane, width: number | null) {
    const [least, most] = limits[pane];
    this[pane] = width === null ? null : Math.round(Math.max(least, Math.min(most, width)));
    const style = document.documentElement.style;
    if (this[pane] === null) style.removeProperty(`--own-${pane}`);
    else style.setProperty(`--own-${pane}`, `min(${this[pane]}px, ${SHARES[pane]}vw)`);
  }
}
