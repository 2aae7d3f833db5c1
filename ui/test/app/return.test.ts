//! Back: an article to the inbox, the list to how it is now, the desk to the samples and from them.

import { screen, waitFor } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { Library, row } from "../support/library";
import { openWindow, press, rowOf, said, selected } from "../support/window";

const decided = (library: Library) => library.askedFor("decide").map(({ ids, decisions }) => [ids, decisions]);

it("B puts the selected articles back into the inbox and stays with them", async () => {
  const library = new Library([1, 2, 3].map((id) => row(id, { place: "published", live: true })));
  await openWindow(library);
  press("g", "p");
  await waitFor(() => expect(selected()).toEqual([1]));
  press("Shift+J", "b");
  await waitFor(() => expect(decided(library)).toEqual([[[1, 2], [{ verb: "inbox" }]]]));
  await waitFor(() => expect(rowOf(1)?.dataset.place).toBe("inbox"));
  expect(selected()).toEqual([1, 2]);
});

it("R shows the list as it is now: what arrived is there, what was decided is gone, the same article is selected", async () => {
  const library = new Library([1, 2, 3].map((id) => row(id)));
  await openWindow(library);
  press("p");
  await waitFor(() => expect(selected()).toEqual([2]));
  library.rows = [row(9), ...library.rows];
  await library.tell({ arrived: 1 });
  await waitFor(() => expect(said("arrivals")).toContain("1 new"));
  expect(rowOf(1), "it stays where it was until then").not.toBeNull();
  press("r");
  await waitFor(() => expect(rowOf(9)).not.toBeNull());
  await waitFor(() => expect(rowOf(1)).toBeNull());
  expect(selected()).toEqual([2]);
  expect(said("arrivals")).toBeNull();
});

it("the sample desk is a command, there and back", async () => {
  const library = new Library([row(1)]);
  await openWindow(library);
  press("g", "d");
  await screen.findByText(/sample desk/i);
  expect(library.askedFor("begin_rehearsal").length).toBe(1);
  await waitFor(() => expect(library.askedFor("open_view").length).toBe(2));
  await new Promise((resolve) => setTimeout(resolve));
  press("g", "d");
  await waitFor(() => expect(library.askedFor("end_rehearsal").length).toBe(1));
});
