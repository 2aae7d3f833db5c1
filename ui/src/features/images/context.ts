//! The context of the pictures that can be chosen.

import { createContext } from "svelte";
import type { Strip } from "./image_strip.svelte";

export const [useStrip, provideStrip] = createContext<Strip>();
