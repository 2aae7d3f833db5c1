//! What is shown later than it is: nothing is left behind, and what is kept back is kept back for no longer than is said.

import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { following, resting } from "../../src/components/deferred.svelte";

const soon = (of: number) => of >= 100;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A value, what is shown of it, and how to change it. */
function open(follow: typeof resting<number>) {
  let value = $state(0);
  let follower: ReturnType<typeof follow> | undefined;
  const close = $effect.root(() => {
    follower = follow(() => value, soon);
  });
  flushSync();
  return {
    close,
    shown: () => follower?.shown,
    set(to: number) {
      value = to;
      flushSync();
    },
  };
}

describe("a value that follows after a frame", () => {
  it("is shown then, as it is by then", async () => {
    const { set, shown, close } = open((now, atOnce) => following(now, atOnce));
    for (const value of [1, 2]) {
      set(value);
      expect(shown()).toBe(value - 1);
      await vi.advanceTimersByTimeAsync(60);
      expect(shown()).toBe(value);
    }
    close();
  });

  it("is shown a few times a second while it runs by, and as it is at the end", async () => {
    const { set, shown, close } = open((now, atOnce) => following(now, atOnce));
    const seen = new Set<number | undefined>();
    for (let value = 1; value <= 60; value += 1) {
      set(value);
      await vi.advanceTimersByTimeAsync(20);
      seen.add(shown());
    }
    expect(seen.size, "of sixty in 1.2 s").toBeLessThanOrEqual(8);
    expect(seen.size).toBeGreaterThanOrEqual(4);
    await vi.advanceTimersByTimeAsync(120);
    expect(shown()).toBe(60);
    close();
  });

  it("does not run by where it is about the same thing", async () => {
    const { set, shown, close } = open((now, atOnce) => following(now, atOnce, 1, () => "one article"));
    set(1);
    set(2);
    await vi.advanceTimersByTimeAsync(20);
    expect(shown(), "with the next frame").toBe(2);
    close();
  });

  it("is shown at once where that is said of it, and nothing older comes after it", async () => {
    const { set, shown, close } = open((now, atOnce) => following(now, atOnce, 2));
    set(1);
    set(100);
    expect(shown()).toBe(100);
    await vi.advanceTimersByTimeAsync(100);
    expect(shown()).toBe(100);
    set(2);
    expect(shown(), "what was shown at once stays until then").toBe(100);
    close();
  });

  it("is shown in a window that is not painted, too", async () => {
    vi.stubGlobal("requestAnimationFrame", () => 0);
    const { set, shown, close } = open((now, atOnce) => following(now, atOnce));
    set(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(shown()).toBe(1);
    close();
    vi.unstubAllGlobals();
  });
});

describe("a number that changes with every key", () => {
  it("is shown when it rests", async () => {
    const { set, shown, close } = open(resting);
    set(1);
    await vi.advanceTimersByTimeAsync(100);
    set(2);
    await vi.advanceTimersByTimeAsync(100);
    expect(shown()).toBe(0);
    await vi.advanceTimersByTimeAsync(60);
    expect(shown()).toBe(2);
    close();
  });

  it("is kept back for a second at most, while keys come and come", async () => {
    const { set, shown, close } = open(resting);
    const seen: (number | undefined)[] = [];
    for (let key = 1; key <= 25; key += 1) {
      set(key);
      await vi.advanceTimersByTimeAsync(100);
      seen.push(shown());
    }
    expect(seen.slice(0, 9)).toEqual(Array(9).fill(0));
    expect(seen[10]).toBeGreaterThanOrEqual(10);
    expect(seen.at(-1)).toBeGreaterThanOrEqual(20);
    await vi.advanceTimersByTimeAsync(200);
    expect(shown()).toBe(25);
    close();
  });
});
