import { describe, expect, it, vi } from "vitest";
import { actions } from "../../src/app/commands/actions";
import { listen } from "../../src/app/keyboard";
import { print, shortcut } from "../../src/components/key_label";
import { spell } from "../../src/shared/commands/spelling";
import { commandOf, table } from "../../src/shared/commands/table";
import { commands } from "../../src/shared/text/words";
import { press } from "../support/window";

const frame = () => new Promise((painted) => requestAnimationFrame(painted));
const keyed = (init: KeyboardEventInit) => spell(new KeyboardEvent("keydown", init));

describe("the table of keys", () => {
  it("has no key twice", () => {
    const keys = table.flatMap((entry) => [...entry.keys]);
    expect(new Set(keys).size, "a key that means two things does neither").toBe(keys.length);
  });

  it("has no pair that begins with a command's own key", () => {
    const pairs = table.flatMap((entry) => [...entry.keys]).filter((key) => key.includes(" "));
    const shadowed = pairs.filter((key) => commandOf(key.split(" ")[0] ?? ""));
    expect(shadowed, "the first key would be a command before the second comes").toEqual([]);
  });

  it("has words and a deed for every command", () => {
    for (const { id } of table) {
      expect(commands[id](), `${id} would stand in the palette without a name`).toBeTruthy();
      expect(actions[id], `${id} would be a key that does nothing`).toBeTypeOf("function");
    }
  });

  it("prints keys as they stand on a keyboard", () => {
    expect(["Ctrl+Enter", "Shift+E", "ArrowDown", "G I", "+", "-"].map(print)).toEqual([
      "Ctrl ↵",
      "Shift E",
      "↓",
      "G I",
      "+",
      "−",
    ]);
  });

  it("tells keys as aria-keyshortcuts has them, and no pair, which would be two alternatives", () => {
    const told = ["Ctrl+Enter", "Ctrl+Shift+Z", "Shift+E", "Escape", "+", "-", "ArrowDown", "Ctrl+,", "G I"];
    expect(told.map(print).map(shortcut)).toEqual([
      "Control+Enter",
      "Control+Shift+Z",
      "Shift+E",
      "Escape",
      "Plus",
      "-",
      "ArrowDown",
      "Control+,",
      undefined,
    ]);
  });
});

describe("spelling a key", () => {
  it("is the same with caps lock, and with the command key of a Mac", () => {
    expect(keyed({ key: "P" })).toBe("P");
    expect(keyed({ key: "p" })).toBe("P");
    expect(keyed({ key: "k", metaKey: true })).toBe("Ctrl+K");
  });

  it("takes no shift from a layout that needs it for a sign or a digit", () => {
    expect(keyed({ key: "?", shiftKey: true })).toBe("?");
    expect(keyed({ key: "7", shiftKey: true }), "digits are shifted on a French keyboard").toBe("7");
  });

  it("finds the Latin key on a layout without Latin letters", () => {
    expect(keyed({ key: "з", code: "KeyP" })).toBe("P");
  });
});

