// Where the keyboard goes when what it was at is gone: to the finding that is open, or to the list of them.

/** Go to the open finding, once it is drawn. */
export function toFindings(): void {
  requestAnimationFrame(() => {
    const open = document.querySelector<HTMLElement>(".card.open .head");
    (open ?? document.getElementById("findings"))?.focus();
  });
}
