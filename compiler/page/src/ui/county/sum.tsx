// The sum of a county in the geometry of the form; a sum that is not known stays a hole and says who lacks it.

import type { SumBox, SumGrid } from "../../protocol";
import { isWide } from "../report/grid";
import { type Say, useSay } from "../page";

const SCOPES = { head: "col", caption: "colgroup", group: "rowgroup", label: "row" } as const;

export function SumForm({ grids }: { grids: SumGrid[] }) {
  const say = useSay();
  if (grids.length === 0) return null;
  return (
    <section aria-labelledby="sum-head">
      <h2 id="sum-head">{say("sum")}</h2>
      <div class="sheet" lang="zh-CN">
        {grids.map((grid, at) => (
          <div
            key={at}
            class="wide"
            data-wide={isWide(grid.widths)}
            tabIndex={0}
            role="group"
            aria-label={`${say("sum")} ${at + 1}`}
          >
            <table>
              <tbody>
                {grid.rows.map((row, line) => (
                  <tr key={line}>
                    {row.map((box, turn) => (
                      <OneBox key={turn} box={box} />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ))}
      </div>
    </section>
  );
}

function OneBox({ box }: { box: SumBox }) {
  const say = useSay();
  const extent = { rowSpan: box.rows > 1 ? box.rows : undefined, colSpan: box.columns > 1 ? box.columns : undefined };
  if (box.role in SCOPES) {
    const scope = SCOPES[box.role as keyof typeof SCOPES];
    return (
      <th {...extent} scope={scope === "col" && box.columns > 1 ? "colgroup" : scope} class={box.role}>
        {box.text}
      </th>
    );
  }
  if (!box.hole)
    return (
      <td {...extent} class={box.role}>
        {box.text}
      </td>
    );
  const said = lacking(box, say);
  return (
    <td {...extent} class="number lost" title={said}>
      <span class="value" aria-hidden="true">
        {say("lostSign")}
      </span>
      <span class="said">{said}</span>
    </td>
  );
}

function lacking(box: SumBox, say: Say): string {
  if (box.lacking.length === 0) return say("stateLost");
  const names = box.lacking.join(say.language === "zh" ? "、" : ", ");
  return say(box.lackingMore > 0 ? "lackingMany" : "lacking", { names, more: box.lackingMore });
}
