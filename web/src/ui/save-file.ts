/** Hands the reader a file that was made here. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has begun to read it by then; a name that is kept for ever would keep its content too.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
