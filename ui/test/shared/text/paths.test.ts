import { describe, expect, it } from "vitest";
import { before, file, folder, tail } from "../../../src/shared/text/paths";

const parts = (path: string) => [before(path), folder(path), file(path), tail(path)];

describe("a path", () => {
  it("has the same parts on every system", () => {
    expect(parts("/site/_news/deep/a.md")).toEqual(["/site/_news/deep/", "/site/_news/deep", "a.md", "deep/a.md"]);
    expect(parts("C:\\site\\_news\\a.md")).toEqual(["C:\\site\\_news\\", "C:\\site\\_news", "a.md", "_news/a.md"]);
  });

  it("without a folder is the file", () => {
    expect(parts("a.md")).toEqual(["", "", "a.md", "a.md"]);
  });

  it("of a folder ends in the folder, with or without a separator behind it", () => {
    expect([tail("/site/_news"), tail("/site/_news/")]).toEqual(["site/_news", "site/_news"]);
  });
});
