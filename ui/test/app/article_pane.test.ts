import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { describe, expect, it } from "vitest";
import { suggest } from "../../src/shared/text/text";
import { failure, Library, row } from "../support/library";
import { verbatim } from "../support/messages";
import { openWindow, press, rowOf, said, selected } from "../support/window";

describe("the article that is read", () => {
  it("shows its text in a frame in which nothing runs and nothing is fetched", async () => {
    const library = new Library([row(1), row(2), row(3)]);
    library.texts = { 1: "A reef.", 3: "A harbour." };
    await openWindow(library);
    const frame = await screen.findByTitle<HTMLIFrameElement>("Text");
    expect(frame.getAttribute("sandbox"), "no script, no form, no window of its own").toBe("allow-same-origin");
    expect(frame.getAttribute("srcdoc")).toContain("default-src 'none'");
    const text = () => frame.contentDocument?.body.innerHTML;
    await waitFor(() => expect(text()).toBe("<p>A reef.</p>"));
    press("j");
    await waitFor(() => expect(text(), "what has no text shows none, and never that of another").toBe(""));
    expect(frame.closest("section")).toHaveClass("none");
    press("j");
    await waitFor(() => expect(text()).toBe("<p>A harbour.</p>"));
    expect(screen.getByTitle("Text"), "one frame serves all articles").toBe(frame);
  });

  it("follows a frame after the list, and what is edited is the article that the key goes to", async () => {
    const library = new Library([row(1, { title: "Reef" }), row(2, { title: "Harbour" }), row(3, { title: "Lock" })]);
    await openWindow(library);
    await waitFor(() => expect(said("title")).toBe("Reef"));
    press("j");
    await tick();
    expect([selected(), said("title")], "the list first").toEqual([[2], "Reef"]);
    await waitFor(() => expect(said("title")).toBe("Harbour"));
    press("j", "e");
    const field = await screen.findByLabelText<HTMLTextAreaElement>("Headline");
    expect(field.value).toBe("Lock");
    field.value = "Lock 3";
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(library.askedFor("decide").map(({ ids }) => ids)).toEqual([[3]]));
  });

  it("shows what was typed at once, and until it is read anew; what failed is as it was", async () => {
    const library = new Library([row(1), row(2)]);
    await openWindow(library);
    const asked = async (key: string, name: string, text: string) => {
      press(key);
      const field = await screen.findByLabelText<HTMLTextAreaElement>(name);
      field.value = text;
      await fireEvent.keyDown(field, { key: "Enter" });
    };
    let confirm: (given: unknown) => void = () => {};
    let fail: (thrown: unknown) => void = () => {};
    library.instead.decide = () =>
      new Promise((given, thrown) => {
        [confirm, fail] = [given, thrown];
      });
    library.instead.read_article = () => new Promise(() => {});
    await asked("Shift+E", "Excerpt", "Shorter.");
    await waitFor(() => expect(said("excerpt"), "it is on its way").toBe("Shorter."));
    await waitFor(() => expect(library.askedFor("decide").length).toBe(1));
    await library.tell({ token: library.askedFor("decide")[0]?.token as number, ids: [1], rows: [row(1)] });
    confirm({ batch: 1, changed: [1], message: verbatim("Excerpt") });
    await waitFor(() => expect(document.documentElement.dataset.waiting).toBe("0"));
    expect(said("excerpt"), "it is stored, and not read again yet").toBe("Shorter.");
    await asked("Shift+P", "Provider", "Tide Post");
    await waitFor(() => expect(said("detail")).toContain("Tide Post"));
    await waitFor(() => expect(library.askedFor("decide").length).toBe(2));
    fail(failure("The disk is full."));
    await waitFor(() => expect(said("detail")).not.toContain("Tide Post"));
  });

  it("is read from its start, however far the one before was scrolled, and is not laid out for it where it was not", async () => {
    await openWindow(new Library([row(1), row(2), row(3)]));
    const scroller = await waitFor(() => {
      const found = document.querySelector<HTMLElement>("[data-test=detail] .scroll");
      if (!found) throw new Error("nothing is read");
      return found;
    });
    const set: number[] = [];
    let stands = 300;
    const scrollTop = { get: () => stands, set: (top: number) => void set.push(top) };
    Object.defineProperty(scroller, "scrollTop", scrollTop);
    await fireEvent.scroll(scroller);
    press("j");
    await waitFor(() => expect(set).toEqual([0]));
    stands = 0;
    press("j");
    await waitFor(() =>
      expect(document.querySelector("[data-test=row][aria-selected=true]")).toHaveAttribute("data-id", "3"),
    );
    expect(set, "it stood at its start").toEqual([0]);
    await waitFor(() => expect(scroller).toHaveAttribute("data-id", "3"));
    stands = 200;
    await fireEvent.scroll(scroller);
    press("+");
    await waitFor(() => expect(rowOf(3)?.textContent, "its row is another").toContain("55"));
    await new Promise((frames) => setTimeout(frames, 60));
    expect(set, "it stays where it was read when its article is decided about").toEqual([0]);
    press("k");
    await waitFor(() => expect(set, "and each article after it is read from its start").toEqual([0, 0]));
  });

  it("shows its file when that is asked for, and asks for it not before", async () => {
    const library = new Library([row(1)]);
    library.instead.read_document = () => [
      { change: "out", line: 2, text: "quality: 39" },
      { change: "in", line: 2, text: "quality: 72" },
    ];
    await openWindow(library);
    const document_ = await waitFor(() => document.querySelector<HTMLDetailsElement>("[data-test=document]"));
    expect(library.askedFor("read_document")).toEqual([]);
    if (document_) document_.open = true;
    document_?.dispatchEvent(new Event("toggle"));
    await screen.findByText("quality: 72");
  });

  it("counts the letters of a headline as they are read, and says when it grows too long", async () => {
    await openWindow(new Library([row(1, { title: "Reef &amp; robots" })]));
    press("e");
    await waitFor(() => expect(said("letters"), "an entity is one letter").toBe("13 of 70"));
    const field = screen.getByLabelText("Headline");
    await fireEvent.input(field, { target: { value: "x".repeat(65) } });
    expect(document.querySelector("[data-test=letters]")).toHaveClass("near");
    await fireEvent.input(field, { target: { value: "x".repeat(71) } });
    expect(document.querySelector("[data-test=letters]")).toHaveClass("over");
  });

  it("has its provider mended in place", async () => {
    const library = new Library([row(1)]);
    await openWindow(library);
    press("Shift+P");
    const field = await screen.findByLabelText<HTMLTextAreaElement>("Provider");
    field.value = "Harbour Evening Post";
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(library.askedFor("decide").length).toBe(1));
    const value = "Harbour Evening Post";
    expect(library.askedFor("decide")[0]?.decisions).toEqual([{ verb: "set", path: "provider.name", value }]);
  });

  it("keeps what stands beside an edit: the click that ends the edit meets the button that it was meant for", async () => {
    await openWindow(new Library([row(1)]));
    const source = await screen.findByText(/harbour\.example/);
    press("Shift+E");
    const field = await screen.findByLabelText("Excerpt");
    expect(source.isConnected).toBe(true);
    await fireEvent.blur(field);
    await waitFor(() => expect(screen.queryByLabelText("Excerpt")).toBeNull());
    expect(source.isConnected).toBe(true);
  });

  it("keeps what is typed for its own article, whatever is selected by then", async () => {
    const library = new Library([row(1), row(2), row(3)]);
    await openWindow(library);
    press("e");
    const field = await screen.findByLabelText<HTMLTextAreaElement>("Headline");
    field.value = "A new headline";
    const other = rowOf(2);
    if (other) await fireEvent.click(other);
    await waitFor(() => expect(selected()).toEqual([2]));
    await fireEvent.keyDown(screen.getByLabelText("Headline"), { key: "Enter" });
    await waitFor(() => expect(library.askedFor("decide").length).toBe(1));
    const decisions = [{ verb: "set", path: "title", value: "A new headline" }];
    expect(library.askedFor("decide")[0]).toMatchObject({ ids: [1], decisions });
  });

  it("suggests the library's own topics, and takes one with arrow and Enter", async () => {
    const library = new Library([row(1), row(2, { topics: ["Oceans"] }), row(3, { topics: ["Open Data"] })]);
    await openWindow(library);
    await screen.findByText("+ topic");
    press("t");
    const field = await screen.findByLabelText("Add a topic");
    await fireEvent.input(field, { target: { value: "o" } });
    await screen.findByRole("option", { name: "Oceans" });
    await fireEvent.keyDown(field, { key: "ArrowDown" });
    await fireEvent.keyDown(field, { key: "ArrowDown" });
    await fireEvent.keyDown(field, { key: "Enter" });
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(library.askedFor("decide").length).toBe(1));
    const value = '["Robotics", "Open Data"]';
    expect(library.askedFor("decide")[0]?.decisions).toEqual([{ verb: "set", path: "topics", value }]);
  });
});

