//! What was decided, in words: the library tells it in parts.

import type { Changed, Did, HistoryLine, Place, Said, Told } from "../../ipc/types";
import { m } from "../../paraglide/messages";
import { told as inDesksWords } from "./engine_words";

/** What a batch did, for the toast. */
export const changeInWords = ({ said, sentence }: Changed): string => (said ? batch(said) : sentence);

/** One line of an article's history. */
export const lineInWords = ({ told, sentence }: HistoryLine): string => (told ? inWords(told) : sentence);

function batch({ did, title, more, live_elsewhere: other }: Said): string {
  const deeds = did.map(deed).join(", ");
  const about = title === null ? null : more > 0 ? m.said_titles({ title, more }) : m.said_title({ title });
  const sentence = about === null ? deeds : m.said_about({ did: deeds, about });
  return other ? m.said_live_elsewhere({ sentence, ...other }) : sentence;
}

function deed(did: Did): string {
  switch (did.what) {
    case "published":
      return m.did_published();
    case "spiked":
      return m.did_spiked();
    case "put_aside":
      return m.did_put_aside();
    case "left_as_is":
      return m.did_left_as_is();
    case "back_to_inbox":
      return m.did_back_to_inbox();
    case "quality":
      return m.did_quality(did);
    case "made_lead":
      return m.did_made_lead();
    case "took_out":
      return m.did_took_out({ report: did.report ?? m.did_a_report() });
    case "took_title":
      return m.did_took_title({ from: publisher(did.from) });
    case "took_excerpt":
      return m.did_took_excerpt({ from: publisher(did.from) });
    case "took_picture":
      return m.did_took_picture({ from: publisher(did.from) });
    case "chose_picture":
      return m.did_chose_picture();
    case "changed":
      return m.did_changed(did);
    case "copied_pictures":
      return m.did_copied_pictures();
    case "took_import_back":
      return m.did_took_import_back(did);
    case "put_back":
      return m.did_put_back(did);
    case "took_wires":
      return m.did_took_wires(did);
    case "kept_mine":
      return m.did_kept_mine(did);
  }
}

/** What one decision did to an article. */
export function inWords(told: Told): string {
  switch (told.what) {
    case "published":
      return m.history_published();
    case "spiked":
      return m.history_spiked();
    case "put_aside":
      return m.history_put_aside();
    case "as_is":
      return m.history_as_is({ place: verdict(told.place) });
    case "inbox":
      return m.history_inbox();
    case "value":
      return changed(told.field, told.from, told.to);
    case "taken":
      return m.history_taken({
        field: told.field === "images" ? m.history_picture() : told.field,
        from: publisher(told.from),
      });
    case "kept":
      return m.history_kept(told);
    case "lead":
      return told.report === null ? m.history_lead_back() : m.history_lead({ report: told.report });
    case "not_this_story":
      return m.history_not_this_story(told);
    case "of_this_story":
      return told.report === null ? m.history_coverage() : m.history_of_this_story({ report: told.report });
  }
}

/** Whose report it is; where it names nobody, the engine's word or none. */
const publisher = (from: string | null): string =>
  from === null ? m.did_another_report() : inDesksWords(from, "publisher_");

function changed(field: string, from: string | null, to: string | null): string {
  const value = (value: string) => inDesksWords(value, "value_") || m.history_nothing();
  const now = to === null ? m.history_wires() : value(to);
  return from === null ? m.history_set({ field, to: now }) : m.history_value({ field, from: value(from), to: now });
}

const verdicts: Record<Place, () => string> = {
  inbox: m.side_inbox,
  published: m.history_published,
  spiked: m.history_spiked,
  later: m.history_put_aside,
};

const verdict = (place: Place): string => verdicts[place]();
