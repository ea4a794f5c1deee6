/** An answer that is longer than anybody would hold in memory: made while it is sent, as fast as it is taken. */

/** What a route's handler answers instead of a value. */
export class Streamed {
  readonly contentType: string;
  readonly chunks: AsyncIterable<string>;

  constructor(contentType: string, chunks: AsyncIterable<string>) {
    this.contentType = contentType;
    this.chunks = chunks;
  }

  /** The bytes; the next piece is made when the one before was taken. What fails on the way breaks the answer off, and the reader sees that it did. */
  body(): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    const pieces = this.chunks[Symbol.asyncIterator]();
    return new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const { done, value } = await pieces.next();
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
