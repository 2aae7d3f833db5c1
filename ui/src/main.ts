//! Puts the desk into the window.

import { mount } from "svelte";
import App from "./app/App.svelte";
import "./shared/text/language.svelte";
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";

const typefaces = ["1em 'Inter Variable'", "1em 'Newsreader Variable'"].map((face) => document.fonts.load(face));
/** Without its typefaces the first page would be laid out twice, and others be looked for that nobody sees. */
await Promise.race([Promise.allSettled(typefaces), new Promise((done) => setTimeout(done, 1000))]);
mount(App, { target: document.body });