describe("the listener", () => {
  function listening(dialogOpen = false) {
    const heard = {
      run: vi.fn(),
      otherKey: vi.fn(),
      dropsQuality: () => false,
      dialogOpen: () => dialogOpen,
      storyOpen: () => false,
      held: vi.fn(),
    };
    return { ...heard, ...listen(window, heard) };
  }

  it("joins the two keys of a pair", () => {
    const { run, stop } = listening();
    press("g", "x");
    expect(run.mock.calls, "X behind G goes to spiked and must not spike").toEqual([["goSpiked", "G X"]]);
    stop();
  });

  it("takes the second key for itself where there is no such pair", () => {
    const { run, stop } = listening();
    press("g", "j");
    expect(run.mock.calls).toEqual([["next", "J"]]);
    stop();
  });

  it("leaves letters to a field that is typed in, but not Ctrl K", () => {
    const field = document.body.appendChild(document.createElement("input"));
    field.focus();
    const { run, stop } = listening();
    press("x", "Ctrl+k");
    expect(run.mock.calls, "an X in the search must not spike").toEqual([["commands", "Ctrl+K"]]);
    stop();
    field.remove();
  });

  it("leaves Enter and space to a button that has the focus", () => {
    const button = document.body.appendChild(document.createElement("button"));
    button.focus();
    const { run, stop } = listening();
    press("Enter", "Space", "p");
    expect(run.mock.calls).toEqual([["publish", "P"]]);
    stop();
    button.remove();
  });

  it("decides once, however long the key is held", () => {
    const { run, stop } = listening();
    for (const repeat of [false, true, true]) window.dispatchEvent(new KeyboardEvent("keydown", { key: "x", repeat }));
    expect(run, "a held X must not spike the whole inbox").toHaveBeenCalledTimes(1);
    stop();
  });

  it("answers a held move once a frame", async () => {
    const { run, stop } = listening();
    const held = () => {
      for (const repeat of [true, true, true]) window.dispatchEvent(new KeyboardEvent("keydown", { key: "j", repeat }));
    };
    press("j");
    held();
    await frame();
    held();
    expect(run, "more would outrun the screen").toHaveBeenCalledTimes(2);
    await frame();
    expect(run, "what was left out does not follow after the key is up").toHaveBeenCalledTimes(2);
    stop();
  });

  it("makes moves that are pressed faster than the screen together, and none is lost", async () => {
    const { run, stop } = listening();
    press("j", "j", "k", "j");
    expect(run, "the first is answered at once").toHaveBeenCalledTimes(1);
    await frame();
    expect(run.mock.calls.map(([id]) => id)).toEqual(["next", "next", "previous", "next"]);
    press("j");
    expect(run, "the frame is taken").toHaveBeenCalledTimes(4);
    await frame();
    expect(run).toHaveBeenCalledTimes(5);
    stop();
  });

  it("makes the moves that wait before a button is pressed by key, and lets no decision wait", () => {
    const button = document.body.appendChild(document.createElement("button"));
    const { run, stop } = listening();
    const seen: number[] = [];
    button.onclick = () => seen.push(run.mock.calls.length);
    button.focus();
    press("j", "j", "Enter");
    expect(run, "Enter is the button's, which may decide").toHaveBeenCalledTimes(2);
    press("j");
    button.click();
    expect(seen, "so may a click that no pointer made").toEqual([3]);
    press("+", "+");
    expect(run.mock.calls.slice(3).map(([id]) => id)).toEqual(["better", "better"]);
    stop();
    button.remove();
  });

  it("makes the moves that wait before anything else is done", () => {
    const { run, catchUp, stop } = listening();
    press("j", "j", "x");
    expect(
      run.mock.calls.map(([id]) => id),
      "X is about the article that the moves went to",
    ).toEqual(["next", "next", "spike"]);
    press("j", "j");
    window.dispatchEvent(new Event("pointerdown"));
    expect(run, "a click selects what it was put on").toHaveBeenCalledTimes(5);
    press("j");
    catchUp();
    expect(run, "a chosen line of the menu is about it, too").toHaveBeenCalledTimes(6);
    stop();
  });

  it("knows a key as up again that a Mac lets go unheard under Cmd, and one that the mouse came after", () => {
    const { held, stop } = listening();
    const key = (kind: string, key: string, repeat = false) =>
      window.dispatchEvent(new KeyboardEvent(kind, { key, repeat, metaKey: true }));
    key("keydown", "Meta");
    key("keydown", "Enter");
    key("keydown", "Enter", true);
    key("keyup", "Shift");
    expect(held.mock.calls, "a repeat says that the key is still down").toEqual([
      [true, false],
      [true, true],
    ]);
    key("keyup", "Meta");
    expect(held.mock.lastCall, "no other event tells that Enter is up").toEqual([false, false]);
    key("keydown", "Enter");
    window.dispatchEvent(new Event("pointerdown"));
    expect(held.mock.lastCall).toEqual([false, false]);
    stop();
  });

  it("decides nothing below an open dialog", () => {
    const { run, stop } = listening(true);
    press("x", "p", "7");
    expect(run).not.toHaveBeenCalled();
    stop();
  });
});
