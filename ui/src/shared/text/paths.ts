//! Paths as they are shown, of any system.

const separator = (path: string) => Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));

/** The name of a file. */
export const file = (path: string): string => path.slice(separator(path) + 1);

/** The folder of a file; empty where none is named. */
export const folder = (path: string): string => path.slice(0, Math.max(0, separator(path)));

/** The folder of a file with the separator behind it: what stands before its name. */
export const before = (path: string): string => path.slice(0, separator(path) + 1);

/** The end of a path, which is what tells folders apart. */
export const tail = (path: string): string => path.split(/[/\\]/).filter(Boolean).slice(-2).join("/");
