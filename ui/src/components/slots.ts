//! The arithmetic of the virtual list: which rows stand where. Knows no elements.

/** Browsers lay out no element higher than this, in pixels; longer lists are scrolled at a scale. */
const TALLEST = 15_000_000;
/** Rows ready beyond each edge. */
const BEYOND = 8;
/** Rows before the cursor that stay in sight when the list turns. */
const PASSED = 2;

/** One row on the screen. Its slot is what its element is kept for when the rows move on. */
export interface Slot {
  readonly slot: number;
  readonly index: number;
  readonly top: number;
}

/** How high the scrolled element is, and how many pixels of rows one pixel of scrolling passes. */
export function scale(count: number, rowHeight: number, viewport: number) {
  const all = count * rowHeight;
  const height = Math.min(all, TALLEST);
  return { height, by: height > viewport ? (all - viewport) / (height - viewport) : 1 };
}

/** The rows to be shown at a scroll position, in the order of their slots. */
export function slots(count: number, rowHeight: number, viewport: number, scrolled: number): Slot[] {
  const { by } = scale(count, rowHeight, viewport);
  const above = scrolled * by;
  const size = Math.min(count, Math.ceil(viewport / rowHeight) + 1 + 2 * BEYOND);
  const first = Math.max(0, Math.min(Math.floor(above / rowHeight) - BEYOND, count - size));
  const shown = Array.from({ length: size }, (_, at) => {
    const index = first + at;
    return { slot: index % size, index, top: scrolled + index * rowHeight - above };
  });
  return shown.sort((one, other) => one.slot - other.slot);
}

/** Where to scroll so that a row stands whole on the screen, and no farther; null where it does. */
export function scrollTo(index: number, rowHeight: number, viewport: number, above: number): number | null {
  const top = index * rowHeight;
  if (top < above) return top;
  return top + rowHeight > above + viewport ? top + rowHeight - viewport : null;
}

/** Which way the cursor goes: on, back, or nowhere. */
export type Way = 1 | -1 | 0;

/** Where to turn a list whose cursor has no whole row before it any more: most of a screen on, so that the list stands
 * still for the next steps. Null where there is one, and where the cursor goes nowhere. */
export function turnTo(index: number, way: Way, rowHeight: number, viewport: number, above: number): number | null {
  const passed = Math.max(0, Math.min(PASSED, Math.floor((viewport / rowHeight - 1) / 2)));
  if (way > 0 && (index + 2) * rowHeight > above + viewport) return (index - passed) * rowHeight;
  if (way < 0 && (index - 1) * rowHeight < above) return (index + 1 + passed) * rowHeight - viewport;
  return null;
}
