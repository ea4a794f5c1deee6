/** What the import of one document knows, and what it has made so far. */
import { durationText } from "../playbook/duration.ts";
import type { CacaoDocument } from "./document.ts";
import type { Remarks } from "./read-document.ts";
import type { Variables } from "./variables.ts";

export interface ImportOptions {
  /** As findings name the file. */
  file: string;
  /** Connections by agent or target, and playbooks by id: by what the document names or identifies them. */
  connections?: ReadonlyMap<string, string>;
  /** Whom people's steps go to. */
  queue?: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

export class Importing {
  readonly document: CacaoDocument;
  readonly variables: Variables;
  readonly remarks: Remarks;
  readonly connections: ReadonlyMap<string, string>;
  readonly queue: string;
  /** Steps read so far: those that several ways lead to are read for each. */
  count = 0;
  /** Variables that keep people's answers between rounds of a loop. */
  readonly flags: string[] = [];
  readonly #ids = new Map<string, number>();

  constructor(document: CacaoDocument, variables: Variables, remarks: Remarks, options: ImportOptions) {
    this.document = document;
    this.variables = variables;
    this.remarks = remarks;
    this.connections = options.connections ?? new Map();
    this.queue = options.queue ?? "soc";
  }

  /** An id that no other step of this playbook has. */
  newId(what: string): string {
    const count = (this.#ids.get(what) ?? 0) + 1;
    this.#ids.set(what, count);
    return `${what}_${count}`;
  }

  /** How long people have: what the step says, else a working day. */
  atMost(milliseconds: number | undefined): string {
    if (milliseconds === undefined || milliseconds === 0) return "8h";
    return durationText(Math.ceil(Math.min(Math.max(milliseconds, MINUTE), 90 * DAY) / SECOND) * SECOND);
  }

  /** `timeout:` of an action, within its bounds; what had to be cut is told. */
  timeout(milliseconds: number | undefined, pointer: string): { timeout?: string } {
    if (milliseconds === undefined || milliseconds === 0) return {};
    const bounded = Math.min(Math.max(milliseconds, 100), 10 * MINUTE);
    if (bounded !== milliseconds)
      this.remarks.warn(
        "cacao.bounded",
        `${pointer}/timeout`,
        `a timeout of ${milliseconds} ms becomes ${durationText(bounded)}`,
      );
    return { timeout: durationText(bounded) };
  }

  /** `delay:` of any step. */
  delay(milliseconds: number | undefined): { delay?: string } {
    if (milliseconds === undefined || milliseconds === 0) return {};
    return { delay: durationText(Math.ceil(Math.min(milliseconds, 90 * DAY) / SECOND) * SECOND) };
  }
}
