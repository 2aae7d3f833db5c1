//! Pictures that are ready before they are shown: loaded, decoded, and put into the page as they are. A new element with
//! the same address would be blank first, wherever its picture is.

/** Elements that are ahead or were shown last, by their address. */
const elements = new Map<string, HTMLImageElement>();
/** Those whose picture is decoded. */
const decoded = new WeakSet<HTMLImageElement>();

/** Has the pictures at these addresses ready, and lets go of all others but those to be kept and those in the page. */
export function prepare(addresses: readonly (string | null)[], kept: readonly (string | null)[]) {
  for (const [address, element] of elements) {
    if (addresses.includes(address) || kept.includes(address) || element.isConnected) continue;
    elements.delete(address);
    // An engine keeps the pixels until the element is collected, long after.
    element.removeAttribute("src");
  }
  for (const address of addresses) {
    if (address !== null && !elements.has(address)) elements.set(address, load(address));
  }
}

/** The element that shows what is at an address, where it is ready and stands nowhere else. */
export function ready(address: string): HTMLImageElement | undefined {
  const element = elements.get(address);
  return element && decoded.has(element) && !element.isConnected ? element : undefined;
}

function load(address: string): HTMLImageElement {
  const element = new Image();
  element.alt = "";
  element.draggable = false;
  element.src = address;
  element.decode?.().then(
    () => decoded.add(element),
    // Whoever shows it asks anew, and says what is missing.
    () => {
      if (elements.get(address) === element) elements.delete(address);
    },
  );
  return element;
}
