// The few signs of the page, drawn as lines of one weight; all are beside words, and silent.

const PATHS = {
  error: "M8 1.5 14.5 8 8 14.5 1.5 8ZM8 5v3.6M8 10.6v.6",
  warning: "M8 2 15 14H1ZM8 6.4v3.6M8 11.6v.5",
  note: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 7.2v4M8 4.7v.6",
  good: "M2.5 8.6 6.2 12.2 13.5 4.2",
  open: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM6.1 6.2c.1-2.4 3.8-2.3 3.8-.1 0 1.5-1.9 1.5-1.9 3M8 10.9v.6",
  undo: "M5.5 3 2.5 6l3 3M2.5 6h7a3.6 3.6 0 0 1 0 7.2H6",
  redo: "M10.5 3l3 3-3 3M13.5 6h-7a3.6 3.6 0 0 0 0 7.2H10",
  save: "M8 2v8M4.8 7.2 8 10.4l3.2-3.2M2.5 13.5h11",
  file: "M3.5 1.8h6l3 3v9.4h-9ZM9.5 1.8v3h3",
  folder: "M1.8 3.5h4.4l1.5 1.8h6.5v7.6H1.8Z",
  paste: "M5.5 3h-2v11h9V3h-2M5.5 1.8h5v2.6h-5Z",
  lock: "M3.5 7.2h9v6.6h-9ZM5.2 7V4.9a2.8 2.8 0 0 1 5.6 0V7",
  print: "M4.5 5.5v-4h7v4M4.5 11.5h-2.7v-6h12.4v6h-2.7M4.5 9.5h7v5h-7Z",
  back: "M9.5 3 4.5 8l5 5",
  more: "M4 6l4 4 4-4",
  close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  edit: "M2.5 13.5l.8-3.2 7.6-7.6 2.4 2.4-7.6 7.6ZM9.4 4.2l2.4 2.4",
} as const;

export type Sign = keyof typeof PATHS;

export function Icon({ sign }: { sign: Sign }) {
  return (
    <svg class={`icon ${sign}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[sign]} />
    </svg>
  );
}

const GRADES = { 1: "error", 2: "warning", 3: "note" } as const;

/** The sign of a severity: a lozenge, a triangle, a circle. */
export function gradeSign(severity: 1 | 2 | 3): "error" | "warning" | "note" {
  return GRADES[severity];
}
