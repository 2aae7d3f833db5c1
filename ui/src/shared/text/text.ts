//! Text from files, made fit to be shown. Nothing here makes HTML.

const reader = document.createElement("textarea");

/** Decodes HTML entities; tags stay the letters they are. */
export function plain(text: string): string {
  if (!text.includes("&")) return text;
  reader.innerHTML = text.replaceAll("<", "&lt;");
  return reader.value;
}

/** The first letter of a name, for a quiet tile; of the host where it is an address. */
export function initial(name: string): string {
  const host = URL.canParse(name) ? new URL(name).hostname.replace(/^www\./, "") : name;
  return host.trim().charAt(0).toUpperCase();
}

/** The colour step of a quality. */
export function step(quality: number): "q0" | "q1" | "q2" | "q3" {
  if (quality < 40) return "q0";
  return quality < 70 ? "q1" : quality < 90 ? "q2" : "q3";
}

/** Cuts a text at what was searched for; every second piece is a hit. */
export function pieces(text: string, query: string): string[] {
  const asked = query.match(/(?:"[^"]*"?|[^\s"])+/g) ?? [];
  const words = asked.map((piece) => piece.replace(/^title:/, "").replace(/^\((?!.*\))|^([^(]*)\)$/, "$1"));
  const sought = words.filter((word) => word.length > 1 && !/^-|^[a-z]+:|^or$/.test(word));
  const escaped = sought.map((word) => word.replace(/["*]/g, "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const any = escaped.filter(Boolean);
  // As the search does: a hit begins where a word begins.
  return any.length > 0 ? text.split(new RegExp(`(?<![\\p{L}\\p{N}])(${any.join("|")})`, "iu")) : [text];
}

/** A list in YAML flow, each item quoted so that nothing in it is read as YAML. */
export const flow = (items: string[]): string => `[${items.map((item) => JSON.stringify(item)).join(", ")}]`;

/** The items of such a list. */
export const unflow = (list: string): string[] => JSON.parse(list) as string[];

/** Words of what is known that fit what is typed, those that begin with it first; none that are taken. */
export function suggest(known: readonly string[], typed: string, taken: readonly string[], most = 6): string[] {
  const sought = typed.trim().toLowerCase();
  const fits = known.filter((word) => !taken.includes(word) && word.toLowerCase().includes(sought));
  const begins = (word: string) => (word.toLowerCase().startsWith(sought) ? 0 : 1);
  return fits.sort((one, other) => begins(one) - begins(other)).slice(0, most);
}

/** Whether a text stops in the middle of a sentence. */
export function isCut(text: string): boolean {
  const end = plain(text).trim();
  return end !== "" && !/[.!?。！？؟][\p{Pf}\p{Pe}"'’]*$/u.test(end.replace(/(\.\.\.|…|\[…\])$/u, ""));
}
