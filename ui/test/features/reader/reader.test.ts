//! What is shown of an article is never older than what the library told of it.

import { mockConvertFileSrc, mockIPC } from "@tauri-apps/api/mocks";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Reading } from "../../../src/features/reader/reader.svelte";
import type { Details, PictureSpace } from "../../../src/ipc/types";
import { Newest } from "../../../src/shared/state/latest";
import { details, row } from "../../support/library";
import { verbatim } from "../../support/messages";

const titled = (id: number, title: string, given: Partial<Details> = {}) => details(row(id, { title }), given);
const url = "https://p.example/7.jpg";
const space: PictureSpace = { state: "waiting", id: 7, url, near: false, thumbhash: null };
const waiting = {
  candidates: [{ url, from: "", width: null, height: null, bytes: null, chosen: true, fitness: 1, picture: space }],
};

/** Each question for an article, answered when the test says so. */
let asked: { id: number; answer: (details: Details) => void; fail: (thrown: unknown) => void }[];
const rest = () => vi.advanceTimersByTimeAsync(0);
async function answer(at: number, given: Details) {
  asked[at]?.answer(given);
  await rest();
}

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  mockIPC((_, args) => {
    const { id } = args as { id: number };
    return new Promise((answer, fail) => asked.push({ id, answer: answer as (given: unknown) => void, fail }));
  });
});
afterEach(() => vi.useRealTimers());

describe("an article that changes while it is read", () => {
  it("is read again, and the older answer stands only until then", async () => {
    const reading = new Reading();
    reading.read(1, undefined);
    await rest();
    reading.changed([1]);
    await answer(0, titled(1, "before"));
    expect(reading.details?.row.title, "better than nothing").toBe("before");
    expect(
      asked.map(({ id }) => id),
      "the answer is older than the fact",
    ).toEqual([1, 1]);
    await answer(1, titled(1, "after"));
    expect(reading.details?.row.title).toBe("after");
    expect(asked.length).toBe(2);
  });

  it("is read again where all may have changed, also ahead of time", async () => {
    const reading = new Reading();
    reading.read(1, 2);
    await rest();
    await answer(0, titled(1, "one"));
    reading.changed([]);
    await answer(1, titled(2, "before"));
    await answer(2, titled(1, "one anew"));
    expect(asked.map(({ id }) => id)).toEqual([1, 2, 1, 2]);
    await answer(3, titled(2, "after"));
    reading.read(2, undefined);
    expect(reading.details?.row.title).toBe("after");
  });

  it("is not read again for the change of another", async () => {
    const reading = new Reading();
    reading.read(1, undefined);
    await rest();
    reading.changed([2]);
    await answer(0, titled(1, "one"));
    expect(asked.length).toBe(1);
  });
});

describe("another library", () => {
  it("leaves nothing of the one before on the screen, nor what was on its way", async () => {
    const reading = new Reading();
    reading.read(1, 2);
    await rest();
    await answer(0, titled(1, "old"));
    reading.forget();
    expect(reading.details).toBeNull();
    reading.read(1, 2);
    await answer(1, titled(2, "old"));
    expect(reading.details, "articles of both libraries have the same ids").toBeNull();
    await answer(2, titled(1, "new"));
    expect(reading.details?.row.title).toBe("new");
    await answer(3, titled(2, "new too"));
    reading.read(2, undefined);
    expect(reading.details?.row.title).toBe("new too");
  });

  it("does not blame an article for what failed in the one before", async () => {
    const reading = new Reading();
    reading.read(1, undefined);
    await rest();
    reading.forget();
    reading.read(1, undefined);
    asked[0]?.fail({ code: "storage", message: verbatim("Closed."), hint: null });
    await rest();
    expect(reading.failed).toBeNull();
    await answer(1, titled(1, "new"));
    expect(reading.details?.row.title).toBe("new");
  });
});

