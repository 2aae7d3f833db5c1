//! What jsdom lacks of a window.

import "@testing-library/jest-dom/vitest";
import { clearMocks } from "@tauri-apps/api/mocks";
import { cleanup, configure } from "@testing-library/svelte";
import { afterEach, beforeEach, vi } from "vitest";

/** Height of everything that is measured: ten rows fit. */
export const HEIGHT = 760;

class Sizes implements ResizeObserver {
  #told: ResizeObserverCallback;
  constructor(told: ResizeObserverCallback) {
    this.#told = told;
  }
  observe(target: Element) {
    this.#told([{ target } as ResizeObserverEntry], this);
  }
  unobserve() {}
  disconnect() {}
}

// When a wait counts as vain: long after any busy machine has come to it.
configure({ asyncUtilTimeout: 20_000 });

vi.stubGlobal("ResizeObserver", Sizes);
vi.stubGlobal("matchMedia", (media: string) => Object.assign(new EventTarget(), { media, matches: false }));
Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, get: () => HEIGHT });
/** What an engine gives the focus to in a dialog. */
const TAKES = "button:not(:disabled), input, select, textarea, [tabindex='0']";
// What is modal takes the focus: what asks for it, else the first that takes it, else the dialog itself.
HTMLDialogElement.prototype.showModal = function showModal() {
  this.setAttribute("open", "");
  const asks = [...this.querySelectorAll<HTMLElement>("*")].find((element) => element.autofocus);
  (asks ?? this.querySelector<HTMLElement>(TAKES) ?? this).focus();
};
// Nothing under it takes the focus while it is there.
const { focus } = HTMLElement.prototype;
HTMLElement.prototype.focus = function focusWhereItCan(options) {
  const modal = [...document.querySelectorAll("dialog[open]")].at(-1);
  if (!modal || modal.contains(this)) focus.call(this, options);
};
// jsdom draws nothing.
HTMLCanvasElement.prototype.getContext = () => null;

beforeEach(() => {
  delete document.documentElement.dataset.ready;
});

afterEach(async () => {
  vi.useRealTimers();
  cleanup();
  // The page stops listening a moment after it is gone, and needs the mocked IPC for it.
  await new Promise((resolve) => setTimeout(resolve));
  clearMocks();
});
