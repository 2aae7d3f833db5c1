import { beforeEach, describe, expect, it, vi } from "vitest";
import { Digits, meaning, WAIT_MS } from "../../../src/features/decide/quality_digits.svelte";

const commit = vi.fn();
let digits: Digits;

beforeEach(() => {
  vi.useFakeTimers();
  commit.mockClear();
  digits = new Digits(commit);
});

function type(keys: string, ids = [1]) {
  for (const key of keys) digits.type(key, ids);
}

describe("digits", () => {
  it.each([
    ["7", 70],
    ["75", 75],
    ["05", 5],
    ["0", 0],
    ["00", 0],
    ["1", 10],
    ["10", 10],
    ["100", 100],
  ])("%s means %i", (keys, quality) => {
    expect(meaning(keys)).toBe(quality);
    type(keys);
    vi.advanceTimersByTime(WAIT_MS);
    expect(commit.mock.calls, "one number is one decision").toEqual([[[1], quality]]);
  });

  it("shows what is typed at once, and nothing after it counts", () => {
    type("7");
    expect(digits.typed).toBe("7");
    digits.finish();
    expect(digits.typed).toBe("");
  });

  it("waits anew after each digit", () => {
    type("7");
    vi.advanceTimersByTime(WAIT_MS - 1);
    type("5");
    vi.advanceTimersByTime(WAIT_MS - 1);
    expect(commit).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(commit.mock.calls).toEqual([[[1], 75]]);
  });

  it("counts at once at any other key, for the article where typing began", () => {
    digits.type("8", [1]);
    digits.type("5", [2]);
    digits.finish();
    expect(commit.mock.calls, "the second digit belongs to the first article").toEqual([[[1], 85]]);
    vi.advanceTimersByTime(WAIT_MS);
    expect(commit, "the timer must not commit it again").toHaveBeenCalledTimes(1);
  });

  it("are forgotten where they are dropped", () => {
    type("7");
    expect(digits.drop()).toBe(true);
    expect(digits.typed).toBe("");
    vi.advanceTimersByTime(WAIT_MS);
    digits.finish();
    expect(commit).not.toHaveBeenCalled();
    expect(digits.drop(), "there is nothing to drop").toBe(false);
  });

  it("begins a new number where a digit no longer fits", () => {
    digits.type("7", [1]);
    digits.type("5", [1]);
    digits.type("3", [2]);
    digits.finish();
    expect(commit.mock.calls).toEqual([
      [[1], 75],
      [[2], 30],
    ]);
  });

  it("decides nothing where nothing is selected or typed", () => {
    type("7", []);
    digits.finish();
    digits.finish();
    expect(commit).not.toHaveBeenCalled();
  });
});
