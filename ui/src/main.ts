//! Puts the desk into the window.

import { mount } from "svelte";
import App from "./App.svelte";
import "./state/language.svelte";
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";

mount(App, { target: document.body });
