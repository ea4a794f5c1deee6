/** Stands in for a threat-intelligence service (GET /enrich) and an endpoint product (POST /contain); counts calls per alert. */
import { createServer } from "node:http";

export interface Stub {
  url: string;
  /** When the containment call for an alert came in first, in milliseconds of `performance.now()`. */
  contained: Map<string, number>;
  /** Containment calls beyond the first of an alert. */
  repeated: number;
  onContain: (id: string, at: number) => void;
  close(): void;
}

export async function startStub(): Promise<Stub> {
  const stub: Stub = { url: "", contained: new Map(), repeated: 0, onContain: () => {}, close: () => {} };
  const enriched = JSON.stringify({
    malicious: true,
    score: 93,
    sources: ["ti-a", "ti-b"],
    tags: ["c2", "botnet"],
    first_seen: "2026-01-01",
    asn: 64500,
  });
  const server = createServer((request, response) => {
    const at = performance.now();
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      response.setHeader("content-type", "application/json");
      if (request.url?.startsWith("/enrich") === true) return response.end(enriched);
      const { id } = JSON.parse(body) as { id: string };
      response.end('{"ok":true,"action":"isolated"}');
      if (stub.contained.has(id)) stub.repeated += 1;
      else {
        stub.contained.set(id, at);
        stub.onContain(id, at);
      }
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", 2048, resolve));
  const address = server.address();
  stub.url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  stub.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return stub;
}
