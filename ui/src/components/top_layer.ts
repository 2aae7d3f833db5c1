//! Keeps an element usable while a dialog is open: whatever lies outside of a modal dialog is inert and below its veil.

const topmost = () => [...document.querySelectorAll("dialog[open]")].at(-1);

/** Puts the element into the topmost open dialog, and back where it belongs when there is none. */
export function above(node: HTMLElement) {
  const home = node.parentElement;
  const seen = new MutationObserver(follow);
  function follow() {
    const into = topmost() ?? home;
    if (!into || node.parentElement === into) return;
    into.append(node);
    watch();
  }
  /** A dialog says that it opens; it goes without a word, with all that is in it. */
  function watch() {
    seen.disconnect();
    seen.observe(document, { subtree: true, attributeFilter: ["open"] });
    const holder = node.parentElement === home ? null : node.parentElement?.parentNode;
    if (holder) seen.observe(holder, { childList: true });
  }
  watch();
  follow();
  return {
    destroy() {
      seen.disconnect();
      node.remove();
    },
  };
}