describe("pictures that come", () => {
  it("one by one are looked at together, and in a steady stream, too", async () => {
    const reading = new Reading();
    reading.read(1, undefined);
    await rest();
    await answer(0, titled(1, "one", waiting));
    for (let fact = 0; fact < 30; fact += 1) {
      reading.picturesChanged([]);
      await vi.advanceTimersByTimeAsync(100);
      const { length } = asked;
      if (length > 1) await answer(length - 1, titled(1, "one", waiting));
    }
    expect(asked.length, "30 facts in 3 seconds").toBeGreaterThan(5);
    expect(asked.length).toBeLessThan(10);
  });

  it("for an article that is named are looked at at once", async () => {
    const reading = new Reading();
    reading.read(1, undefined);
    await rest();
    await answer(0, titled(1, "one"));
    reading.picturesChanged([1]);
    await rest();
    expect(asked.length).toBe(2);
  });

  it("while an article is read that waits for one have it read again", async () => {
    const reading = new Reading();
    reading.read(1, undefined);
    await rest();
    reading.picturesChanged([]);
    await vi.advanceTimersByTimeAsync(500);
    await answer(0, titled(1, "one", waiting));
    expect(asked.length).toBe(2);
    reading.picturesChanged([]);
    await vi.advanceTimersByTimeAsync(500);
    await answer(1, titled(1, "one"));
    expect(asked.length, "what waits for nothing is as it was").toBe(2);
  });
});

describe("a question that is asked again and again", () => {
  it("is asked once things rest, and is not put off for ever", async () => {
    const work = vi.fn(async () => {});
    const newest = new Newest(work);
    newest.ask(80);
    await vi.advanceTimersByTimeAsync(79);
    newest.ask(80);
    await vi.advanceTimersByTimeAsync(79);
    expect(work).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(work).toHaveBeenCalledTimes(1);
    for (let times = 0; times < 40; times += 1) {
      newest.ask(400);
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(work.mock.calls.length, "two seconds of facts").toBeGreaterThanOrEqual(5);
  });

  it("is not put off by another that may wait longer", async () => {
    const work = vi.fn(async () => {});
    const newest = new Newest(work);
    newest.ask(80);
    for (let times = 0; times < 5; times += 1) {
      await vi.advanceTimersByTimeAsync(79);
      newest.ask(400, 2000);
    }
    await vi.advanceTimersByTimeAsync(10);
    expect(work, "another place was opened").toHaveBeenCalledTimes(1);
  });

  it("waits longer in a stream where it is said to", async () => {
    const work = vi.fn(async () => {});
    const newest = new Newest(work);
    for (let times = 0; times < 55; times += 1) {
      newest.ask(400, 2000);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(work, "more than five seconds of decisions").toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(400);
    expect(work, "the last one is counted, too").toHaveBeenCalledTimes(3);
  });
});

describe("the picture of the next article", () => {
  it("is held in memory, also where its details were read long before", async () => {
    mockConvertFileSrc("linux");
    const held = new Map<object, string>();
    vi.stubGlobal(
      "Image",
      class {
        isConnected = false;
        set src(address: string) {
          held.set(this, address);
        }
        removeAttribute() {
          held.delete(this);
        }
      },
    );
    const picture = (id: number): PictureSpace => ({
      ...space,
      state: "cached",
      id,
      version: "1",
      width: 9,
      height: 9,
    });
    const shown = (id: number) => details(row(id, { picture: picture(id) }));
    const reading = new Reading();
    reading.read(1, 2);
    await rest();
    await answer(0, shown(1));
    await answer(1, shown(2));
    const heldNow = () => [...held.values()].map((address) => /p\d/.exec(address)?.[0]);
    expect(heldNow()).toEqual(["p2"]);
    reading.read(2, 1);
    await rest();
    expect(heldNow(), "the one that is read now may not stand in the page yet").toEqual(["p2", "p1"]);
    reading.read(1, 3);
    await rest();
    await answer(2, shown(3));
    expect(heldNow(), "what is neither read nor next is let go").toEqual(["p1", "p3"]);
    vi.unstubAllGlobals();
  });
});
