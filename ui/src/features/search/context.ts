//! The context of searching.

import { createContext } from "svelte";
import type { Finding } from "./search.svelte";

export const [useFinding, provideFinding] = createContext<Finding>();
