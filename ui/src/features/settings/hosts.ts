//! Hosts as a person writes them down: names with or without a port, or whole addresses of which the host is meant.

/** The hosts in a text, each once. */
export function hosts(text: string): string[] {
  const named = text.split(/[\s,;]+/).map((word) => word.replace(/^[a-z]+:\/\//i, "").replace(/[/?#].*$/, ""));
  return [...new Set(named.map((host) => host.toLowerCase()).filter((host) => host !== ""))];
}
