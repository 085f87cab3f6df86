// Make the two pages of what was bundled and packed: one file that carries the compiler, one that a server answers.
// Run by `make page` as `node build/build.mjs PARTS OUT`: the same input gives the same bytes.

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST = "chrome102";
const shared = { bundle: true, write: false, minify: true, format: "iife", target: [OLDEST, "firefox113", "safari16.4"] };

/** Bundle an entry; return its script and its style. */
async function bundled(entry, more = {}) {
  const made = await build({ ...shared, entryPoints: [join(here, "src", entry)], outdir: "out", ...more });
  const text = (ending) => made.outputFiles.find((file) => file.path.endsWith(ending))?.text ?? "";
  return { script: text(".js"), style: text(".css") };
}

/** What a script may say and a page may not: nothing in an element ends the element. */
const inside = (script) => script.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");

function page(template, { script, style }, parts, policy) {
  const carried = parts.map(([name, data]) => `<script type="text/plain" id="part-${name}">${data}</script>\n`);
  const marks = {
    "<!--style-->": `<meta http-equiv="Content-Security-Policy" content="${policy}">\n<style>${style}</style>`,
    "<!--script-->": `<script>${inside(script)}</script>\n${carried.join("")}`,
  };
  return Object.entries(marks).reduce((text, [mark, put]) => {
    if (text.split(mark).length !== 2) throw new Error(`page.html must have ${mark} once`);
    return text.replace(mark, () => put);
  }, template);
}

const [parts, out] = process.argv.slice(2);
const template = await readFile(join(here, "src", "page.html"), "utf8");
const node = ["node:*", "fs", "path", "url", "crypto", "ws", "vm", "child_process"];
const worker = await bundled("worker/worker.ts", { external: node, define: { "import.meta.url": '"page:/"' } });
const packed = await Promise.all(
  ["wasm", "stdlib", "site", "licenses"].map(async (name) => [name, await readFile(join(parts, `${name}.gz`), "base64")]),
);
packed.unshift(["worker", gzipSync(worker.script, { level: 9 }).toString("base64")]);

const BOTH = "default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; form-action 'none'; base-uri 'none'";
// Nothing can leave the page that is a file: no address may be asked for anything.
const CLOSED = `${BOTH}; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:`;
const SERVED = `${BOTH}; script-src 'unsafe-inline'; connect-src 'self'`;

await mkdir(out, { recursive: true });
const alone = await bundled("alone.ts");
const served = await bundled("served.ts");
await writeFile(join(out, "reportc.html"), page(template, alone, packed, CLOSED));
await copyFile(join(parts, "licenses.txt"), join(out, "licenses.txt"));
await writeFile(join(out, "served.html"), page(template, served, [], SERVED));
