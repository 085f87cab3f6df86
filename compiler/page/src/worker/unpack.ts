// From base64 and gzip back to bytes, and from a tar to files.

/** Return the bytes that a part of the page holds. */
export async function unpacked(part: string): Promise<Uint8Array> {
  const stream = new Blob([decoded(part)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

interface FromBase64 {
  fromBase64?: (text: string) => Uint8Array<ArrayBuffer>;
}

/** Decode base64: browsers before 2025 have nothing faster than atob. */
export function decoded(text: string): Uint8Array<ArrayBuffer> {
  const native = (Uint8Array as FromBase64).fromBase64;
  if (native) return native.call(Uint8Array, text);
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < characters.length; at++) bytes[at] = characters.charCodeAt(at);
  return bytes;
}

const BLOCK = 512;
const utf8 = new TextDecoder();

/** Yield the files of a tar that this project's build wrote: plain files with names of at most 255 bytes. */
export function* files(tar: Uint8Array): Generator<[name: string, data: Uint8Array]> {
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const size = parseInt(field(tar, at + 124, 12), 8);
    const prefix = field(tar, at + 345, 155);
    const name = field(tar, at, 100);
    yield [prefix ? `${prefix}/${name}` : name, tar.subarray(at + BLOCK, at + BLOCK + size)];
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}

function field(tar: Uint8Array, start: number, length: number): string {
  const end = tar.subarray(start, start + length).indexOf(0);
  return utf8.decode(tar.subarray(start, end < 0 ? start + length : start + end));
}
