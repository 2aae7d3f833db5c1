//! When the screen shows what was changed.

/** A window that nobody sees is not painted. */
const LATEST_MS = 1000;

/** Done when what was changed is on the screen, at the latest after a second. */
export function painted(): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, LATEST_MS);
    requestAnimationFrame(() => setTimeout(done));
  });
}
