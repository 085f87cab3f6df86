// What has no place in the form, as a person reads it: what it is, and what stands there.

import { useSay } from "../page";
import { readMark } from "./marks";

export function MarkText({ text }: { text: string }) {
  const say = useSay();
  const mark = readMark(text);
  if (!mark) return <>{text}</>;
  return (
    <>
      <span class="of">{say(mark.kind === "above" ? "markAbove" : "markStray")}</span> {mark.text}
      {mark.cells.map((one, at) => (
        <span key={at} class="chip">
          {one}
        </span>
      ))}
    </>
  );
}
