/** The API on a port. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";
import { InputError } from "../errors.ts";

export interface Served {
  url: string;
  port: number;
  /** Stops taking requests and waits for those under way, at most a few seconds. */
  close(): Promise<void>;
}

const PATIENCE_MS = 5_000;

/** Serves the API. @throws InputError `config.port-taken` when something else listens there. */
export function serveApi(app: Hono, at: { host: string; port: number }): Promise<Served> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: app.fetch,
        hostname: at.host,
        port: at.port,
        overrideGlobalObjects: false,
        createServer,
        serverOptions: {
          requestTimeout: 60_000,
          headersTimeout: 15_000,
          keepAliveTimeout: 75_000,
          maxHeaderSize: 16_384,
        },
      },
      () => resolve(served(server as ReturnType<typeof createServer>, at.host)),
    );
    server.on("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE" || error.code === "EACCES";
      reject(
        taken
          ? new InputError(
              "config.port-taken",
              `Cannot listen on ${at.host}:${at.port} (${error.code}); set CORDON_PORT to a free port.`,
              { cause: error },
            )
          : error,
      );
    });
  });
}

function served(server: ReturnType<typeof createServer>, host: string): Served {
  const { port } = server.address() as AddressInfo;
  const shown = host.includes(":") ? `[${host}]` : host;
  return {
    url: `http://${shown}:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        const force = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
        server.close(() => {
          clearTimeout(force);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
