//! Settings hold at once, survive in the library, and keys can be bound anew without a clash.

import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import App from "../../../src/app/App.svelte";
import { bindings } from "../../../src/shared/commands/bindings.svelte";
import { commandOf, holderOf, printedKey } from "../../../src/shared/commands/table";
import { local } from "../../../src/shared/text/dates";
import { speak } from "../../../src/shared/text/language.svelte";
import { failure, granted, Library, row } from "../../support/library";
import { verbatim } from "../../support/messages";

let library: Library;

async function settings() {
  render(App);
  await waitFor(() => expect(document.querySelector("[data-test=row][data-id]")).not.toBeNull());
  await fireEvent.keyDown(window, { key: ",", ctrlKey: true });
  await screen.findByRole("dialog");
}
const at = (test: string) => document.querySelector(`[data-test="${test}"]`) as HTMLElement;

beforeEach(() => {
  library = new Library([row(1), row(2)]).open();
});
afterEach(() => {
  bindings.own = {};
  speak("en");
  delete document.documentElement.dataset.theme;
});

describe("settings", () => {
  it("change the theme at once and in the library", async () => {
    await settings();
    await fireEvent.click(at("theme-dark"));
    expect(document.documentElement.dataset.theme).toBe("dark");
    await waitFor(() => expect(library.askedFor("save_settings")).toEqual([{ changed: { theme: "dark" } }]));
  });

  it("go back where they cannot be saved, with a sentence", async () => {
    library.instead.save_settings = () => {
      throw failure("The disk is full.");
    };
    await settings();
    await fireEvent.click(at("theme-dark"));
    await waitFor(() => expect(document.documentElement.dataset.theme).toBeUndefined());
    expect(document.body.textContent).toContain("The disk is full.");
  });

  it("take hosts of the local net as they are written or copied, each once", async () => {
    await settings();
    const field = at("allowed-hosts") as HTMLInputElement;
    const typed = "CMS.local http://192.168.1.20:8080/pictures/a.jpg?w=1; cms.local,";
    await fireEvent.change(field, { target: { value: typed } });
    const allowed_hosts = ["cms.local", "192.168.1.20:8080"];
    await waitFor(() => expect(library.askedFor("save_settings")).toEqual([{ changed: { allowed_hosts } }]));
    expect(field.value).toBe("cms.local, 192.168.1.20:8080");
    await fireEvent.change(field, { target: { value: " " } });
    await waitFor(() => expect(library.askedFor("save_settings")[1]).toEqual({ changed: { allowed_hosts: [] } }));
  });

  it("speak German when told to", async () => {
    await settings();
    await fireEvent.click(at("language-de"));
    await waitFor(() => expect(screen.getByRole("dialog").getAttribute("aria-label")).toBe("Einstellungen"));
  });

  it("hold from the start as the library has them", async () => {
    library.instead.read_settings = () => ({ theme: "light", keys: { publish: "Y" } });
    await settings();
    expect(document.documentElement.dataset.theme).toBe("light");
    expect([commandOf("Y"), commandOf("P"), printedKey("publish")]).toEqual(["publish", undefined, "Y"]);
  });
});

describe("imported folders", () => {
  it("show what they are read as, and are read anew as something else", async () => {
    const folder = { id: "news", path: "/site/_news", profile: "cluster-news", articles: 1200 };
    library.instead.read_folders = () => [folder];
    library.instead.set_profile = ({ profile }) => [{ ...folder, profile }];
    await settings();
    await waitFor(() => expect(at("imported-folder")?.textContent).toContain("1,200 articles"));
    const select = at("profile") as HTMLSelectElement;
    expect(select.value).toBe("cluster-news");
    await fireEvent.change(select, { target: { value: "draft" } });
    await waitFor(() => expect(library.askedFor("set_profile")).toEqual([{ folder: "news", profile: "draft" }]));
    expect((at("profile") as HTMLSelectElement).value).toBe("draft");
  });

  it("that are read anew have their refused files counted anew", async () => {
    const folder = { path: "/site", profile: "jekyll", articles: 2 };
    library.instead.read_folders = () => [folder];
    library.instead.set_profile = () => {
      const refused = { path: "/site/a.md", line: null, column: null, message: verbatim("No."), hint: verbatim("") };
      library.instead.read_refused = () => [refused];
      return [folder];
    };
    await settings();
    await waitFor(() => expect(at("profile")).not.toBeNull());
    await fireEvent.change(at("profile"), { target: { value: "draft" } });
    await waitFor(() => expect(at("refused-count")?.textContent).toContain("1 refused file"));
  });

  it("stay what they are where they cannot be read so, with the file that cannot", async () => {
    library.instead.read_folders = () => [{ path: "/site", profile: "draft", articles: 2 }];
    library.instead.set_profile = () => {
      throw failure("dated.md: “published” must be true or false.");
    };
    await settings();
    await waitFor(() => expect(at("profile")).not.toBeNull());
    await fireEvent.change(at("profile"), { target: { value: "jekyll" } });
    await waitFor(() => expect(document.body.textContent).toContain("dated.md"));
    expect((at("profile") as HTMLSelectElement).value).toBe("draft");
  });
});

