//! Files and folders as the page names them: by tokens of the window shell, never by paths.

import type { Receipt, Refusal } from "./types";

/** Files and folders that a person chose in a dialog, dropped, or named at the start. The token is used once. */
export interface Granted {
  readonly token: string;
  /** How many were chosen. */
  readonly items: number;
}

/** Something that the library lists, with the id that names it in commands. */
export type Listed<T> = T & { readonly id: string };

/** A file that was not imported. It has an id where it can be opened or imported again. */
export type Rejected = Refusal & { readonly id?: string };

/** A receipt as the shell sends it, with the ids of its rejected files in a separate list. */
export type ShownReceipt = Receipt & { readonly refused_ids?: readonly string[] };

/** Gives the rejected files of a receipt their ids. */
export function withIds(receipt: ShownReceipt): Receipt {
  const ids = receipt.refused_ids ?? [];
  return { ...receipt, refused: receipt.refused.map((refusal, at) => ({ ...refusal, id: ids[at] })) };
}
