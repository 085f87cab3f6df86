// Buttons that choose files or a folder: the browser's own inputs, under buttons that look like the others.

import { useRef } from "preact/hooks";

import { chosen } from "./drop";
import { Icon, type Sign } from "./icons";
import { usePage, useSay } from "./page";
import type { Word } from "./words";

export interface PickProps {
  class?: string;
  isFolder?: boolean;
  word?: Word;
  sign?: Sign;
}

export function Pick({ class: look = "button", isFolder = false, word = "openMore", sign = "file" }: PickProps) {
  const { session } = usePage();
  const say = useSay();
  const input = useRef<HTMLInputElement>(null);
  const take = () => {
    const files = input.current?.files;
    if (files) void session.take(chosen(files));
    if (input.current) input.current.value = "";
  };
  return (
    <>
      <input ref={input} type="file" hidden multiple onChange={take} {...(isFolder ? { webkitdirectory: true } : {})} />
      <button type="button" class={look} onClick={() => input.current?.click()}>
        <Icon sign={sign} />
        {say(word)}
      </button>
    </>
  );
}
