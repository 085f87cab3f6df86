// The sum of a county in the geometry of the form; a sum that is not known stays a hole.

import type { Box, GridBlock } from "../../protocol";
import { useSay } from "../page";

const SCOPES = { head: "col", caption: "colgroup", group: "rowgroup", label: "row" } as const;

export function SumForm({ blocks }: { blocks: GridBlock[] }) {
  const say = useSay();
  if (blocks.length === 0) return null;
  return (
    <section aria-labelledby="sum-head">
      <h2 id="sum-head">{say("sum")}</h2>
      <div class="sheet" lang="zh-CN">
        {blocks.map((grid) => (
          <div class="wide" key={grid.id} tabIndex={0} role="region" aria-label={grid.caption ?? say("sum")}>
            <table>
              <tbody>
                {grid.rows.map((row, at) => (
                  <tr key={at}>{row.map((box) => <SumBox key={box.id} box={box} />)}</tr>
                ))}
              </tbody>
            </table>
          </div>
        ))}
      </div>
    </section>
  );
}

function SumBox({ box }: { box: Box }) {
  const say = useSay();
  const extent = { rowSpan: box.rows > 1 ? box.rows : undefined, colSpan: box.columns > 1 ? box.columns : undefined };
  if (box.role in SCOPES) {
    const scope = SCOPES[box.role as keyof typeof SCOPES];
    return <th {...extent} scope={scope === "col" && box.columns > 1 ? "colgroup" : scope} class={box.role}>{box.text}</th>;
  }
  const isHole = box.role === "number" && box.state !== "printed";
  return (
    <td {...extent} class={`${box.role} ${isHole ? "lost" : ""}`} title={isHole && box.place ? say.of(box.place) : undefined}>
      {isHole ? <>{say("lostSign")}<span class="said">{box.place ? say.of(box.place) : say("stateLost")}</span></> : box.text}
    </td>
  );
}
