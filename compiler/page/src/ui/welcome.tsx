// The first page: what it is for, where files go, and that they stay on this computer.

import example from "../../../../examples/faults-2021.txt";
import type { Hello } from "../protocol";
import { clipboard } from "./drop";
import { Icon, type Sign } from "./icons";
import { useChosen, usePage, useSay } from "./page";
import { Pick } from "./pick";
import type { State } from "./state/store";
import { both, type Word } from "./words";

const helloOf = (state: State): Hello | null => state.hello;

export function Welcome() {
  const { session } = usePage();
  const say = useSay();
  const hello = useChosen(helloOf);
  const paste = async () => {
    const given = await clipboard();
    if (given === null) session.tell(both("pasteBlocked"), true);
    else if (given.html || given.text) await session.paste(given);
    else session.tell(both("pasteEmpty"), true);
  };
  const tryExample = () =>
    session.take([{ path: say("exampleName"), bytes: () => Promise.resolve(new TextEncoder().encode(example)) }]);
  return (
    <div class="hall">
      <p class="over-title">{say("productFull")}</p>
      <h1>{say("lead")}</h1>
      <div class="zone">
        <p class="drop">{say("dropHere")}</p>
        <p class="actions">
          <Pick class="button first" word="chooseFiles" />
          <Pick isFolder word="chooseFolder" sign="folder" />
          <button type="button" class="button" onClick={() => void paste()}>
            <Icon sign="paste" />
            {say("pasteButton")}
          </button>
        </p>
        <p class="hint">{say("pasteHint")}</p>
      </div>
      <ul class="facts">
        <Fact sign="lock" title="privateTitle" text="privateText" />
        <Fact sign="file" title="kindsTitle" text={hello?.native ? "kindsNative" : "kindsText"} />
        <Fact sign="folder" title="countyTitle" text="countyText" />
      </ul>
      <p class="try">
        <button type="button" class="link" onClick={() => void tryExample()}>
          {say("example")}
        </button>
        {hello && <span class="version">reportc {hello.version}</span>}
      </p>
    </div>
  );
}

function Fact({ sign, title, text }: { sign: Sign; title: Word; text: Word }) {
  const say = useSay();
  return (
    <li>
      <Icon sign={sign} />
      <h2>{say(title)}</h2>
      <p>{say(text)}</p>
    </li>
  );
}
