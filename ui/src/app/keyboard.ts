//! The one listener of the keyboard: turns key presses into commands. Knows no article.

import { answersInDialog } from "../shared/commands/can_run";
import { spell } from "../shared/commands/spelling";
import { type CommandId, commandOf, entryOf, startsPair } from "../shared/commands/table";

/** What the keyboard drives. */
export interface Driven {
  /** A key was pressed that is no digit of a quality: what was typed so far counts. */
  otherKey(): void;
  /** The key that closes things was pressed: true where it drops a quality that is being typed, and closes nothing. */
  dropsQuality(): boolean;
  /** A command was asked for, by this key. */
  run(id: CommandId, key: string): void;
  /** A dialog is open that has the keyboard. */
  dialogOpen(): boolean;
  /** That dialog is the story view, which has keys of the table. */
  storyOpen(): boolean;
  /** A key went down, goes on being down, or is up again; told before its command runs. */
  held(down: boolean, again: boolean): void;
}

/** The keyboard, as long as it is listened to. */
export interface Keyboard {
  /** Runs what was pressed and waits for the screen; called before anything else is done than what a key asks for. */
  catchUp(): void;
  stop(): void;
}

/** How long the second key of a pair may take, in milliseconds. */
const PAIR_MS = 1200;
const MODIFIERS = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock"]);

/** Where a key belongs to the element that has the focus. */
function keepsKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches("button, a[href], summary, input[type=checkbox]")) return key === "Enter" || key === "Space";
  // One that was left just now has no key any more.
  if (target.matches("select") && target === document.activeElement)
    return /^(Shift\+)?(.|Space|Enter|Arrow\w+|Home|End|Page\w+)$/.test(key);
  return target.matches("input[type=range]") && /^(Arrow|Home|End|Page)/.test(key);
}

function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=range], [type=checkbox]), textarea");
}

/** Listens until it is stopped. */
export function listen(target: Window, driven: Driven): Keyboard {
  let begun: string | null = null;
  let begunAt = 0;
  let painting = false;
  const waiting: [CommandId, string][] = [];

  function paired(key: string, now: number): string {
    const pair = begun && now - begunAt < PAIR_MS ? `${begun} ${key}` : key;
    begun = null;
    return commandOf(pair) ? pair : key;
  }

  /** The first key of a pair waits for the second. */
  function begin(id: CommandId | undefined, key: string, now: number) {
    if (!id && startsPair(key)) [begun, begunAt] = [key, now];
  }

  /** What was pressed before goes first: no key may decide about an article that a move was to leave. */
  function catchUp() {
    for (let late = waiting.shift(); late; late = waiting.shift()) driven.run(...late);
  }

  function paint() {
    painting = true;
    requestAnimationFrame(() => {
      painting = false;
      if (waiting.length > 0) paint();
      catchUp();
    });
  }

  /** Moves are made once a frame, so that they never outrun the screen: together where keys were pressed faster than
   * that, and no more than one where one is held. Decisions never wait. */
  function answer(event: KeyboardEvent, id: CommandId, key: string) {
    const { held, section } = entryOf(id);
    if (event.repeat && (!held || painting)) return;
    if (painting && held && section === "move") return void waiting.push([id, key]);
    catchUp();
    if (held && !painting) paint();
    driven.run(id, key);
  }

  function pressed(event: KeyboardEvent) {
    if (MODIFIERS.has(event.key) || event.altKey || event.isComposing) return;
    const spelled = spell(event);
    const key = paired(spelled, event.timeStamp);
    const id = commandOf(key);
    if (id === "close" && driven.dropsQuality()) return event.preventDefault();
    if (id !== "quality") driven.otherKey();
    if (keepsKey(event.target, spelled)) return catchUp();
    if (isText(event.target) && !(id && entryOf(id).typing)) return;
    const dialogTakesKey = driven.dialogOpen() && !(id && answersInDialog(id, driven.storyOpen()));
    if (dialogTakesKey) return begin(id, key, event.timeStamp);
    if (!id) {
      return begin(id, key, event.timeStamp);
    }
    event.preventDefault();
    answer(event, id, key);
  }

  const down = (event: KeyboardEvent) => MODIFIERS.has(event.key) || driven.held(true, event.repeat);
  const left = () => driven.held(false, false);
  const pointed = () => {
    catchUp();
    left();
  };
  // A Mac tells of no key that comes up while Cmd is down: Cmd itself is the last that is heard.
  const up = (event: KeyboardEvent) => (MODIFIERS.has(event.key) && event.key !== "Meta") || left();

  target.addEventListener("keydown", down, true);
  target.addEventListener("keyup", up, true);
  // In another window a key comes up unheard; whoever takes the mouse has let it go.
  target.addEventListener("blur", left);
  target.addEventListener("pointerdown", pointed, true);
  // A button's own click, by Enter or by assistive technology.
  target.addEventListener("click", catchUp, true);
  target.addEventListener("keydown", pressed);
  function stop() {
    waiting.length = 0;
    target.removeEventListener("keydown", down, true);
    target.removeEventListener("keyup", up, true);
    target.removeEventListener("blur", left);
    target.removeEventListener("pointerdown", pointed, true);
    target.removeEventListener("click", catchUp, true);
    target.removeEventListener("keydown", pressed);
  }

  return { catchUp, stop };
}
