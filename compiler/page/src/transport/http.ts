// The compiler beside the web server that serves the page: `reportc page --serve`.

import { type Answer, type Method, type Methods, Problem, type Transport, type Words } from "../protocol";

const GONE: Words = { zh: "服务已停止，请重新运行 reportc page --serve", en: "the server is gone: run it again" };

/** Calls over HTTP to where the page came from; the token that the address ends with goes with each. */
export class HttpTransport implements Transport {
  readonly ready: Promise<void> = Promise.resolve();
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly token: string) {}

  call<Name extends Method>(
    method: Name,
    given: Methods[Name]["given"],
    blobs: Uint8Array[] = [],
  ): Promise<Answer<Methods[Name]["result"]>> {
    const answer = this.last.then(() => this.asked<Name>(method, given, blobs));
    this.last = answer.catch(() => {});
    return answer;
  }

  private async asked<Name extends Method>(
    method: Name,
    given: Methods[Name]["given"],
    blobs: Uint8Array[],
  ): Promise<Answer<Methods[Name]["result"]>> {
    const body = framed(JSON.stringify(given), blobs);
    const headers = { "x-reportc-token": this.token, "content-type": "application/octet-stream" };
    const response = await fetch(`/call/${method}`, { method: "POST", body, headers }).catch(() => null);
    if (!response?.ok) throw new Problem(GONE);
    const [json, ...files] = parted(new Uint8Array(await response.arrayBuffer()));
    const { result, problem, lost } = JSON.parse(new TextDecoder().decode(json)) as Partial<Answer<never>> & {
      problem?: Words;
      lost?: boolean;
    };
    if (problem) throw new Problem(problem, lost);
    return { result: result as unknown as Methods[Name]["result"], blobs: files };
  }
}

/** Lay JSON and blobs one after another, each after its length in four bytes. */
export function framed(json: string, blobs: Uint8Array[]): Blob {
  const parts = [new TextEncoder().encode(json), ...blobs];
  return new Blob(parts.flatMap((part) => [lengthOf(part), part as BlobPart]));
}

function lengthOf(part: Uint8Array): BlobPart {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, part.length);
  return view.buffer;
}

/** Take apart what `framed` lays. */
export function parted(bytes: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 4 <= bytes.length; ) {
    const length = view.getUint32(at);
    parts.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return parts;
}