describe("topics beyond the most frequent", () => {
  it("are looked for in the whole library as they are typed", async () => {
    const library = new Library([row(1)]);
    library.instead.list_topics = () => [{ value: "Robotics", count: 900 }];
    library.instead.suggest = ({ typed }) => [
      { text: 'topic:"Zoology of Ships"', kind: "topic", count: 1 },
      { text: `topic:${String(typed).length}`, kind: "word", count: null },
    ];
    await openWindow(library);
    await screen.findByText("+ topic");
    press("t");
    const field = await screen.findByLabelText("Add a topic");
    await fireEvent.input(field, { target: { value: "zoo" } });
    await screen.findByRole("option", { name: "Zoology of Ships" });
    expect(library.askedFor("suggest")).toEqual([{ typed: "topic:zoo" }]);
    expect(screen.queryByRole("option", { name: "Robotics" }), "what does not fit is not suggested").toBeNull();
  });
});

describe("suggestions", () => {
  it("begin with what begins so, and leave out what is taken", () => {
    const known = ["Robotics", "AI in Health", "Health", "Heat"];
    expect(suggest(known, "hea", ["Heat"])).toEqual(["Health", "AI in Health"]);
    expect(suggest(known, "", [], 2), "before a letter is typed, the most frequent").toEqual([
      "Robotics",
      "AI in Health",
    ]);
  });
});
