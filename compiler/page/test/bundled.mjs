// A module of the page as node can import it.

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const source = join(dirname(dirname(fileURLToPath(import.meta.url))), "src");

/** Bundle a module of `src` and import it. */
export async function bundled(name) {
  const made = await build({ entryPoints: [join(source, name)], bundle: true, write: false, format: "esm", platform: "node" });
  return import(`data:text/javascript;base64,${Buffer.from(made.outputFiles[0].text).toString("base64")}`);
}
