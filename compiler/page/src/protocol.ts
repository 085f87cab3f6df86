// What the page and the compiler say to each other: the same by a worker in the browser and by a served page.
//
// All that is said is JSON, with bytes beside it. Nothing is thrown for any input: an answer is a result or a problem.
// Offsets inside a text are in UTF-16 code units, as strings of JavaScript count them.

/** Words in both languages; the page shows those of its switch. */
export interface Words {
  zh: string;
  en: string;
}

/** 1 error, 2 warning, 3 note. */
export type Severity = 1 | 2 | 3;

export type CellState = "printed" | "blank" | "dash" | "lost" | "missing";

export type Verdict = "not-a-report" | "incomplete" | "errors" | "warnings" | "passed" | "nothing-found";

/** An opened report at one revision. Ids of elements, findings, fixes, equations and claims hold for that revision. */
export interface Document {
  id: string;
  name: string;
  /** "docx", "xlsx", "pdf", "ofd", "html", "text", …; `kindWords` is how a person calls it. */
  kind: string;
  kindWords: Words;
  /** Counts edits, undo and redo too. */
  revision: number;
  report: Summary;
  /** Why nothing can be shown of the file; null where it was read. */
  trouble: Words | null;
  /** The report as the official form, from top to bottom. */
  blocks: Block[];
  /** What is wrong, causes first: errors, warnings, notes. */
  findings: Finding[];
  equations: Equation[];
  claims: Claim[];
  can: Can;
  /** The findings exactly as `reportc check --format json` prints them. */
  diagnostics: Diagnostic[];
}

export interface Summary {
  title: string;
  agency: string | null;
  year: number | null;
  edition: "2019" | "2021" | "mixed" | null;
  verdict: Verdict;
  /** The verdict in words. */
  words: Words;
  errors: number;
  warnings: number;
  notes: number;
  /** Cells of the form without a number. */
  holes: number;
  /** Sums of the form that hold, that do not, and that an unread cell leaves open. */
  held: number;
  broken: number;
  unknown: number;
}

export interface Can {
  undo: boolean;
  redo: boolean;
  edit: boolean;
  /** How many safe fixes are on offer. */
  safeFixes: number;
  save: SaveKind[];
}

export interface SaveKind {
  /** "original", "docx", "xlsx", "html", "md", "txt", "json", "annotated", "findings"; give it back to `save`. */
  kind: string;
  label: Words;
}

export type Block = TextBlock | GridBlock;

export interface TextBlock {
  type: "title" | "heading" | "paragraph" | "mark";
  /** The element to edit and to point at. */
  id: string;
  text: string;
  editable: boolean;
  findings: string[];
  /** Stretches of `text` that findings or claims speak of, in order; they may overlap. */
  marks: Mark[];
}

export interface Mark {
  start: number;
  end: number;
  type: "finding" | "claim";
  id: string;
}

export interface GridBlock {
  type: "grid";
  id: string;
  /** The section: "proactive_disclosure", "applications" or "proceedings"; null for a table of none. */
  section: string | null;
  caption: string | null;
  /** Rows of the header, repeated in print. */
  head: number;
  /** Widths of the columns in tenths of a millimetre of paper. */
  widths: number[];
  /** The boxes that begin in each row; a box with rows or columns > 1 reaches below or to the right. */
  rows: Box[][];
}

export interface Box {
  /** The element to edit and to point at. */
  id: string;
  role: "caption" | "head" | "group" | "label" | "number" | "mark";
  text: string;
  row: number;
  column: number;
  rows: number;
  columns: number;
  /** The JSON pointer of a number, or of the row that a label names; "" for all else. */
  path: string;
  /** What the form calls a number: its row and its column; null for all else. */
  name: string | null;
  /** Only a number has a state. */
  state: CellState | null;
  /** The count that would satisfy the equations, where this cell is suspected. */
  suspected: number | null;
  /** The count that the equations leave for a cell without one. */
  forced: number | null;
  editable: boolean;
  findings: string[];
  equations: string[];
  claims: string[];
  /** Where it is in a file that is no text: 「表3 第12行第4列」. */
  place: Words | null;
}

/** What is wrong, with all that comes of it. */
export interface Finding {
  id: string;
  severity: Severity;
  /** The codes of the rules, such as A303. */
  codes: string[];
  title: Words;
  /** Where: in words (「表3 第12行第4列」, 「第 14 行」), and the element to show; null where it has none. */
  place: Words | null;
  element: string | null;
  /** All elements that it speaks of, `element` first. */
  elements: string[];
  equations: string[];
  claims: string[];
  /** What comes of it: broken sums, sentences that say otherwise. */
  breaks: Break[];
  suspects: Suspect[];
  fixes: Fix[];
  /** What to look up where there is no fix. */
  advice: Words | null;
}

export interface Break {
  code: string;
  name: string;
  severity: Severity;
  message: Words;
  place: Words | null;
  element: string | null;
}

export interface Suspect {
  path: string;
  name: string;
  printed: number | null;
  implied: number;
}

export interface Fix {
  id: string;
  title: Words;
  /** A safe one never changes what the report says. */
  safe: boolean;
  preview: Change[];
}

/** A change of one element: what it says now, and what it would. */
export interface Change {
  element: string | null;
  before: string;
  after: string;
}