describe("the picture cache", () => {
  it("says exactly what it takes, and lets go what the inbox does not need", async () => {
    library.instead.read_settings = () => ({ cache_mb: 256 });
    const cache = { files: 12, bytes: 3 << 20, limit: 256 << 20, evictable_files: 5, evictable_bytes: 1 << 20 };
    library.instead.picture_cache = () => ({ ...cache });
    library.instead.prune_pictures = () => {
      Object.assign(cache, { files: 7, bytes: 2 << 20, evictable_files: 0, evictable_bytes: 0 });
      return { pictures: 5, strays: 0, freed: 1 << 20, bytes: 2 << 20, limit: 0 };
    };
    await settings();
    await waitFor(() => expect(at("cache")?.textContent).toContain("12 pictures, 3.0 of 256 MB"));
    expect(at("cache").textContent).toContain("5 of them, 1.0 MB,");
    await fireEvent.click(at("prune"));
    await waitFor(() => expect(at("cache").textContent).toContain("7 pictures, 2.0 of 256 MB"));
    expect(at("prune"), "nothing is left to let go").toBeDisabled();
    await screen.findByText("5 pictures were let go, 1.0 MB are free again.");
  });
});

describe("the limit of the picture cache", () => {
  it("is the one that was just set, and what can be let go is asked for once it is saved", async () => {
    const cache = { files: 12, bytes: 3 << 20, limit: 2 ** 31, evictable_files: 0, evictable_bytes: 0 };
    library.instead.picture_cache = () => ({ ...cache });
    let save: (value: null) => void = () => {};
    library.instead.save_settings = () => new Promise((resolve) => (save = resolve));
    await settings();
    await waitFor(() => expect(at("cache")?.textContent).toContain("of 2,048 MB"));
    const asked = library.askedFor("picture_cache").length;
    await fireEvent.change(at("cache-size"), { target: { value: "512" } });
    await waitFor(() => expect(at("cache")?.textContent).toContain("of 512 MB"));
    expect(library.askedFor("picture_cache").length, "the library has the old limit still").toBe(asked);
    Object.assign(cache, { evictable_files: 4, evictable_bytes: 1 << 20 });
    save(null);
    await waitFor(() => expect(at("cache")?.textContent).toContain("4 of them, 1.0 MB,"));
    await fireEvent.click(at("theme-dark"));
    expect(library.askedFor("picture_cache").length, "the theme is nothing to the cache").toBe(asked + 1);
  });
});

describe("watched folders", () => {
  it("are chosen in the system's dialog and named by their ids", async () => {
    library.instead.pick_watched = () => granted();
    library.instead.watch_folders = () => [{ id: "news", path: "/site/_news" }];
    library.instead.unwatch_folder = () => [];
    await settings();
    await fireEvent.click(at("watch"));
    await waitFor(() => expect(at("watched-folder")?.textContent).toContain("/site/_news"));
    expect(library.askedFor("watch_folders")).toEqual([{ chosen: granted().token }]);
    await fireEvent.click(at("unwatch"));
    await waitFor(() => expect(library.askedFor("unwatch_folder")).toEqual([{ folder: "news" }]));
  });
});

