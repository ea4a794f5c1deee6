import { type Command, InvalidArgumentError } from "commander";
import type { TriageEvaluation, TriageExplanation, TriageFigures, TriageModel } from "../../api/contract/triage.ts";
import { InputError } from "../../errors.ts";
import { moment, part, versionNumber } from "../options.ts";
import { safeLine } from "../safe-text.ts";
import { does } from "../session.ts";
import { fields, section, table, time } from "../show.ts";
import { writeNew } from "../write-new.ts";
import { keptCommands } from "./triage-kept.ts";

const MODELS = "/v1/triage/models";

/** `cordon triage …`: a model of the workspace's own, which proposes and says when it does not know. */
export function triageCommands(cordon: Command): void {
  const triage = cordon
    .command("triage")
    .description(
      "a model trained on what people said of incidents: it proposes dispositions, and abstains where it is not sure",
    );
  addTrain(triage);
  addEval(triage);
  addExplain(triage);
  addList(triage);
  keptCommands(triage);
}

interface TrainOptions {
  precision?: number;
  heldToo?: boolean;
  since?: string;
}

function addTrain(triage: Command): void {
  const train = triage
    .command("train")
    .description("train on closed incidents that people gave a disposition, and put the model in force")
    .option("--precision <share>", "of what it proposes, this much must be right (0.99 unless given)", share)
    .option("--held-too", "learn from incidents under a legal hold too")
    .option("--since <time>", "from incidents opened since: a time, or 90d (a year unless given)", moment);
  does<[], TrainOptions>(train, async ({ client, say }, options) => {
    const model = await client.send<TriageModel>("POST", MODELS, options);
    say(model, () => modelText(model));
  });
}

function addEval(triage: Command): void {
  const evaluate = triage
    .command("eval")
    .description("how the model in force does on incidents opened after all it was trained on")
    .option("--model <number>", "another model", versionNumber)
    .option("--svg <file>", "write the reliability diagram of its training into a new file");
  does<[], { model?: number; svg?: string }>(evaluate, async ({ client, say, note }, { model, svg }) => {
    const found = await client.get<TriageEvaluation>("/v1/triage/evaluation", { model });
    if (svg !== undefined) {
      await writeNew(svg, await client.stream("/v1/triage/reliability", { model }));
      note(`The reliability diagram is in ${svg}.`);
    }
    say(found, () =>
      found.figures.tried === 0
        ? `There is nothing to try model ${found.number} on yet: people gave no incident a disposition that was opened after those it was trained on.`
        : `Model ${found.number}, on what came after its training:\n${figuresText(found.figures)}`,
    );
  });
}

function addExplain(triage: Command): void {
  const explain = triage
    .command("explain")
    .description("what the model makes of an incident, and what weighed most")
    .argument("<incident>", "its number or id")
    .option("--model <number>", "another model", versionNumber);
  does<[string], { model?: number }>(explain, async ({ client, say }, { model }, incident) => {
    const one = await client.get<TriageExplanation>(`/v1/incidents/${part(incident)}/triage`, { model });
    say(one, () => {
      if (one.probability === null) return safeLine(one.abstains);
      const rows = one.contributions.map(({ words, weight }) => [words, signed(weight)]);
      const head = fields([
        ["model", one.number],
        ["harmful", percent(one.probability)],
        ["proposes", one.disposition ?? `nothing: ${one.abstains}`],
      ]);
      return `${head}\n${section("What weighed most (above 0: towards harmful)", table(["what", "weight"], rows))}`;
    });
  });
}

function addList(triage: Command): void {
  const list = triage.command("list").description("list models, newest first");
  does<[], object>(list, async ({ client, say }) => {
    const models = await client.get<{ items: TriageModel[] }>(MODELS);
    const rows = models.items.map((model) => [
      model.number,
      standingOf(model),
      time(model.createdAt),
      model.createdBy,
      model.training.incidents,
      model.figures.auc === null ? null : model.figures.auc.toFixed(3),
      percent(model.figures.shareDecided),
    ]);
    const head = ["number", "standing", "trained", "by", "incidents", "AUC", "decides"];
    say(models, () =>
      table(head, rows, { spare: ["by", "trained"], empty: "There is none yet; cordon triage train makes one." }),
    );
  });
  const show = triage
    .command("show")
    .description("show a model with its figures")
    .argument("<number>", "", versionNumber);
  does<[number], object>(show, async ({ client, say }, _options, number) => {
    const { items } = await client.get<{ items: TriageModel[] }>(MODELS);
    const found = items.find((model) => model.number === number);
    if (found === undefined)
      throw new InputError(
        "api.not-found",
        `There is no triage model ${number}; cordon triage list shows those there are.`,
      );
    say(found, () => modelText(found));
  });
  const retire = triage
    .command("retire")
    .description("take a model out of force; the one before it comes back")
    .argument("<number>", "", versionNumber);
  does<[number], object>(retire, async ({ client, say }, _options, number) => {
    const done = await client.send<object>("POST", `${MODELS}/${number}/retire`);
    say(done, () => `Model ${number} proposes nothing any more.`);
  });
}

function standingOf({ inForce, retiredAt, successor }: TriageModel): string {
  if (inForce) return "in force";
  if (retiredAt === null) return "";
  if (successor === null) return "retired";
  return { wanted: "retired, another is made", made: "retired, replaced", "too-few": "retired, too little left" }[
    successor
  ];
}

function modelText({ number, training, figures, hash, trainingHash, inForce, retiredReason }: TriageModel): string {
  const head = fields([
    ["model", `${number}${inForce ? ", in force" : ""}`],
    ["trained on", `${training.incidents} incidents, ${time(training.from)} to ${time(training.to)}`],
    ["held ones", training.heldToo ? "among them" : "left out"],
    ["model hash", hash],
    ["training hash", trainingHash],
    ["out of force", retiredReason ?? undefined],
  ]);
  return `${head}\n${section("Tried on the last fifth, by a model that learned from what was before", figuresText(figures))}`;
}

function figuresText({ baselines, precision, ...figures }: TriageFigures): string {
  const { majority, perRule } = baselines;
  return fields([
    ["tried on", `${figures.tried} incidents`],
    ["AUC", figures.auc === null ? "none: they were all of one kind" : figures.auc.toFixed(3)],
    [
      "calibration error",
      `${figures.calibrationErrorBefore.toFixed(4)} before, ${figures.calibrationErrorAfter.toFixed(4)} after calibration`,
    ],
    ["Brier score", figures.brier.toFixed(4)],
    ["decides", `${percent(figures.shareDecided)} of them, so that ${percent(precision.asked)} are right`],
    [
      "right",
      `${precision.right} of ${precision.decided} (95 %: ${percent(precision.low)} to ${percent(precision.high)})`,
    ],
    ["majority", `right ${percent(majority.accuracy)}, decides ${percent(majority.shareDecided)}`],
    ["majority of rule", `right ${percent(perRule.accuracy)}, decides ${percent(perRule.shareDecided)}`],
  ]);
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}

function signed(value: number): string {
  return `${value > 0 ? "+" : ""}${value.toFixed(2)}`;
}

function share(text: string): number {
  const value = Number(text);
  if (!(value >= 0.5 && value <= 0.999)) throw new InvalidArgumentError("Expected a share from 0.5 to 0.999.");
  return value;
}