export interface Equation {
  id: string;
  /** The rule that judges it. */
  code: string;
  /** What it says: 各类申请人之和 = 总计. */
  words: Words;
  /** It with its numbers: 10 + 2 = 12 ≠ 15; ？ where none is printed. */
  formula: string;
  /** null: not checkable. */
  holds: boolean | null;
  /** Its cells: `parts` are added up and should equal the sum of `wholes`. */
  elements: string[];
  parts: string[];
  wholes: string[];
}

/** A number that a sentence says, and the cells it was compared with. */
export interface Claim {
  id: string;
  /** The block it stands in. */
  element: string | null;
  text: string;
  elements: string[];
  holds: boolean | null;
}

/** An LSP 3.17 Diagnostic, as `reportc check --format json` prints it. */
export interface Diagnostic {
  range: { start: { line: number; character: number }; end: { line: number; character: number } };
  severity: Severity;
  code: string;
  source: "reportc";
  message: string;
  relatedInformation?: unknown[];
  data: { name: string; paths: string[]; place?: string; [key: string]: unknown };
}

/** What became of fixes or an edit. */
export interface Changed {
  document: Document;
  /** How many fixes were made. */
  applied: number;
  /** Why a fix or an edit was not made. */
  rejected: Words[];
}

export interface Saved {
  /** The file's name and media type; its bytes are the answer's first blob. */
  name: string;
  type: string;
}

export type Role = "unit" | "previous" | "roster" | "against";

export interface GivenFile {
  /** Its path in the folder that was dropped. */
  path: string;
  role: Role;
}

export interface RollUp {
  id: string;
  agency: string;
  year: number;
  /** Lines on the whole, in the language that was asked for. */
  account: string[];
  units: Unit[];
  /** Names on the roster of which nothing came. */
  missing: string[];
  /** The sum as the official form, table by table. */
  sum: SumGrid[];
  findings: RollUpFinding[];
  save: SaveKind[];
}

export interface Unit {
  /** The path of the file that was given. */
  source: string;
  agency: string | null;
  year: number | null;
  /** Why it counts or not: "counted", "copy", "repeated", "superseded", "wrong_year", "unknown", "unread". */
  state: string;
  stateWords: Words;
  verdict: string;
  errors: number;
  warnings: number;
  notes: number;
  /** Why it could not be read. */
  trouble: string | null;
}

export interface SumGrid {
  head: number;
  widths: number[];
  rows: SumBox[][];
}

export interface SumBox {
  role: Box["role"];
  text: string;
  rows: number;
  columns: number;
  /** The sum is not known: `lacking` are units that print no number here, `lackingMore` how many more there are. */
  hole: boolean;
  lacking: string[];
  lackingMore: number;
}

export interface RollUpFinding {
  severity: Severity;
  code: string;
  /** In the language that was asked for. */
  message: string;
  agency: string | null;
  source: string | null;
  place: string | null;
}

export interface Hello {
  version: string;
  /** Endings of files that are read here, with their dots. */
  reads: string[];
  /** The served page: .doc and .wps are read, too. */
  native: boolean;
}

/** The methods: what each is given beside blobs, and what it answers. */
export interface Methods {
  hello: { given: Record<string, never>; result: Hello };
  /** Blob: the file. */
  open: { given: { name: string }; result: Document };
  /** The clipboard: HTML if there is any, else text. */
  paste: { given: { html?: string; text?: string }; result: Document };
  /** The whole new text of an element (a number, a paragraph, the title). A revision that has passed is refused. */
  edit: { given: { id: string; revision: number; element: string; text: string }; result: Changed };
  fix: { given: { id: string; revision: number; fixes: string[] }; result: Changed };
  fixSafe: { given: { id: string; revision?: number }; result: Changed };
  undo: { given: { id: string }; result: Document };
  redo: { given: { id: string }; result: Document };
  /** A report or a roll-up; answers with one blob. */
  save: { given: { id: string; kind: string }; result: Saved };
  /** The text that the reader makes of the file. */
  text: { given: { id: string }; result: { text: string } };
  close: { given: { id: string }; result: Record<string, never> };
  /** Blobs: the files, in their order. */
  rollup: { given: { files: GivenFile[]; year?: number; language?: "zh" | "en" }; result: RollUp };
}

export type Method = keyof Methods;

export interface Answer<Result> {
  result: Result;
  blobs: Uint8Array[];
}

/** What went wrong, to be shown to the clerk: no such document, a revision that has passed, a file too large. */
export class Problem extends Error {
  /** `lost`: what was asked about is not there any more, and may be opened again. */
  constructor(
    readonly words: Words,
    readonly lost = false,
  ) {
    super(words.en);
  }
}

/** How far the compiler is awake: from 0 to 1, and what is being done. */
export type Progress = (share: number, words: Words) => void;

/** A compiler somewhere. Calls are answered one after another, in their order. */
export interface Transport {
  /** Resolves when calls will be answered; calls before that wait. */
  ready: Promise<void>;
  /** Rejects with a Problem, or with an Error if the compiler is gone. */
  call<Name extends Method>(
    method: Name,
    given: Methods[Name]["given"],
    blobs?: Uint8Array[],
  ): Promise<Answer<Methods[Name]["result"]>>;
}
