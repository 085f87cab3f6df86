// Files as they come: dropped (folders with all that is in them), chosen, or pasted.

import type { Given } from "./state/store";

const HIDDEN = /(^|\/)(\.|~\$|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i;

/** Return the files of a drop, folders walked, in the order of their paths. */
export async function dropped(transfer: DataTransfer): Promise<Given[]> {
  // Entries must be taken before anything is awaited: a browser empties the transfer when the event is over.
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const entries = items.map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const files = entries.length > 0 ? [] : [...transfer.files].map(given);
  for (const entry of entries) files.push(...(await walked(entry)));
  return listed(files);
}

/** Return chosen files; those of a chosen folder have their path in it. */
export function chosen(files: Iterable<File>): Given[] {
  return listed([...files].map(given));
}

/** Sort files as a person would look for them, without what systems put beside them. */
export function listed(files: readonly Given[]): Given[] {
  const order = new Intl.Collator("zh-CN", { numeric: true });
  return files.filter(({ path }) => !HIDDEN.test(path)).sort((one, other) => order.compare(one.path, other.path));
}

function given(file: File): Given {
  const path = file.webkitRelativePath || file.name;
  return { path, bytes: async () => new Uint8Array(await file.arrayBuffer()) };
}

async function walked(entry: FileSystemEntry): Promise<Given[]> {
  if (entry.isDirectory) {
    const files: Given[] = [];
    for (const child of await children(entry as FileSystemDirectoryEntry)) files.push(...(await walked(child)));
    return files;
  }
  const file = await new Promise<File | null>((take) => (entry as FileSystemFileEntry).file(take, () => take(null)));
  return file ? [{ ...given(file), path: entry.fullPath.replace(/^\//, "") }] : [];
}

/** Return all that is in a folder: it is read a hundred names at a time. */
async function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((take) => reader.readEntries(take, () => take([])));
    if (some.length === 0) return found;
    found.push(...some);
  }
}

/** Return what was copied, as HTML and as text; null for neither. */
export function copied(clipboard: DataTransfer): { html?: string; text?: string } | null {
  const html = clipboard.getData("text/html");
  const text = clipboard.getData("text/plain");
  return html.trim() || text.trim() ? { html, text } : null;
}

/** Read the clipboard where the browser lets a page do so; null where it does not. */
export async function clipboard(): Promise<{ html?: string; text?: string } | null> {
  try {
    const [item] = await navigator.clipboard.read();
    const said = async (type: string) => (item?.types.includes(type) ? (await item.getType(type)).text() : "");
    return { html: await said("text/html"), text: await said("text/plain") };
  } catch {
    return null;
  }
}
