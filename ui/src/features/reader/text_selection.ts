//! Selecting in the text of an article, to quote it. Its frame hears no pointer, so the pointer above it is told to the
//! frame's own selection; and it never has the focus, so what is copied of it is handed over here.

/** A place in a text: between two letters of a node. */
type Caret = readonly [node: Node, offset: number];

/** What is selected in a frame's text. */
export class Quoting {
  #page: () => Document | null;
  #frame: () => Element | null;
  #going = false;

  constructor(page: () => Document | null, frame: () => Element | null) {
    this.#page = page;
    this.#frame = frame;
  }

  /** What is selected, as text. */
  get text(): string {
    return this.#selection?.toString() ?? "";
  }

  /** The pointer went down on the text: once begins a selection, with Shift goes on with it; twice takes the word, three
   * times the paragraph. */
  begin(event: MouseEvent) {
    const [caret, selection] = [this.#caretAt(event), this.#selection];
    if (event.button !== 0 || !caret || !selection) return;
    getSelection()?.removeAllRanges();
    this.#going = event.detail < 2;
    if (event.shiftKey && selection.rangeCount > 0) selection.extend(...caret);
    else if (event.detail === 2) selection.setBaseAndExtent(...wordAround(caret));
    else if (event.detail > 2) selection.selectAllChildren(paragraphOf(caret[0]));
    else selection.collapse(...caret);
  }

  /** The pointer moved, wherever it is now. */
  go(event: MouseEvent) {
    if (!this.#going) return;
    if ((event.buttons & 1) === 0) return this.end();
    const caret = this.#caretAt(event);
    if (caret) this.#selection?.extend(...caret);
  }

  /** The pointer is up again. */
  end() {
    this.#going = false;
  }

  /** Nothing is selected any more. */
  drop() {
    this.end();
    this.#selection?.removeAllRanges();
  }

  /** Whether what is selected here is what a copy is to be of. */
  isMeant(event: Event): boolean {
    const field = event.target instanceof Element && event.target.closest("input, textarea") !== null;
    return !field && this.text !== "" && (getSelection()?.isCollapsed ?? true);
  }

  /** Hands over what is selected, plain and with its marks. */
  copy(event: ClipboardEvent) {
    const selection = this.#selection;
    if (!event.clipboardData || !selection || !this.isMeant(event)) return;
    const marked = document.createElement("div");
    marked.append(selection.getRangeAt(0).cloneContents());
    event.clipboardData.setData("text/plain", this.text);
    event.clipboardData.setData("text/html", marked.innerHTML);
    event.preventDefault();
  }

  get #selection(): Selection | null {
    return this.#page()?.getSelection() ?? null;
  }

  /** The place in the text that is nearest to the pointer. */
  #caretAt(event: MouseEvent): Caret | null {
    const [page, frame] = [this.#page(), this.#frame()];
    if (!page || !frame) return null;
    const box = frame.getBoundingClientRect();
    const x = Math.max(1, Math.min(event.clientX - box.left, box.width - 1));
    const y = Math.max(1, Math.min(event.clientY - box.top, box.height - 1));
    const position = page.caretPositionFromPoint?.(x, y);
    if (position) return [position.offsetNode, position.offset];
    const range = page.caretRangeFromPoint?.(x, y);
    return range ? [range.startContainer, range.startOffset] : null;
  }
}

/** From where to where the word at a place goes. */
function wordAround([node, offset]: Caret): [Node, number, Node, number] {
  const text = node.nodeType === Node.TEXT_NODE ? (node.nodeValue ?? "") : "";
  const words = new Intl.Segmenter(undefined, { granularity: "word" }).segment(text);
  const word = words.containing(offset) ?? words.containing(offset - 1);
  return word ? [node, word.index, node, word.index + word.segment.length] : [node, offset, node, offset];
}

/** The paragraph, line of a list or cell that a place is in. */
function paragraphOf(node: Node): Node {
  const element = node.nodeType === Node.ELEMENT_NODE ? (node as Element) : node.parentElement;
  return element?.closest("p, li, blockquote, pre, td, th, h1, h2, h3, h4, body") ?? node;
}
