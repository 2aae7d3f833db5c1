//! The arithmetic of the virtual list: which rows stand where. Knows no elements.

/** Browsers lay out no element higher than this, in pixels; longer lists are scrolled at a scale. */
const TALLEST = 15_000_000;
/** Rows ready above the screen; as many of the sixteen beyond it as are not above are below. */
const BEFORE = { 1: 4, 0: 8, [-1]: 12 };
/** Rows ready beyond the screen, one that stands on it in part counted. */
export const BEYOND = BEFORE[1] + BEFORE[-1] + 1;
/** Rows before the cursor that stay in sight when the list turns. */
const PASSED = 2;

/** Which way the cursor goes: on, back, or nowhere. */
export type Way = 1 | -1 | 0;

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

/** The rows that are ready at a scroll position, in the order of their slots: those on the screen and some beyond, more of
 * them the way the list turns. The first of them may lag, as long as none on the screen is missing. */
export function slots(
  count: number,
  rowHeight: number,
  viewport: number,
  scrolled: number,
  way: Way = 0,
  lag = 0,
): Slot[] {
  const { by } = scale(count, rowHeight, viewport);
  const above = scrolled * by;
  const size = sizeOf(count, rowHeight, viewport);
  const first = firstOf(count, rowHeight, viewport, above, way, lag);
  const shown = Array.from({ length: size }, (_, at) => {
    const index = first + at;
    return { slot: index % size, index, top: scrolled + index * rowHeight - above };
  });
  return shown.sort((one, other) => one.slot - other.slot);
}

/** By how many rows those that are ready lag when the list turns to where `above` is its upper edge: as few are made at
 * once as have to be. */
export function lagOf(
  count: number,
  rowHeight: number,
  viewport: number,
  shown: readonly Slot[],
  above: number,
  way: Way,
): number {
  const before = Math.min(...shown.map((slot) => slot.index));
  const first = firstOf(count, rowHeight, viewport, above, way, 0);
  const [top, bottom] = onScreen(count, rowHeight, viewport, above);
  return first - Math.max(bottom - sizeOf(count, rowHeight, viewport), Math.min(before, top));
}

/** Those of them that stand on the screen, or at most so many rows beyond it. */
export function near(
  shown: readonly Slot[],
  count: number,
  rowHeight: number,
  viewport: number,
  above: number,
  beyond: number,
) {
  const [top, bottom] = onScreen(count, rowHeight, viewport, above);
  // A list that grew shorter is scrolled beyond its end for a moment.
  const first = Math.min(top, bottom - Math.ceil(viewport / rowHeight));
  return shown.filter(({ index }) => index >= first - beyond && index < bottom + beyond);
}

/** The first row on the screen, and the one after the last. */
function onScreen(count: number, rowHeight: number, viewport: number, above: number): [number, number] {
  return [Math.floor(above / rowHeight), Math.min(count, Math.ceil((above + viewport) / rowHeight))];
}

function sizeOf(count: number, rowHeight: number, viewport: number): number {
  return Math.min(count, Math.ceil(viewport / rowHeight) + BEYOND);
}

function firstOf(count: number, rowHeight: number, viewport: number, above: number, way: Way, lag: number): number {
  const size = sizeOf(count, rowHeight, viewport);
  const within = (first: number) => Math.max(0, Math.min(first, count - size));
  const [top, bottom] = onScreen(count, rowHeight, viewport, above);
  const first = within(top - BEFORE[way]);
  const lagging = within(first - lag);
  return lagging <= top && lagging + size >= bottom ? lagging : first;
}

/** Where to scroll so that a row stands whole on the screen, and no farther; null where it does. */
export function scrollTo(index: number, rowHeight: number, viewport: number, above: number): number | null {
  const top = index * rowHeight;
  if (top < above) return top;
  return top + rowHeight > above + viewport ? top + rowHeight - viewport : null;
}

/** Where to turn a list whose cursor has no whole row before it any more: most of a screen on, so that the list stands
 * still for the next steps. Null where there is one, and where the cursor goes nowhere. */
export function turnTo(index: number, way: Way, rowHeight: number, viewport: number, above: number): number | null {
  const passed = Math.max(0, Math.min(PASSED, Math.floor((viewport / rowHeight - 1) / 2)));
  if (way > 0 && (index + 2) * rowHeight > above + viewport) return (index - passed) * rowHeight;
  if (way < 0 && (index - 1) * rowHeight < above) return (index + 1 + passed) * rowHeight - viewport;
  return null;
}
