//! Puts the desk into the window.

import { mount } from "svelte";
import App from "./App.svelte";
import "./state/language.svelte";
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";

/** Without its typefaces the first page would be laid out twice, and others be looked for that nobody sees. */
await Promise.allSettled(
  ["1em 'Inter Variable'", "1em 'Newsreader Variable'"].map((face) => document.fonts.load(face)),
);
mount(App, { target: document.body });
