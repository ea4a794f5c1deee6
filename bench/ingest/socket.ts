/** HTTP/1.1 over one kept connection, one request at a time, as little work as can be: whoever loads must not be what is measured. */
import { connect, type Socket } from "node:net";

export interface Answer {
  /** 0 when the connection broke. */
  status: number;
  body: string;
  retryAfter: string;
}

/** Opens a connection; `post` sends one body and resolves with its answer. */
export function openPoster(port: number): {
  post(path: string, token: string, body: string): Promise<Answer>;
  close(): void;
} {
  let socket: Socket | null = null;
  let received = "";
  let done: ((answer: Answer) => void) | null = null;

  function finish(answer: Answer): void {
    const resolve = done;
    done = null;
    received = "";
    resolve?.(answer);
  }

  function open(): Socket {
    const opened = connect({ host: "127.0.0.1", port, noDelay: true });
    opened.setEncoding("latin1");
    opened.on("data", (text: string) => {
      received += text;
      const answer = wholeAnswer(received);
      if (answer !== null) finish(answer);
    });
    opened.on("error", () => {});
    opened.on("close", () => {
      if (socket === opened) socket = null;
      finish({ status: 0, body: "", retryAfter: "" });
    });
    return opened;
  }

  return {
    post(path, token, body) {
      socket ??= open();
      const length = Buffer.byteLength(body);
      const head = `POST ${path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${token}\r\ncontent-type: application/x-ndjson\r\ncontent-length: ${length}\r\n\r\n`;
      return new Promise((resolve) => {
        done = resolve;
        socket?.write(head + body);
      });
    },
    close: () => socket?.destroy(),
  };
}

function wholeAnswer(received: string): Answer | null {
  const end = received.indexOf("\r\n\r\n");
  if (end === -1) return null;
  const head = received.slice(0, end);
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
  if (received.length < end + 4 + length) return null;
  return {
    status: Number(head.slice(9, 12)),
    body: received.slice(end + 4, end + 4 + length),
    retryAfter: /retry-after: (\S+)/i.exec(head)?.[1] ?? "",
  };
}
