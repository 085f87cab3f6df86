// The tokens of a page of HTML with their places, by parse5: what `reportc.source.html_tokens` has from turbohtml elsewhere.

import { DecodingMode, HtmlEntityDecoder } from "entities/decode";
import { Tokenizer, TokenizerMode, type Token, type TokenHandler } from "parse5";

/** Kind (0 text, 1 reference, 2 start tag, 3 end tag, 4 anything else), start, end, name, attributes or text. */
export type Plain = [kind: number, start: number, end: number, name: string, more: [string, string][] | string | null];

/** What a start tag makes of the text after it: parse5 leaves this to its tree builder. */
const MODES: Record<string, number> = {
  title: TokenizerMode.RCDATA,
  textarea: TokenizerMode.RCDATA,
  style: TokenizerMode.RAWTEXT,
  xmp: TokenizerMode.RAWTEXT,
  iframe: TokenizerMode.RAWTEXT,
  noembed: TokenizerMode.RAWTEXT,
  noframes: TokenizerMode.RAWTEXT,
  noscript: TokenizerMode.RAWTEXT,
  script: TokenizerMode.SCRIPT_DATA,
  plaintext: TokenizerMode.PLAINTEXT,
};

class Enough extends Error {}

/** In these what looks like a reference is one. */
const REFERRING = new Set<number>([TokenizerMode.DATA, TokenizerMode.RCDATA]);

class Handler implements TokenHandler {
  tokenizer: Tokenizer | null = null;
  readonly found: Plain[] = [];
  private mode: number = TokenizerMode.DATA;
  private text: [start: number, end: number] | null = null;

  constructor(
    private readonly source: string,
    private readonly most: number,
  ) {}

  onCharacter(token: Token.CharacterToken): void {
    this.characters(token);
  }

  onWhitespaceCharacter(token: Token.CharacterToken): void {
    this.characters(token);
  }

  onNullCharacter(token: Token.CharacterToken): void {
    this.characters(token);
  }

  onStartTag(token: Token.TagToken): void {
    const attributes = token.attrs.map(({ name, value }): [string, string] => [name, value]);
    this.tag(2, token, token.tagName, attributes);
    this.mode = MODES[token.tagName] ?? TokenizerMode.DATA;
    if (this.tokenizer && this.mode !== TokenizerMode.DATA) {
      this.tokenizer.state = this.mode;
      this.tokenizer.lastStartTagName = token.tagName;
    }
  }

  onEndTag(token: Token.TagToken): void {
    this.tag(3, token, token.tagName, null);
    this.mode = TokenizerMode.DATA;
  }

  onComment(token: Token.CommentToken): void {
    this.tag(4, token, "", null);
  }

  onDoctype(token: Token.DoctypeToken): void {
    this.tag(4, token, "", null);
  }

  onEof(): void {
    this.flush();
  }

  private characters({ location }: Token.CharacterToken): void {
    if (!location) return;
    if (this.text) this.text[1] = location.endOffset;
    else this.text = [location.startOffset, location.endOffset];
  }

  private tag(kind: number, { location }: Token.Token, name: string, more: Plain[4]): void {
    this.flush();
    if (!location) return;
    const end = Math.min(location.endOffset, this.source.length); // that of a comment without an end is after it
    this.push([kind, location.startOffset, end, name, more]);
  }

  /** Push the text that has come, cut at its references. */
  private flush(): void {
    if (!this.text) return;
    let [start, end] = this.text;
    this.text = null;
    for (let at = this.reference(start, end); at < end; at = this.reference(at, end)) {
      const [length, said] = decoded(this.source, at, end);
      if (length > 0) {
        if (at > start) this.push([0, start, at, "", null]);
        this.push([1, at, at + length, "", said]);
        start = at + length;
      }
      at += Math.max(length, 1);
    }
    if (end > start) this.push([0, start, end, "", null]);
  }

  /** Return where the next reference may begin. */
  private reference(start: number, end: number): number {
    const at = REFERRING.has(this.mode) ? this.source.indexOf("&", start) : -1;
    return at < 0 ? end : Math.min(at, end);
  }

  private push(token: Plain): void {
    this.found.push(token);
    if (this.found.length > this.most) throw new Enough();
  }
}

/** Return how long the reference at an ampersand is, 0 if there is none, and what it says. */
function decoded(source: string, at: number, end: number): [length: number, said: string] {
  let said = "";
  const decoder = new HtmlEntityDecoder((point) => (said += String.fromCodePoint(point)));
  decoder.startEntity(DecodingMode.Legacy);
  const length = decoder.write(source.slice(at + 1, end), 0);
  return [length < 0 ? decoder.end() : length, said];
}

/** Return the tokens of `source`, at most one more than `most`, as JSON; offsets are in UTF-16 code units. */
export function tokens(source: string, most: number): string {
  const handler = new Handler(source, most);
  const tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, handler);
  handler.tokenizer = tokenizer;
  try {
    tokenizer.write(source, true);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return JSON.stringify(handler.found);
}
