/** How any JSON is read as an alert: a mapping in the mapping language, and how what is sent is signed. docs/sources.md explains the language. */
import { z } from "zod";
import { wayText } from "../../src/connector/mapping/fault.ts";
import { type CompiledMapping, readMapping } from "../../src/connector/mapping/read-mapping.ts";
import { InputError } from "../../src/errors.ts";

/** Settings that there were before, with what is written instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  ignoreUnless: '"ignoreUnless" is not read any more; write skip: { not: { path: …, in: […] } }',
};

const settings = z.strictObject(
  {
    items: z
      .string()
      .max(500)
      .optional()
      .describe("Where the alerts are, when a message holds several. Without it the message is the alert.")
      .meta({ title: "Path of the alerts" }),
    skip: z
      .unknown()
      .optional()
      .describe("The condition under which a message is no alert.")
      .meta({ title: "No alert when" }),
    mapping: z
      .record(z.string().max(200), z.unknown())
      .describe("The fields of an alert, each with its path in the message.")
      .meta({ title: "Mapping" }),
    tests: z
      .array(z.unknown())
      .max(200)
      .optional()
      .describe("Messages and what is to be read of them, for `cordon source test`.")
      .meta({ title: "Tests" }),
    signatureHeader: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,100}$/, "a header name")
      .default("X-Signature-256")
      .describe("Header that holds the HMAC-SHA256 of the raw body in hex, with or without a prefix such as sha256=.")
      .meta({ title: "Signature header" }),
    timestampHeader: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,100}$/, "a header name")
      .optional()
      .describe(
        "Header with the time of sending in epoch seconds; then `<time>.<body>` is what is signed, and older than five minutes is refused.",
      )
      .meta({ title: "Timestamp header" }),
  },
  {
    error: (issue) => (issue.code === "unrecognized_keys" ? INSTEAD[issue.keys[0] ?? ""] : undefined),
  },
);

export const genericSettings = settings.superRefine((given, context) => {
  const read = readMapping(given);
  if ("mapping" in read) return;
  for (const { way, message, fix } of read.faults.slice(0, 20))
    context.addIssue({ code: "custom", path: [...way], message: `${message}; ${fix}` });
});
export type GenericSettings = z.output<typeof genericSettings>;

/** The names of the headers, with their defaults. */
export const headerNames = settings.pick({ signatureHeader: true, timestampHeader: true });

const compiled = new WeakMap<object, CompiledMapping>();

/** The mapping of checked settings, compiled once for as long as the settings live: it is read for every alert. @throws InputError `mapping.not-valid`. */
export function mappingOf(given: GenericSettings): CompiledMapping {
  const known = compiled.get(given);
  if (known !== undefined) return known;
  const read = readMapping(given);
  if (!("mapping" in read)) {
    const [first] = read.faults;
    throw new InputError("mapping.not-valid", `${wayText(first?.way ?? [])}: ${first?.message}; ${first?.fix}`);
  }
  compiled.set(given, read.mapping);
  return read.mapping;
}
