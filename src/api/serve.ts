/** The API on a port. */

import { createServer, type RequestListener, type ServerOptions } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { InputError } from "../errors.ts";
import type { Api } from "./app.ts";

export interface Served {
  url: string;
  port: number;
  /** Stops taking requests and waits for those under way, at most a few seconds. */
  close(): Promise<void>;
}

const PATIENCE_MS = 5_000;

/** Serves the API. @throws InputError `config.port-taken` when something else listens there. */
export function serveApi(app: Api, at: { host: string; port: number }): Promise<Served> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: app.fetch,
        hostname: at.host,
        port: at.port,
        overrideGlobalObjects: false,
        createServer: ((options: ServerOptions, listener: RequestListener) =>
          createServer(options, (incoming, outgoing) => {
            if (!app.nodeDoor(incoming, outgoing)) listener(incoming, outgoing);
          })) as typeof createServer,
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
