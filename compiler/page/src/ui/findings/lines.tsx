// Sums and sentences as lines: a sign, what is compared, the numbers.

import type { Claim, Equation } from "../../protocol";
import { CLAIM_WORDS, outcome, SIGNS, SUM_WORDS } from "../outcome";
import { useSay } from "../page";

/** A sum; `name` is what its whole is called. */
export function SumLine({ sum, name = "" }: { sum: Equation; name?: string }) {
  const say = useSay();
  const state = outcome(sum.holds);
  return (
    <li class={`line ${state}`}>
      <span class="sign" aria-hidden="true">
        {SIGNS[state]}
      </span>
      <span>
        <span class="said">
          {say(SUM_WORDS[state])}
          {say("colon")}
        </span>
        {name && <b class="of">{name} </b>}
        <span class="what">{say.of(sum.words)}</span> <Formula text={sum.formula} />
      </span>
    </li>
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
    <li class={`line ${state}`}>
      <span class="sign" aria-hidden="true">
        {SIGNS[state]}
      </span>
      <span>
        {say("saysText", { text: claim.text })} <span class="what">{say(CLAIM_WORDS[state])}</span>
        {names.length > 0 && (
          <span class="formula">
            {say("colon")}
            {names.join(say.language === "zh" ? "；" : "; ")}
          </span>
        )}
      </span>
    </li>
  );
}
