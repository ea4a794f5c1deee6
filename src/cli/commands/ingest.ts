import type { Command } from "commander";
import type { IngestReceipt } from "../../api/contract/ingest.ts";
import { readInput } from "../ask.ts";
import { part } from "../options.ts";
import { safeLine } from "../safe-text.ts";
import { does } from "../session.ts";

/** NDJSON beyond this is sent in pieces; a single document cannot be cut. */
const PIECE_BYTES = 4 * 1024 * 1024;

/** `cordon ingest file`. */
export function ingestCommands(cordon: Command): void {
  const ingest = cordon.command("ingest").description("hand alerts in");
  const file = ingest
    .command("file")
    .description("hand in a file of alerts: a JSON object, an array or NDJSON, gzip too; - for standard input")
    .argument("<path>")
    .requiredOption("--connection <name>", "the connection they come by");
  does<[string], { connection: string }>(file, async ({ client, say }, { connection }, path) => {
    const bytes = readInput(path);
    const total = {
      deliveries: 0,
      accepted: 0,
      duplicates: 0,
      ignored: 0,
      quarantined: [] as IngestReceipt["quarantined"],
    };
    for (const piece of piecesOf(bytes)) {
      const receipt = await client.post<IngestReceipt>(`/v1/ingest/${part(connection)}`, piece, headersOf(piece));
      total.deliveries += 1;
      total.accepted += receipt.accepted;
      total.duplicates += receipt.duplicates;
      total.ignored += receipt.ignored;
      total.quarantined.push(...receipt.quarantined);
    }
    say(total, () => {
      const { accepted, duplicates, ignored, quarantined } = total;
      const counts = `${accepted} new, ${duplicates} known already, ${ignored} not alerts, ${quarantined.length} in quarantine.`;
      return [
        counts,
        ...quarantined.slice(0, 20).map(({ id, code, reason }) => safeLine(`  ${id} ${code}: ${reason}`)),
      ].join("\n");
    });
  });
}

function headersOf(piece: Uint8Array): Record<string, string> {
  return { "content-type": "application/json", ...(isGzip(piece) ? { "content-encoding": "gzip" } : {}) };
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function* piecesOf(bytes: Buffer): Generator<Uint8Array> {
  const first = bytes.indexOf(0x0a);
  const lines = !isGzip(bytes) && bytes[0] === 0x7b && first > 0 && bytes[first - 1] === 0x7d;
  if (!lines || bytes.length <= PIECE_BYTES) return yield bytes;
  for (let start = 0; start < bytes.length; ) {
    const cut = start + PIECE_BYTES >= bytes.length ? bytes.length : bytes.lastIndexOf(0x0a, start + PIECE_BYTES) + 1;
    const end = cut > start ? cut : bytes.indexOf(0x0a, start) + 1 || bytes.length;
    yield bytes.subarray(start, end);
    start = end;
  }
}