describe("a backup", () => {
  const backup = {
    id: "1",
    path: "/library/backups/1.sqlite",
    bytes: 4e6,
    at_ms: Date.UTC(2026, 10, 24, 9),
    reason: "daily",
  };

  it("is put back after it was said what that does, and everything is read anew", async () => {
    library.instead.list_backups = () => [backup];
    library.instead.restore_backup = () => {
      library.rows = [row(9)];
      return [{ ...backup, id: "2", path: "/library/backups/2.sqlite", reason: "restore" }, backup];
    };
    await settings();
    await waitFor(() => expect(at("backup")?.textContent).toContain("of the day"));
    await fireEvent.click(at("restore"));
    expect(at("restore-asked").textContent).toContain("becomes a backup first");
    expect(library.askedFor("restore_backup"), "nothing happens before it was read").toEqual([]);
    await fireEvent.click(at("restore-now"));
    await waitFor(() => expect(library.askedFor("restore_backup")).toEqual([{ backup: backup.id }]));
    await waitFor(() => expect(document.querySelector('[data-test="row"][data-id="9"]')).not.toBeNull());
    expect(document.querySelector('[data-test="row"][data-id="1"]'), "the other library's rows are gone").toBeNull();
    expect(library.askedFor("read_settings").length, "settings are the library's own").toBe(2);
    await waitFor(() => expect(at("backup").textContent).toContain("before another was put back"));
  });

  it("has its day printed as everywhere else", async () => {
    library.instead.list_backups = () => [backup];
    await settings();
    await waitFor(() => expect(at("backup")?.textContent).toContain(local(backup.at_ms)));
  });

  it("that cannot be put back says why, and the list stays", async () => {
    library.instead.list_backups = () => [backup];
    library.instead.restore_backup = () => {
      throw failure("The library is still in use; it was left as it is.");
    };
    await settings();
    await waitFor(() => expect(at("restore")).not.toBeNull());
    await fireEvent.click(at("restore"));
    await fireEvent.click(at("restore-now"));
    await waitFor(() => expect(document.body.textContent).toContain("still in use"));
    expect(at("backup")).not.toBeNull();
  });
});

describe("a key that is bound anew", () => {
  it("is refused where another command has it, with that command's name", async () => {
    await settings();
    const line = document.querySelector('[data-test="binding"][data-id="publish"]') as HTMLElement;
    await fireEvent.click(line.querySelector('[data-test="bind"]') as HTMLElement);
    await fireEvent.keyDown(window, { key: "x" });
    expect(line.textContent).toContain("Spike");
    expect(library.askedFor("save_settings"), "nothing is bound twice").toEqual([]);
    await fireEvent.keyDown(window, { key: "y" });
    await waitFor(() => expect(library.askedFor("save_settings")).toEqual([{ changed: { keys: { publish: "Y" } } }]));
    expect(commandOf("Y")).toBe("publish");
  });

  it("goes back only where no other command has the usual key by now; all go back together always", async () => {
    library.instead.read_settings = () => ({ keys: { publish: "Y", spike: "P" } });
    await settings();
    const line = document.querySelector('[data-test="binding"][data-id="publish"]') as HTMLElement;
    await fireEvent.click(line.querySelector('[data-test="reset-key"]') as HTMLElement);
    expect(line.textContent, "both would hold P").toContain("P already means “Spike”.");
    expect([commandOf("Y"), commandOf("P")]).toEqual(["publish", "spike"]);
    expect(library.askedFor("save_settings")).toEqual([]);
    await fireEvent.click(at("reset-keys"));
    await waitFor(() => expect(library.askedFor("save_settings")).toEqual([{ changed: { keys: {} } }]));
    expect([commandOf("P"), commandOf("X"), commandOf("Y")]).toEqual(["publish", "spike", undefined]);
    expect(line.textContent, "what was refused is no longer true").not.toContain("already means");
    expect(at("reset-keys"), "nothing is left to go back").toBeNull();
  });

  it("goes back by itself once its usual key is free", async () => {
    library.instead.read_settings = () => ({ keys: { publish: "Y", spike: "P" } });
    await settings();
    const reset = (id: string) =>
      fireEvent.click(document.querySelector(`[data-id="${id}"] [data-test="reset-key"]`) as HTMLElement);
    await reset("spike");
    await reset("publish");
    expect([commandOf("P"), commandOf("X")]).toEqual(["publish", "spike"]);
  });

  it("clashes with pairs that begin with it", () => {
    expect(holderOf("G", "publish"), "G begins the pairs that go to places").toBe("goInbox");
    expect(holderOf("Y", "publish")).toBeUndefined();
  });
});
