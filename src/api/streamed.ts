/** An answer that is longer than anybody would hold in memory: made while it is sent, as fast as it is taken. */

import { forReaderOfNow } from "../store/reader.ts";

/** What a route's handler answers instead of a value; read for whom it was made for, also when it is taken later. */
export class Streamed {
  readonly contentType: string;
  readonly chunks: AsyncIterable<string>;
  readonly #pieces: AsyncIterator<string>;
  readonly #next: () => Promise<IteratorResult<string>>;

  constructor(contentType: string, chunks: AsyncIterable<string>) {
    this.contentType = contentType;
    this.chunks = chunks;
    this.#pieces = chunks[Symbol.asyncIterator]();
    this.#next = forReaderOfNow(() => this.#pieces.next());
  }

  /** The bytes; the next piece is made when the one before was taken. What fails on the way breaks the answer off, and the reader sees that it did. */
  body(): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    const [pieces, next] = [this.#pieces, this.#next];
    return new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const { done, value } = await next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(value));
        },
        async cancel() {
          await pieces.return?.();
        },
      },
      { highWaterMark: 1 },
    );
  }
}
