//! Rows in memory: as many as a curator comes back to, and always those that are shown.

import { waitFor } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { Desk } from "../src/state/desk.svelte";
import { Library, row } from "./support/library";

const ids = Array.from({ length: 3_000 }, (_, at) => at + 1);

async function opened(): Promise<Desk> {
  new Library(ids.map((id) => row(id))).open();
  const desk = new Desk();
  await desk.start();
  return desk;
}

it("lets rows go that were passed long ago", async () => {
  const desk = await opened();
  for (let first = 0; first < ids.length; first += 200) {
    desk.rows.readAround(ids, first, first + 30);
    await waitFor(() => expect(desk.rows.get(first + 31)).toBeDefined());
  }
  expect(desk.rows.get(1)).toBeUndefined();
  expect(desk.rows.known(ids).length).toBeLessThanOrEqual(1_000);
});

it("lets none go that are shown, however many others come after them", async () => {
  const desk = await opened();
  desk.rows.readAround(ids, 0, 30);
  await waitFor(() => expect(desk.rows.get(31)).toBeDefined());
  desk.rows.put(ids.slice(300).map((id) => row(id, { title: "Rewritten" })));
  desk.rows.readAround(ids, 100, 130);
  await waitFor(() => expect(desk.rows.get(290)).toBeDefined());
  expect(desk.rows.known(ids).length).toBeLessThanOrEqual(1_000);
  expect(desk.rows.known(ids.slice(100, 131)).length).toBe(31);
});
