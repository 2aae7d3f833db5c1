import { describe, expect, it } from "vitest";
import { found } from "../../src/app/fuzzy";

const names = ["Spike", "Go to spiked", "Select the previous one too", "Edit the topics", "Hand over"];
const of = (typed: string) => found(names, (name) => name, typed);

describe("finding a command", () => {
  it("takes the beginnings of words first", () => expect(of("spi")).toEqual(["Spike", "Go to spiked"]));

  it("takes several words in any order", () => expect(of("top ed")).toEqual(["Edit the topics"]));

  it("takes letters in their order only where nothing fits better", () => {
    expect(of("hdv")).toEqual(["Hand over"]);
    expect(of("zzz")).toEqual([]);
  });

  it("takes everything, in its order, while nothing is typed", () => expect(of(" ")).toEqual(names));
});
