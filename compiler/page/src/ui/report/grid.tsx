// A table of the form with its merged cells: a grid to walk in, as in a workbook.

import type { Box, Document, GridBlock } from "../../protocol";
import { useChosen, usePage, useSay } from "../page";
import type { State } from "../state/store";
import type { Word } from "../words";
import { Cell } from "./cell";
import { moved, moveOf, stops } from "./walk";

const activeOf = (state: State) => state.active;

export function Grid({ grid, document }: { grid: GridBlock; document: Document }) {
  const { store } = usePage();
  const say = useSay();
  const active = useChosen(activeOf);
  const all = stops(grid);
  const entry = all.find((box) => box.id === active) ?? all[0];
  const walk = (event: KeyboardEvent) => {
    const move = moveOf(event.key, event.ctrlKey || event.metaKey);
    const from = all.find((box) => box.id === store.state.active);
    if (!move || !from || event.altKey || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    store.set({ active: moved(grid, from, move).id });
  };
  const width = grid.widths.reduce((sum, one) => sum + one, 0);
  const body = (rows: Box[][]) =>
    rows.map((row, at) => (
      <tr key={at}>
        {row.map((box) => (
          <Cell key={`${box.row}.${box.column}`} box={box} document={document} isEntry={box === entry} />
        ))}
      </tr>
    ));
  return (
    <div class="wide" data-wide={isWide(grid.widths)}>
      <table role="grid" aria-label={nameOf(grid, say)} aria-describedby="table-help" onKeyDown={walk}>
        <colgroup>
          {grid.widths.map((one, at) => (
            <col key={at} style={{ width: `${((100 * one) / width).toFixed(2)}%` }} />
          ))}
        </colgroup>
        {grid.head > 0 && <thead>{body(grid.rows.slice(0, grid.head))}</thead>}
        <tbody>{body(grid.rows.slice(grid.head))}</tbody>
      </table>
    </div>
  );
}

/** Tell how wide a table is: narrow windows lay it out by that. The matrix alone has ten columns. */
export function isWide(widths: readonly number[]): "matrix" | "wide" | undefined {
  return widths.length === 10 ? "matrix" : widths.length > 5 ? "wide" : undefined;
}

const SECTIONS: readonly string[] = ["proactive_disclosure", "applications", "proceedings"];

function nameOf(grid: GridBlock, say: (word: Word) => string): string {
  return grid.caption ?? say(grid.section && SECTIONS.includes(grid.section) ? (grid.section as Word) : "tableOf");
}
