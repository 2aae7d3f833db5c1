//! A picture in a few words: its size and its state.

import type { Candidate } from "../../ipc/types";
import { m } from "../../paraglide/messages";
import { render } from "../../shared/text/render";
import { count } from "../../shared/text/words";

/** `991 × 557 · cached · 84 kB`. */
export function about({ width, height, bytes, picture }: Candidate): string {
  const size = width !== null && height !== null ? `${width} × ${height}` : null;
  const weight = bytes === null ? null : `${count(Math.max(1, Math.round(bytes / 1000)))} kB`;
  return [size, state(picture), weight].filter((word) => word !== null).join(" · ");
}

function state(picture: Candidate["picture"]): string | null {
  switch (picture.state) {
    case "cached":
      return m.picture_cached();
    case "waiting":
      return m.picture_waiting();
    case "failed":
      return m.picture_failed({ reason: render(picture.reason) });
    case "none":
      return null;
  }
}
