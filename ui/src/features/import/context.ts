//! The contexts of importing.

import { createContext } from "svelte";
import type { Receipts } from "./history.svelte";
import type { Intake } from "./import.svelte";

export const [useIntake, provideIntake] = createContext<Intake>();
export const [useReceipts, provideReceipts] = createContext<Receipts>();
