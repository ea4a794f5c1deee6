/** One request and its whole answer on the shared connections, within one deadline and one size limit. */
import type { Dispatcher } from "undici";
import { CordonError, InputError, RefusedError, TransientError } from "../errors.ts";

export interface Exchange {
  dispatcher: Dispatcher;
  origin: string;
  path: string;
  method: string;
  headers: Record<string, string>;
  body: string | null;
  /** The call in words, for errors. */
  where: string;
  timeoutMs: number;
  maxResponseBytes: number;
  signal: AbortSignal | undefined;
}

export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

type Phase = "connect" | "headers" | "body";

/**
 * Speaks undici's dispatch protocol directly: no stream object per call, which halves the cost of a small call.
 * @throws TransientError, RefusedError, InputError; `details.sent` is false when the request certainly did not leave this process.
 */
export function exchange(call: Exchange): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const handler = new ExchangeHandler(call, resolve, reject);
    if (call.signal?.aborted) {
      handler.giveUp(aborted(call, "connect"));
      return;
    }
    try {
      call.dispatcher.dispatch(
        {
          origin: call.origin,
          path: call.path,
          method: call.method as Dispatcher.HttpMethod,
          headers: call.headers,
          body: call.body,
        },
        handler,
      );
    } catch (error) {
      handler.giveUp(connectionError(call, error as Error, "connect"));
    }
  });
}

class ExchangeHandler implements Dispatcher.DispatchHandler {
  readonly #call: Exchange;
  readonly #resolve: (answer: RawAnswer) => void;
  readonly #reject: (error: CordonError) => void;
  readonly #deadline: NodeJS.Timeout;
  readonly #onAbort = () => this.giveUp(aborted(this.#call, this.#phase));
  #controller: Dispatcher.DispatchController | undefined;
  #phase: Phase = "connect";
  #settled = false;
  #status = 0;
  #headers: Record<string, string> = {};
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(call: Exchange, resolve: (answer: RawAnswer) => void, reject: (error: CordonError) => void) {
    this.#call = call;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#deadline = setTimeout(() => this.giveUp(timedOut(call, this.#phase)), call.timeoutMs);
    call.signal?.addEventListener("abort", this.#onAbort);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled) {
      controller.abort(new Error("given up before a connection was free"));
      return;
    }
    this.#controller = controller;
    this.#phase = "headers";
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return; // informational (RFC 9110, 15.2); the answer is still to come
    this.#phase = "body";
    this.#status = status;
    for (const name in headers) {
      const value = headers[name];
      if (value !== undefined) this.#headers[name] = typeof value === "string" ? value : value.join(", ");
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#call.maxResponseBytes) this.giveUp(tooLarge(this.#call, this.#status));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.#settle()) return;
    const body = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks, this.#size);
    this.#resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#settle()) this.#reject(connectionError(this.#call, error, this.#phase));
  }

  /** Ends the call now; its connection is closed, because the rest of the answer may still be on the way. */
  giveUp(error: CordonError): void {
    if (!this.#settle()) return;
    this.#reject(error);
    this.#controller?.abort(error);
  }

  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    clearTimeout(this.#deadline);
    this.#call.signal?.removeEventListener("abort", this.#onAbort);
    return true;
  }
}

/** How Node names a certificate that does not verify (OpenSSL's X509_V_ERR names, and its own). Trying again will not help. */
const UNTRUSTED =
  /^(CERT_|SELF_SIGNED|DEPTH_ZERO_|UNABLE_TO_(GET|VERIFY|DECODE)|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|ERR_TLS_CERT)/;

const WAITING_FOR: Record<Phase, string> = {
  connect: "a connection",
  headers: "an answer",
  body: "the rest of the answer",
};

function timedOut(call: Exchange, phase: Phase): CordonError {
  return new TransientError(
    "connector.timeout",
    `${call.where} took longer than ${call.timeoutMs} ms, waiting for ${WAITING_FOR[phase]}.`,
    {
      details: { phase, sent: phase !== "connect" },
    },
  );
}

function aborted(call: Exchange, phase: Phase): CordonError {
  return new TransientError(
    "connector.timeout",
    `${call.where} was ended by its step's deadline, waiting for ${WAITING_FOR[phase]}.`,
    {
      details: { phase, sent: phase !== "connect" },
    },
  );
}

function tooLarge(call: Exchange, status: number): CordonError {
  return new RefusedError(
    "connector.bad-answer",
    `The answer of ${call.where} (${status}) is larger than the limit of ${call.maxResponseBytes} bytes.`,
    {
      details: { status, limit: call.maxResponseBytes, sent: true },
    },
  );
}

function connectionError(call: Exchange, error: Error & { code?: string }, phase: Phase): CordonError {
  if (error instanceof CordonError) return error;
  const code = error.code ?? error.name;
  if (code === "UND_ERR_INVALID_ARG") {
    return new InputError("connector.bad-request", `${call.where} cannot be sent: ${error.message}.`, {
      details: { sent: false },
    });
  }
  if (UNTRUSTED.test(code)) {
    return new RefusedError(
      "connector.untrusted-certificate",
      `${call.where}: the certificate is not trusted (${code}). If it is your own authority's, start with NODE_EXTRA_CA_CERTS naming its file.`,
      { details: { cause: code, sent: false } },
    );
  }
  return new TransientError(
    "connector.unreachable",
    `${call.where} failed while waiting for ${WAITING_FOR[phase]} (${code}).`,
    {
      details: { phase, cause: code, sent: phase !== "connect" },
    },
  );
}
