// A county: who sent, who did not, what counts, the sum in the form, and what is wrong where.

import type { RollUp, RollUpFinding, Unit } from "../../protocol";
import { Count } from "../files";
import { gradeSign, Icon } from "../icons";
import { useChosen, usePage, useSay } from "../page";
import { SaveMenu } from "../save";
import type { State } from "../state/store";
import { SumForm } from "./sum";

const countyOf = (state: State) => state.county;

export function County() {
  const { store } = usePage();
  const say = useSay();
  const county = useChosen(countyOf);
  if (!county) return null;
  return (
    <>
      <div class="listhead">
        <button type="button" class="quiet back" onClick={() => store.set({ view: { at: "files" } })}>
          <Icon sign="back" />
          {say("files")}
        </button>
        <h1>{say("countyTitleOf", { agency: county.agency, year: county.year })}</h1>
        <SaveMenu id={county.id} kinds={county.save} />
      </div>
      {county.account.map((line) => (
        <p key={line} class="account-line">
          {line}
        </p>
      ))}
      <Tiles county={county} />
      <Units county={county} />
      <SumForm grids={county.sum} />
      <Found county={county} />
    </>
  );
}

function Tiles({ county }: { county: RollUp }) {
  const say = useSay();
  const counted = county.units.filter((one) => one.state === "counted").length;
  const tiles = [
    { word: "counted", count: counted, bad: false },
    { word: "missingUnits", count: county.missing.length, bad: true },
    { word: "notCounted", count: county.units.length - counted, bad: true },
    { word: "withErrors", count: county.units.filter((one) => one.errors > 0).length, bad: true },
  ] as const;
  return (
    <ul class="tiles">
      {tiles.map(({ word, count, bad }) => (
        <li key={word} class={bad && count > 0 ? "bad" : ""}>
          <b>{count}</b> {say(word)}
        </li>
      ))}
    </ul>
  );
}

/** The units, those of which nothing came first. */
function Units({ county }: { county: RollUp }) {
  const say = useSay();
  return (
    <section aria-labelledby="units-head">
      <h2 id="units-head">{say("units")}</h2>
      <div class="wide" tabIndex={0} role="group" aria-label={say("units")}>
        <table class="list units">
          <thead>
            <tr>
              {(["agency", "state", "errorsHead", "warningsHead", "file"] as const).map((word) => (
                <th key={word} scope="col">
                  {say(word)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {county.missing.map((agency) => (
              <tr key={agency}>
                <th scope="row">{agency}</th>
                <td>
                  <span class="mood bad">{say("missingState")}</span>
                </td>
                <td />
                <td />
                <td />
              </tr>
            ))}
            {county.units.map((one) => (
              <UnitLine key={one.source} unit={one} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function UnitLine({ unit }: { unit: Unit }) {
  const { store, session } = usePage();
  const say = useSay();
  const entry = store.state.entries.find((one) => one.given.path === unit.source);
  const mood =
    unit.state === "counted" ? "passed" : unit.state === "copy" || unit.state === "superseded" ? "warnings" : "bad";
  return (
    <tr>
      <th scope="row">{unit.agency ?? say("noAgency")}</th>
      <td>
        <span class={`mood ${mood}`}>{unit.trouble ?? say.of(unit.stateWords)}</span>
      </td>
      <Count word="errorsHead" grade={1} count={unit.errors} />
      <Count word="warningsHead" grade={2} count={unit.warnings} />
      <td class="path">
        {entry ? (
          <button type="button" class="link" onClick={() => void session.show(entry.key)}>
            {unit.source}
          </button>
        ) : (
          unit.source
        )}
      </td>
    </tr>
  );
}

/** What was found, a fold for each unit. */
function Found({ county }: { county: RollUp }) {
  const say = useSay();
  const by = byUnit(county.findings);
  if (by.size === 0) return null;
  return (
    <section aria-labelledby="found-head">
      <h2 id="found-head">{say("unitFindings")}</h2>
      {[...by].map(([name, found]) => (
        <details key={name} class="group" open={found.some((one) => one.severity === 1)}>
          <summary>
            <h3>
              {name || county.agency} <span class="count">{found.length}</span>
            </h3>
          </summary>
          <ul class="findings-of">
            {found.map((one, at) => (
              <FoundLine key={at} one={one} />
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

function FoundLine({ one }: { one: RollUpFinding }) {
  const say = useSay();
  return (
    <li class={`g${one.severity}`}>
      <Icon sign={gradeSign(one.severity)} />
      <span>
        <span class="said">
          {say(`severity${one.severity}`)}
          {say("colon")}
        </span>
        {one.message}{" "}
        <span class="where">
          {one.place ?? ""} <span class="code">{one.code}</span>
        </span>
      </span>
    </li>
  );
}

function byUnit(findings: readonly RollUpFinding[]): Map<string, RollUpFinding[]> {
  const units = new Map<string, RollUpFinding[]>();
  for (const one of findings) {
    const name = one.agency ?? one.source ?? "";
    units.set(name, [...(units.get(name) ?? []), one]);
  }
  return units;
}
