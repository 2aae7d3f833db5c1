//! Picture spaces are never holes: a placeholder stands there at once, the picture over it once it is drawn.

import { emit } from "@tauri-apps/api/event";
import { fireEvent } from "@testing-library/svelte";
import { rgbaToThumbHash } from "thumbhash";
import { describe, expect, it, vi } from "vitest";
import { placeholder } from "../../../src/components/placeholder";
import type { ArticlePicture, PictureSpace } from "../../../src/ipc/types";
import { details, Library, report, row } from "../../support/library";
import { openWindow, press, rowOf, said, waitFor } from "../../support/window";

/** The thumbhash of a picture of one colour, twice as wide as high. */
function hashOf(red: number, green: number, blue: number): string {
  const rgba = Uint8Array.from({ length: 4 * 32 * 16 }, (_, at) => [red, green, blue, 255][at % 4] as number);
  return btoa(String.fromCharCode(...rgbaToThumbHash(32, 16, rgba)));
}

const cached = (id: number, thumbhash: string | null): PictureSpace => ({
  state: "cached",
  id,
  url: `https://p.example/${id}.jpg`,
  version: "1",
  width: 991,
  height: 557,
  thumbhash,
});
/** Answers that are on their way have come. */
const settled = () => new Promise((done) => setTimeout(done));
const progress = { total: 9, done: 1, cached: 1, failed: 0, waiting: 8, evicted: 0, bytes: 1, paused: false };
const picturesChanged = (rows: ReturnType<typeof row>[], cached: number) =>
  emit("pictures-changed", { rows, progress: { ...progress, cached, offline: false } });

describe("a placeholder", () => {
  it("is a small picture of the right colour and shape, decoded once", () => {
    const hash = hashOf(200, 40, 40);
    const drawn = placeholder(hash);
    expect([drawn?.width, drawn?.height].map((side) => Math.round((side ?? 0) / 8))).toEqual([4, 2]);
    const [red = 0, green = 0, blue = 0, opaque] = drawn?.rgba ?? [];
    expect(Math.abs(red - 200) + Math.abs(green - 40) + Math.abs(blue - 40), "near the colour").toBeLessThan(40);
    expect(opaque).toBe(255);
    expect(placeholder(hash), "a list that is scrolled asks for it again and again").toBe(drawn);
  });

  it("is none where the bytes are none", () => {
    expect(["", "AAAA", "not base64!", "AAAAAAAA"].map(placeholder)).toEqual([null, null, null, null]);
  });

  it("leaves the memory when many others were wanted since", () => {
    const first = hashOf(1, 200, 1);
    const before = placeholder(first);
    for (let shade = 0; shade < 1024; shade += 1) placeholder(hashOf((shade & 31) * 8, (shade >> 5) * 8, 100));
    expect(placeholder(first), "what is kept has a bound").not.toBe(before);
  });
});

describe("the publisher's logo", () => {
  it("stands beside the name once it is here, and the first letter until then", async () => {
    const library = new Library([row(1, { provider: "Tidewatch" }), row(2, { provider: "Nodal" })]);
    const logo = (picture: PictureSpace): ArticlePicture[] => [
      { role: "logo", report: null, position: 0, width: 50, height: 50, wrong_size: false, bytes: null, picture },
    ];
    library.details[1] = { pictures: logo(cached(7, null)) };
    library.details[2] = {
      pictures: logo({ state: "waiting", id: 8, url: "https://n.example/8.jpg", near: false, thumbhash: null }),
    };
    await openWindow(library);
    const shown = () => document.querySelector(".by .logo");
    await waitFor(() => expect(shown()?.querySelector("img")?.src).toContain("p7"));
    press("j");
    await waitFor(() => expect(shown()?.textContent?.trim()).toBe("N"));
    expect(shown()?.querySelector("img")).toBeNull();
  });
});

