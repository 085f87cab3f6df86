// Sums and sentences as lines: a sign, what is compared, the numbers.

import type { ComponentChildren } from "preact";

import type { Claim, Equation } from "../../protocol";
import { CLAIM_WORDS, type Outcome, outcome, SIGNS, SUM_WORDS } from "../outcome";
import { useSay } from "../page";

/** What does or does not hold, after its sign. */
function Line({ state, children }: { state: Outcome; children: ComponentChildren }) {
  return (
    <li class={`line ${state}`}>
      <span class="sign" aria-hidden="true">
        {SIGNS[state]}
      </span>
      <span>{children}</span>
    </li>
  );
}

/** A sum; `name` is what its whole is called. */
export function SumLine({ sum, name = "" }: { sum: Equation; name?: string }) {
  const say = useSay();
  const state = outcome(sum.holds);
  return (
    <Line state={state}>
      <span class="said">
        {say(SUM_WORDS[state])}
        {say("colon")}
      </span>
      {name && <b class="of">{name} </b>}
      <span class="what">{say.of(sum.words)}</span> <Formula text={sum.formula} />
    </Line>
  );
}

const APART = /^(.*?)( = [^=]*≠.*|≠.*)$/;

/** The numbers; where they differ, what they come to stands out. */
function Formula({ text }: { text: string }) {
  const [, terms, apart] = APART.exec(text) ?? [];
  return (
    <span class="formula">
      {apart === undefined ? (
        text
      ) : (
        <>
          {terms}
          <b class="apart">{apart}</b>
        </>
      )}
    </span>
  );
}

export function ClaimLine({ claim, names = [] }: { claim: Claim; names?: readonly string[] }) {
  const say = useSay();
  const state = outcome(claim.holds);
  return (
    <Line state={state}>
      {say("saysText", { text: claim.text })} <span class="what">{say(CLAIM_WORDS[state])}</span>
      {names.length > 0 && (
        <span class="formula">
          {say("colon")}
          {names.join(say.language === "zh" ? "；" : "; ")}
        </span>
      )}
    </Line>
  );
}
