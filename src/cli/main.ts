/** The `cordon` command: every door of the REST API from the terminal, and the checkers offline. */
import { Command } from "commander";
import { accessCommands } from "./commands/access.ts";
import { accessReviewCommands } from "./commands/access-reviews.ts";
import { alertCommands } from "./commands/alerts.ts";
import { approvalCommands } from "./commands/approvals.ts";
import { auditCommands } from "./commands/audit.ts";
import { autonomyCommands } from "./commands/autonomy.ts";
import { breakerCommands } from "./commands/breakers.ts";
import { codifyCommand } from "./commands/codify.ts";
import { completionCommand } from "./commands/completion.ts";
import { connectionCommands } from "./commands/connections.ts";
import { containmentCommands } from "./commands/containment.ts";
import { contentCommands } from "./commands/content-as-code.ts";
import { decisionCommands } from "./commands/decisions.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { effectCommands } from "./commands/effects.ts";
import { entityCommands } from "./commands/entities.ts";
import { evidenceCommands } from "./commands/evidence.ts";
import { formCommands } from "./commands/forms.ts";
import { freezeCommands } from "./commands/freezes.ts";
import { holdCommands } from "./commands/holds.ts";
import { incidentCommands } from "./commands/incidents.ts";
import { ingestCommands } from "./commands/ingest.ts";
import { inventoryCommands } from "./commands/inventory.ts";
import { loginCommand } from "./commands/login.ts";
import { modelCommands } from "./commands/model.ts";
import { onCallCommands } from "./commands/on-call.ts";
import { personCommands } from "./commands/person.ts";
import { playbookCommands } from "./commands/playbooks.ts";
import { policyCommands } from "./commands/policies.ts";
import { proposalCommands } from "./commands/proposals.ts";
import { proposeCommands } from "./commands/propose.ts";
import { quarantineCommands } from "./commands/quarantine.ts";
import { readinessCommands } from "./commands/readiness.ts";
import { retentionCommands } from "./commands/retention.ts";
import { reviewCommands } from "./commands/reviews.ts";
import { runCommands } from "./commands/runs.ts";
import { signInCommands } from "./commands/sign-in.ts";
import { sourceCommands } from "./commands/sources.ts";
import { suppressionCommands } from "./commands/suppressions.ts";
import { taxonomyCommands } from "./commands/taxonomy.ts";
import { tokenCommands } from "./commands/tokens.ts";
import { triageCommands } from "./commands/triage.ts";
import { viewCommands } from "./commands/views.ts";
import { report } from "./exit.ts";
import { safeLines } from "./safe-text.ts";

function program(): Command {
  const cordon = new Command("cordon")
    .description("Security incident response automation, from the terminal.")
    .version("0.1.0", "-V", "print this program's version, as --version does before any command")
    .option("--json", "print one JSON value instead of text")
    .option("--url <url>", "the server, instead of CORDON_URL or the one logged in to")
    .exitOverride()
    // What it complains of may be somebody else's text, pasted.
    .configureOutput({ writeErr: (text) => void process.stderr.write(safeLines(text)) })
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 failed or refused, 2 wrong usage or input, 3 not reachable, 4 not authorized.",
    );
  const groups = [
    loginCommand,
    ingestCommands,
    incidentCommands,
    alertCommands,
    viewCommands,
    quarantineCommands,
    runCommands,
    effectCommands,
    approvalCommands,
    onCallCommands,
    formCommands,
    containmentCommands,
    freezeCommands,
    breakerCommands,
    connectionCommands,
    sourceCommands,
    suppressionCommands,
    taxonomyCommands,
    playbookCommands,
    codifyCommand,
    policyCommands,
    contentCommands,
    reviewCommands,
    accessReviewCommands,
    decisionCommands,
    autonomyCommands,
    proposeCommands,
    proposalCommands,
    modelCommands,
    triageCommands,
    readinessCommands,
    entityCommands,
    inventoryCommands,
    retentionCommands,
    holdCommands,
    auditCommands,
    evidenceCommands,
    tokenCommands,
    personCommands,
    signInCommands,
    accessCommands,
    doctorCommand,
  ];
  for (const add of groups) add(cordon);
  completionCommand(cordon);
  pointToHelp(cordon, "cordon");
  return cordon;
}

/** After a wrong word, to the help of the command it was said to. */
function pointToHelp(command: Command, path: string): void {
  command.showHelpAfterError(`(try "${path} --help")`);
  for (const sub of command.commands) pointToHelp(sub, `${path} ${sub.name()}`);
}

const json = process.argv.includes("--json");
// A reader that has seen enough (`| head`) is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
try {
  // After a command, --version says which version of a playbook is meant.
  const args = process.argv.slice(2);
  await program().parseAsync(args[0] === "--version" ? ["-V"] : args, { from: "user" });
} catch (error) {
  process.exitCode = report(error, json);
}
