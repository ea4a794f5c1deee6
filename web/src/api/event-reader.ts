/** Reads text/event-stream (HTML Living Standard, 9.2.6), as much of it as our server sends. */
import type { Change } from "../../../src/api/contract/event.ts";

export class EventReader {
  /** The id of the newest event; empty before the first. */
  lastId = "";
  #rest = "";
  readonly #onChange: (change: Change) => void;

  constructor(onChange: (change: Change) => void) {
    this.#onChange = onChange;
  }

  /** Until the stream ends; `onHeard` with each piece of it. */
  async readAll(stream: ReadableStream<Uint8Array>, onHeard: () => void): Promise<void> {
    this.#rest = "";
    const decoder = new TextDecoder();
    const reader = stream.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onHeard();
      this.push(decoder.decode(value, { stream: true }));
    }
  }

  /** The next piece of the text, wherever it was cut. */
  push(text: string): void {
    const blocks = (this.#rest + text).split("\n\n");
    this.#rest = blocks.pop() ?? "";
    for (const block of blocks) this.#take(block.split("\n"));
  }

  #take(lines: string[]): void {
    const field = (name: string) =>
      lines
        .find((line) => line.startsWith(`${name}:`))
        ?.slice(name.length + 1)
        .trim();
    this.lastId = field("id") ?? this.lastId;
    const data = field("data");
    if (field("event") === undefined && data !== undefined) this.#onChange(JSON.parse(data) as Change);
  }
}
