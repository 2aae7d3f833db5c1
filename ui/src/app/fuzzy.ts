//! Finding by a few letters: the beginnings of words first, then parts of words, then letters in their order.

/** How well a name fits what is typed; the smaller the better, null where it does not. */
function closeness(name: string, typed: string): number | null {
  const small = name.toLowerCase();
  let sum = 0;
  for (const part of typed.toLowerCase().split(/\s+/).filter(Boolean)) {
    const one = closenessOfPart(small, part);
    if (one === null) return null;
    sum += one;
  }
  return sum;
}

function closenessOfPart(name: string, part: string): number | null {
  const words = name.split(/[\s,:]+/);
  const begins = words.findIndex((word) => word.startsWith(part));
  if (begins >= 0) return Math.min(begins, 9) / 10;
  if (name.includes(part)) return 1;
  return inOrder(name, part) ? 2 : null;
}

/** Whether all letters stand in the name in this order, the first at the beginning of a word. */
function inOrder(name: string, letters: string): boolean {
  let at = -1;
  for (const [index, letter] of [...letters].entries()) {
    at = index === 0 ? ` ${name}`.indexOf(` ${letter}`) : name.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** What fits, best first; letters in their order count only where nothing fits better. */
export function found<T>(all: readonly T[], name: (one: T) => string, typed: string): T[] {
  const fits = all.flatMap((one) => {
    const how = closeness(name(one), typed);
    return how === null ? [] : [{ one, how }];
  });
  const close = fits.filter(({ how }) => how < 2);
  return (close.length > 0 ? close : fits).sort((a, b) => a.how - b.how).map(({ one }) => one);
}
