//! Values that are shown later than they are, so that a key is seen at once: the web view paints the box around all that
//! changes in one frame, and what costs most or matters least has a frame of its own.

import { untrack } from "svelte";
import { painted } from "./next_paint";

/** How long a number rests before it is shown, and for how long it may be kept back, in milliseconds. */
const RESTS_MS = 150;
const LATEST_MS = 1000;

/** A value that changes again within this time runs by, and is shown so often at least, in milliseconds. */
const HURRY_MS = 50;
const OFTEN_MS = 200;

/** A value as it is to be shown. */
export interface Shown<T> {
  readonly shown: T;
}

/** Whether a value is shown as soon as it is there, because of what it is and what is shown. */
type AtOnce<T> = (now: T, shown: T) => boolean;

/** Follows a value: each is shown after so many frames with what changed before it; of those that run by, some. `of` says
 * what a value is about: where that stays, nothing runs by. */
export function following<T>(now: () => T, atOnce: AtOnce<T>, frames = 1, of = (value: T): unknown => value): Shown<T> {
  let waits = false;
  let changed = -Infinity;
  let last: unknown;
  let hurries = false;
  let destroyed = false;
  $effect(() => () => {
    destroyed = true;
  });

  async function follow(show: () => void) {
    waits = true;
    const begun = performance.now();
    do await after(frames, () => destroyed);
    while (!destroyed && hurries && performance.now() - changed < HURRY_MS && performance.now() - begun < OFTEN_MS);
    waits = false;
    if (!destroyed) show();
  }
  return kept(now, atOnce, (show, value) => {
    const then = performance.now();
    if (of(value) !== last) [hurries, changed] = [then - changed < HURRY_MS, then];
    last = of(value);
    if (!waits) void follow(show);
  });
}

/** Follows a value that changes with every key: when it rests, at the latest after a second. */
export function resting<T>(now: () => T, atOnce: AtOnce<T>): Shown<T> {
  let since: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return kept(now, atOnce, (show) => {
    since ??= performance.now();
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        since = null;
        show();
      },
      Math.max(0, Math.min(RESTS_MS, since + LATEST_MS - performance.now())),
    );
  });
}

/** Keeps the value that is shown until `later` calls back. */
function kept<T>(now: () => T, atOnce: AtOnce<T>, later: (show: () => void, value: T) => void): Shown<T> {
  let held = $state.raw(untrack(now));
  const shown = $derived(atOnce(now(), held) ? now() : held);
  $effect(() => {
    const value = now();
    const show = () => {
      held = untrack(now);
    };
    const before = untrack(() => held);
    if (value === before) return;
    if (untrack(() => atOnce(value, before))) held = value;
    else later(show, value);
  });
  return {
    get shown() {
      return shown;
    },
  };
}

/** Waits for so many frames, or until the owner is destroyed. */
async function after(frames: number, destroyed: () => boolean) {
  for (let frame = 0; frame < frames && !destroyed(); frame += 1) await painted();
}
