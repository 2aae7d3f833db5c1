//! Words that are looked up by a name of the code: commands, parts of the help, places; and numbers as they are printed.
//! All other words are asked of the catalogue (messages/*.json) where they are shown.

import type { Place } from "../../ipc/types";
import { m } from "../../paraglide/messages";
import type { CommandId, Section } from "../commands/table";
import { language } from "./language.svelte";

/** A word in the language that is spoken when it is asked for. */
type Word = () => string;

const numbers = new Map<string, Intl.NumberFormat>();

/** A whole number as it is printed. */
export const count = (value: number): string => printed(value, 0);

/** A number as it is printed, with so many digits behind the point. */
export function printed(value: number, digits: number): string {
  const key = `${language()} ${digits}`;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const format = numbers.get(key) ?? new Intl.NumberFormat(language(), options);
  numbers.set(key, format);
  return format.format(value);
}

/** What a command is called on buttons, in the palette and in the help. */
export const commands: Record<CommandId, Word> = {
  next: m.keys_next,
  previous: m.keys_previous,
  extendNext: m.keys_extend_next,
  extendPrevious: m.keys_extend_previous,
  pageDown: m.keys_page_down,
  pageUp: m.keys_page_up,
  extendPageDown: m.keys_extend_page_down,
  extendPageUp: m.keys_extend_page_up,
  first: m.keys_first,
  last: m.keys_last,
  extendFirst: m.keys_extend_first,
  extendLast: m.keys_extend_last,
  all: m.keys_all,
  read: m.keys_read,
  publish: m.keys_publish,
  spike: m.keys_spike,
  later: m.keys_later,
  asIs: m.keys_as_is,
  inbox: m.keys_back_to_inbox,
  refresh: m.keys_refresh,
  sample: m.keys_sample,
  quality: m.keys_quality,
  better: m.keys_better,
  worse: m.keys_worse,
  title: m.keys_title,
  excerpt: m.keys_excerpt,
  topics: m.keys_topics,
  image: m.keys_image,
  provider: m.keys_provider,
  theirs: m.keys_theirs,
  keepMine: m.keys_keep_mine,
  source: m.keys_source,
  story: m.keys_story,
  lead: m.keys_lead,
  takeTitle: m.keys_take_title,
  takeExcerpt: m.keys_take_excerpt,
  takePicture: m.keys_take_picture,
  notThisStory: m.keys_not_this_story,
  undo: m.keys_undo,
  redo: m.keys_redo,
  search: m.keys_search,
  goInbox: m.keys_go_inbox,
  goPublished: m.keys_go_published,
  goSpiked: m.keys_go_spiked,
  goLater: m.keys_go_later,
  goEverything: m.keys_go_everything,
  insight: m.keys_insight,
  import: m.keys_import,
  importFiles: m.keys_import_files,
  handOver: m.keys_hand_over,
  settings: m.settings_title,
  commands: m.keys_commands,
  keys: m.keys_keys,
  menuBar: m.keys_menu_bar,
  close: m.keys_close,
  fold: m.keys_fold,
  unfold: m.keys_unfold,
  filters: m.side_filters,
  asList: m.keys_as_list,
  asSheet: m.keys_as_sheet,
  asStories: m.keys_as_stories,
  receipts: m.keys_receipts,
  refused: m.keys_refused,
  failures: m.failures_title,
};

/** The parts of the help. */
export const sectionNames: Record<Section, Word> = {
  move: m.keys_section_move,
  decide: m.keys_section_decide,
  edit: m.keys_section_edit,
  story: m.keys_section_story,
  undo: m.keys_section_undo,
  go: m.keys_section_go,
  library: m.keys_section_library,
  help: m.keys_section_help,
};

/** The places on the left. */
export const places: Record<Place | "everything", Word> = {
  inbox: m.side_inbox,
  published: m.side_published,
  spiked: m.side_spiked,
  later: m.side_later,
  everything: m.side_everything,
};

/** What an empty place means. */
export const emptyPlaces: Record<Place | "everything", Word> = {
  inbox: m.list_empty_inbox,
  published: m.list_empty_published,
  spiked: m.list_empty_spiked,
  later: m.list_empty_later,
  everything: m.list_empty_everything,
};

/** In which order a list stands. */
export const orders: Record<"newest" | "oldest" | "quality" | "heat", Word> = {
  newest: m.list_newest,
  oldest: m.list_oldest,
  quality: m.list_quality,
  heat: m.list_heat,
};
