// The page that is a file and carries the compiler.

import type { Progress } from "./protocol";
import { WorkerTransport } from "./transport/worker";
import { start } from "./ui/start";

const root = document.getElementById("page");
if (root && !("reportcTooOld" in window)) {
  let listener: Progress = () => {};
  const transport = new WorkerTransport((share, words) => listener(share, words));
  const session = start(root, transport, (progress) => (listener = progress));
  Object.assign(window, { reportc: { transport, session } });
}
