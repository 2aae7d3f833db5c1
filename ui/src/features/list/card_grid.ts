//! The arithmetic of the contact sheet: how many cards stand beside each other, and how high a line of them is.

/** Least width of a card. */
const CARD = 176;
const GAP = 14;
/** Space at both sides of the sheet. */
const EDGE = 16;
/** Height of the words below a picture, with the borders. */
const WORDS = 78;

/** The sheet in a list of this width, in pixels. */
export function sheetOf(width: number): { columns: number; height: number } {
  const room = Math.max(CARD, width - 2 * EDGE);
  const columns = Math.max(1, Math.floor((room + GAP) / (CARD + GAP)));
  const card = (room - (columns - 1) * GAP) / columns;
  return { columns, height: Math.round((card * 2) / 3) + WORDS + GAP };
}