describe("a row's picture space", () => {
  const placeholderOf = (id: number) => rowOf(id)?.querySelector("[data-test=placeholder]");
  const imgOf = (id: number) => rowOf(id)?.querySelector("img") as HTMLImageElement;

  it("lets the pixels of a picture go as soon as nothing shows it", async () => {
    const picture = cached(1, hashOf(9, 9, 200));
    await openWindow(new Library([row(1, { picture }), row(2, { picture: cached(2, null) })]));
    const shown = () => document.querySelector(".hero img") as HTMLImageElement;
    const first = shown();
    expect(first.src).toContain("p1");
    press("j");
    await waitFor(() => expect(shown().src).toContain("p2"));
    expect(first.isConnected).toBe(false);
    expect(first.hasAttribute("src"), "an element that waits to be collected would hold a megabyte").toBe(false);
  });

  it("of the next article is there already: nothing stands in for it, and the strip does not take it away", async () => {
    const decode = vi.fn(() => Promise.resolve());
    HTMLImageElement.prototype.decode = decode;
    const rows = [21, 22, 23].map((id) => row(id, { picture: cached(id, hashOf(9, 9, 200)) }));
    const library = new Library(rows);
    const chosen = { from: "", width: 9, height: 9, bytes: 1, chosen: true, fitness: 1 };
    const { url } = { url: "https://p.example/22.jpg" };
    library.details[22] = { candidates: [{ ...chosen, url, picture: cached(22, hashOf(9, 9, 200)) }] };
    await openWindow(library);
    const large = () => document.querySelector<HTMLImageElement>(".hero img");
    const standsIn = () => document.querySelector(".hero [data-test=placeholder]");
    const prepared = () => decode.mock.contexts as unknown as HTMLImageElement[];
    const isPrepared = (id: string) => prepared().some((one) => one.src.includes(id) && !one.isConnected);
    await waitFor(() => expect(large()?.src).toContain("p21"));
    expect(standsIn(), "the first one has to be fetched").not.toBeNull();
    await waitFor(() => expect(isPrepared("p22")).toBe(true));
    for (const stripOpen of [false, true]) {
      press("j");
      await waitFor(() => expect(large()?.src).toContain("p22"));
      expect(prepared(), "it is the very element").toContain(large());
      expect(standsIn()).toBeNull();
      expect(document.querySelector("[data-test=strip] img") !== null).toBe(stripOpen);
      if (!stripOpen) press("i");
      await settled();
      press("k");
      await waitFor(() => expect(large()?.src).toContain("p21"));
      await waitFor(() => expect(isPrepared("p22")).toBe(true));
    }
    // @ts-expect-error jsdom knows none.
    delete HTMLImageElement.prototype.decode;
  });

  it("shows the placeholder until the picture is there; a tiny one is drawn as it is loaded", async () => {
    await openWindow(new Library([row(1, { picture: cached(1, hashOf(9, 9, 200)) })]));
    expect(placeholderOf(1), "at once").not.toBeNull();
    expect(imgOf(1).getAttribute("decoding")).toBe("sync");
    await fireEvent.load(imgOf(1));
    await waitFor(() => expect(placeholderOf(1)).toBeNull());
    expect(imgOf(1).src).toContain("v=1");
  });

  it("decodes what has no thumbnail beside the page: it may be as large as it came", async () => {
    await openWindow(new Library([row(1, { picture: cached(1, null) })]));
    expect(imgOf(1).getAttribute("decoding")).toBe("async");
  });

  it("shows the placeholder of a large one until it is drawn, not only loaded", async () => {
    await openWindow(new Library([row(1, { picture: cached(1, hashOf(9, 9, 200)) })]));
    const placeholder = () => document.querySelector(".hero [data-test=placeholder]");
    const large = document.querySelector(".hero img") as HTMLImageElement;
    expect(placeholder(), "at once").not.toBeNull();
    let draw = () => {};
    large.decode = vi.fn(() => new Promise<void>((done) => (draw = done)));
    await fireEvent.load(large);
    expect(placeholder(), "loaded, but nothing to see yet").not.toBeNull();
    draw();
    await waitFor(() => expect(placeholder()).toBeNull());
  });

  it("shows the provider's initial where there is no placeholder", async () => {
    await openWindow(new Library([row(1, { picture: cached(1, null), provider: "Harbour Post" })]));
    expect(rowOf(1)?.querySelector(".thumb")?.textContent).toContain("H");
    await fireEvent.load(imgOf(1));
    await waitFor(() => expect(rowOf(1)?.querySelector(".thumb")?.textContent?.trim()).toBe(""));
  });

  it("shows what was here before where the picture was let go", async () => {
    const gone = { ...cached(1, hashOf(9, 90, 9)), state: "waiting", near: false } as PictureSpace;
    await openWindow(new Library([row(1, { picture: gone })]));
    expect(placeholderOf(1)).not.toBeNull();
    expect(imgOf(1), "nothing is asked of the net by the page").toBeNull();
  });
});

describe("the article that is read", () => {
  it("has the pictures of its coverage fetched once it stays, and none of one that is run by", async () => {
    const rows = [1, 2, 3].map((id) => row(id, { coverage: 1 }));
    const library = new Library(rows);
    for (const of of rows) {
      const { article } = details(of);
      const one = {
        role: "coverage",
        report: 0,
        position: 0,
        width: 9,
        height: 9,
        wrong_size: false,
        bytes: null,
      } as const;
      const pictures = [{ ...one, picture: cached(70 + of.id, hashOf(9, 9, 200)) }];
      library.details[of.id] = { article: { ...article, coverage: [report(`A report of ${of.id}`)] }, pictures };
    }
    await openWindow(library);
    const report_ = () => document.querySelector("[data-test=detail] li");
    await waitFor(() => expect(report_()?.querySelector("img")?.src).toContain("p71"));
    await waitFor(() => expect(library.askedFor("read_article").map(({ id }) => id)).toEqual([1, 2]));
    await settled();
    press("j");
    await waitFor(() => expect(report_()?.textContent, "read ahead of time").toContain("A report of 2"));
    expect(report_()?.querySelector("[data-test=placeholder]"), "no hole").not.toBeNull();
    expect(report_()?.querySelector("img"), "nothing is fetched for it yet").toBeNull();
    press("j");
    await waitFor(() => expect(report_()?.querySelector("img")?.src).toContain("p73"));
  });

  it("shows a picture of its coverage as it comes, although no row shows it", async () => {
    const library = new Library([row(1), row(2)]);
    const url = "https://p.example/7.jpg";
    const waiting: PictureSpace = { state: "waiting", id: 7, url, near: false, thumbhash: null };
    const one = { url, from: "Axle", width: null, height: null, bytes: null, chosen: true, fitness: 1 };
    library.details[1] = { candidates: [{ ...one, picture: waiting }] };
    await openWindow(library);
    await waitFor(() => expect(said("picture-about")).toContain("waiting"));
    press("I");
    library.details[1] = { candidates: [{ ...one, picture: cached(7, null) }] };
    await picturesChanged([], 2);
    await waitFor(() => expect(document.querySelector("[data-test=strip] img")).not.toBeNull());
    expect(document.querySelector(".hero img"), "the large picture is the same one").not.toBeNull();
    const asked = library.askedFor("read_article").length;
    await picturesChanged([], 3);
    await waitFor(() => expect(said("picture-about")).toContain("cached"));
    expect(library.askedFor("read_article").length, "what waits for nothing is not read again").toBe(asked);
  });
});
