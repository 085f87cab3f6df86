// Several files: a line each, with the verdict and what is wrong; and what each counts as in a roll-up.

import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";

import { Icon } from "./icons";
import { useChosen, usePage, useSay } from "./page";
import { ordered, type Column } from "./state/order";
import type { Entry, State, Taken } from "./state/store";
import type { Word } from "./words";

const entriesOf = (state: State) => state.entries;
const busyOf = (state: State) => state.busy !== null;
const COLUMNS: readonly [Column, Word][] = [
  ["path", "file"],
  ["agency", "agency"],
  ["year", "year"],
  ["verdict", "verdict"],
  ["errors", "errorsHead"],
  ["warnings", "warningsHead"],
];
const TAKEN: readonly [Taken, Word][] = [
  ["unit", "roleUnit"],
  ["previous", "rolePrevious"],
  ["roster", "roleRoster"],
  ["against", "roleAgainst"],
  ["none", "roleNone"],
];

export function Files() {
  const { session } = usePage();
  const say = useSay();
  const entries = useChosen(entriesOf);
  const busy = useChosen(busyOf);
  const [sort, setSort] = useState<{ by: Column | null; down: boolean }>({ by: null, down: false });
  const done = entries.filter((one) => one.state === "read" || one.state === "failed").length;
  // A thousand files are read one by one: only the line that changed is drawn again.
  const drawn = useRef(new WeakMap<Entry, VNode>());
  const line = (entry: Entry) => {
    const known = drawn.current.get(entry) ?? <Line key={entry.key} entry={entry} />;
    drawn.current.set(entry, known);
    return known;
  };
  const toggle = (by: Column) =>
    setSort({ by, down: sort.by === by ? !sort.down : by === "errors" || by === "warnings" });
  return (
    <>
      <div class="listhead">
        <h1>{say("files")}</h1>
        <p class="hint" role="status">
          {say("filesCount", { count: entries.length, done })}
        </p>
        <button
          type="button"
          class="button first"
          disabled={done < entries.length || busy || !entries.some((one) => one.taken === "unit")}
          onClick={() => void session.rollUp()}
        >
          {say("makeCounty")}
        </button>
      </div>
      <div class="wide" tabIndex={0} role="group" aria-label={say("files")}>
        <table class="list">
          <thead>
            <tr>
              {COLUMNS.map(([column, word]) => (
                <th
                  key={column}
                  scope="col"
                  aria-sort={sort.by !== column ? undefined : sort.down ? "descending" : "ascending"}
                >
                  <button type="button" title={say("sortBy", { column: say(word) })} onClick={() => toggle(column)}>
                    {say(word)}
                    <span class="sort" aria-hidden="true">
                      {sort.by !== column ? "" : sort.down ? "▾" : "▴"}
                    </span>
                  </button>
                </th>
              ))}
              <th scope="col">
                <b>{say("role")}</b>
              </th>
              <td />
            </tr>
          </thead>
          <tbody>{ordered(entries, sort.by, sort.down).map(line)}</tbody>
        </table>
      </div>
    </>
  );
}

function Line({ entry }: { entry: Entry }) {
  const { session } = usePage();
  const say = useSay();
  const { summary } = entry;
  const isReport = summary?.verdict !== "not-a-report";
  const name = entry.given.path.split("/").at(-1) ?? entry.given.path;
  const folder = entry.given.path.slice(0, -name.length);
  return (
    <tr>
      <th scope="row" class="path">
        <button type="button" class="link" onClick={() => void session.show(entry.key)}>
          {name}
        </button>
        {folder && <span class="folder">{folder}</span>}
      </th>
      <td data-head={say("agency")}>{summary?.agency ?? ""}</td>
      <td data-head={say("year")} class="n">
        {summary?.year ?? ""}
      </td>
      <td>
        <State entry={entry} />
      </td>
      <Count word="errorsHead" grade={1} count={isReport ? summary?.errors : undefined} />
      <Count word="warningsHead" grade={2} count={isReport ? summary?.warnings : undefined} />
      <td class="role">
        <select
          aria-label={`${say("role")}${say("colon")}${name}`}
          value={entry.taken}
          onChange={(event) => session.takeAs(entry.key, event.currentTarget.value as Taken)}
        >
          {TAKEN.map(([taken, word]) => (
            <option key={taken} value={taken}>
              {say(word)}
            </option>
          ))}
        </select>
      </td>
      <td class="act">
        <button
          type="button"
          class="quiet"
          aria-label={say("remove", { name })}
          onClick={() => void session.close(entry.key)}
        >
          <Icon sign="close" />
        </button>
      </td>
    </tr>
  );
}

/** How many there are; of nothing that was read, nothing. */
export function Count({ word, grade, count }: { word: Word; grade: 1 | 2; count: number | undefined }) {
  const say = useSay();
  const look = count === undefined ? "" : count > 0 ? `g${grade}` : "none";
  return (
    <td data-head={say(word)} class={`n ${look}`}>
      {count ?? ""}
    </td>
  );
}

function State({ entry }: { entry: Entry }) {
  const say = useSay();
  const { summary, state } = entry;
  if (state === "failed")
    return <span class="mood bad">{entry.trouble ? say.of(entry.trouble) : say("unreadable")}</span>;
  if (!summary) return <span class="mood wait">{say(state === "waiting" ? "waiting" : "reading")}</span>;
  if (entry.taken === "roster") return <span class="mood">{say("roleRoster")}</span>;
  return <span class={`mood ${summary.verdict}`}>{say.of(summary.words)}</span>;
}
