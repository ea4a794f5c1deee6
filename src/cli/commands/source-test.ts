/** `cordon source test`: a mapping held to the tests in its own file, and tried on samples. */
import type { Command } from "commander";
import type { ReadMessages } from "../../api/contract/source.ts";
import { readInput } from "../ask.ts";
import { Ended, EXIT } from "../exit.ts";
import { count } from "../options.ts";
import { safeLine } from "../safe-text.ts";
import { does } from "../session.ts";
import { section, table } from "../show.ts";
import { samplesAt } from "./source-samples.ts";
import { type Tested, type Tried, testMapping } from "./source-tests.ts";

export function addTest(source: Command): void {
  const test = source
    .command("test")
    .description("hold a mapping to the tests in its file, and say what it finds in samples")
    .argument("<mapping>", "YAML: the settings of a generic connection, with a list of tests if there are any")
    .option("--against <file|connection>", "messages to read through it: a file, or what a connection received")
    .option("--deliveries <count>", "how many of a connection's newest deliveries, at most 200", count, 50);
  does<[string], { against?: string; deliveries: number }>(test, async (session, { against, deliveries }, path) => {
    const { client, say } = session;
    const result = await testMapping(
      readInput(path).toString("utf8"),
      path,
      against === undefined ? undefined : samplesAt(against, deliveries),
      (settings, samples) =>
        client.send<ReadMessages>("POST", "/v1/sources/read", { connector: "generic", settings, ...samples }),
    );
    say(result, () => testText(result));
    if (!result.passed) throw new Ended(EXIT.failed);
  });
}

function testText({ tests, against }: Tested): string {
  const held = tests.flatMap(({ name, differences }) => [
    safeLine(`${differences.length === 0 ? "ok  " : "FAIL"} ${name}`),
    ...differences.map((one) => safeLine(`         ${one}`)),
  ]);
  const failed = tests.filter(({ differences }) => differences.length > 0).length;
  return [
    ...held,
    ...(tests.length === 0 ? [] : [`${tests.length - failed} passed, ${failed} failed`]),
    ...(against === null ? [] : [triedText(against)]),
  ].join("\n");
}

function triedText({ alerts, noAlert, refused, had, items }: Tried): string {
  const rows = items.map(({ position, what, reason, alert }) =>
    alert === null
      ? [position + 1, what, "", "", reason]
      : [position + 1, alert.severity, `${alert.entityType} ${alert.entityKey}`, alert.source, alert.title],
  );
  const named = { severity: had.severity, "affected entity": had.entity, "detection source": had.source };
  const counts = Object.entries({ ...named, "initial disposition": had.initialDisposition });
  const sums = counts.map(([name, number]) => `${name} in ${number} of ${alerts}`).join(", ");
  const head = ["message", "severity", "entity", "source", "title"];
  return section(
    `Samples: ${alerts} alerts, ${noAlert} no alert, ${refused} that cannot be read`,
    `${table(head, rows, { spare: ["source"], empty: "There were no messages." })}\n${sums}`,
  );
}
