/** `cordon playbook simulate`: what a playbook does with a case or an incident of the past, from the first step to the last, with effects cut off. */
import type { Command } from "commander";
import { isTriggered } from "../../playbook/backtest-run.ts";
import type { DebugSession } from "../../playbook/debug-session.ts";
import { durationText } from "../../playbook/duration.ts";
import { pathOf } from "../../playbook/run-cases.ts";
import { type Debugging, debug } from "../debug-commands.ts";
import { standingText, standingValue } from "../debug-text.ts";
import { casesOf, debuggingSound, type From, incident, soundOne } from "../debugging-of.ts";
import { safeLine } from "../safe-text.ts";
import { does } from "../session.ts";

interface Options extends From {
  set?: string[];
}

export function addSimulate(playbook: Command): void {
  const command = playbook
    .command("simulate")
    .description("run a playbook from given answers, and say its path, effects and outcome; nothing is touched")
    .argument("<playbook>", "a folder with playbook.yaml, or the name of one in force")
    .option("--case <name>", "with this case of its playbook.test.yaml, instead of each of them")
    .option(
      "--incident <incident>",
      "with an incident of the past and the answers of that time: its number or id",
      incident,
    )
    .option(
      "--set <answers...>",
      "what a step or a capability answers instead: 'device {\"found\": false}', 'isolate refuse', 'device timeout'",
    );
  does<[string], Options>(command, async (session, { set = [], ...from }, name) => {
    const sound = await soundOne(session, name);
    const all = from.case === undefined && from.incident === undefined;
    const froms: From[] = all ? (await casesOf(sound.test)).map((each) => ({ case: each.name })) : [from];
    const items: Simulated[] = [];
    for (const each of froms) {
      const quiet = { ...session, note: () => {} };
      const debugging = await debuggingSound(quiet, each, sound);
      for (const answer of set) debug(debugging, `set ${answer}`);
      items.push(simulated(debugging, each));
    }
    session.say({ playbook: sound.program.name, items }, () => items.map(simulatedText).join("\n"));
  });
}

/** What came of it; `standing` where nobody has the next answer. */
interface Simulated extends From {
  triggered: boolean;
  outcome: string;
  queue: string | null;
  status: string | null;
  reason: string;
  path: string[];
  effects: { step: string; capability: string; target: string | null; leaseSeconds: number | null }[];
  standing: object | null;
  text: string;
}

function simulated({ session, places }: Debugging, from: From): Simulated {
  const triggered = isTriggered(session.program, session.facts);
  if (triggered) session.continue();
  const { standing } = session;
  const ending = standing.at === "end" ? standing.ending : null;
  const outcome = ending === null ? "unanswered" : ending.kind === "end" ? ending.disposition : "handoff";
  return {
    ...from,
    triggered,
    outcome: triggered ? outcome : "not-triggered",
    queue: ending?.kind === "handoff" ? ending.queue : null,
    status: ending?.kind === "end" ? ending.status : null,
    reason: ending?.reason ?? "",
    path: triggered ? pathOf(session) : [],
    effects: triggered ? effectsOf(session) : [],
    standing: ending === null && triggered ? standingValue(session, places) : null,
    text: triggered
      ? standingText(session, places)
      : `No run begins: its trigger, ${session.program.trigger}, does not hold.`,
  };
}

function effectsOf({ asked }: DebugSession): Simulated["effects"] {
  return asked
    .filter(({ effect }) => effect !== "observe")
    .map(({ step, capability, target, leaseSeconds }) => ({ step, capability, target, leaseSeconds }));
}

function simulatedText({ case: name, incident: number, path, effects, text }: Simulated): string {
  const held = (seconds: number | null) => (seconds === null ? "" : ` for ${durationText(seconds * 1000)}`);
  const lines = effects.map(
    (one) => `${one.capability}${one.target === null ? "" : ` ${one.target}`}${held(one.leaseSeconds)}`,
  );
  return [
    safeLine(name ?? `incident ${number}`),
    safeLine(`  path:    ${path.join(" → ") || "no step with an id"}`),
    ...(lines.length === 0
      ? ["  effects: none"]
      : lines.map((line, at) => safeLine(`  ${at === 0 ? "effects:" : "        "} ${line}`))),
    ...text.split("\n").map((line) => `  ${line}`),
  ].join("\n");
}
