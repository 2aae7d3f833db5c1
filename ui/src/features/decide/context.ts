//! The contexts of deciding.

import { createContext } from "svelte";
import type { Clashes } from "./conflicts.svelte";
import type { Digits } from "./quality_digits.svelte";
import type { PuttingAside } from "./snooze.svelte";

export const [useDigits, provideDigits] = createContext<Digits>();
export const [useSnooze, provideSnooze] = createContext<PuttingAside>();
export const [useClashes, provideClashes] = createContext<Clashes>();
