/** From nothing to the first contained incident: a list that watches what is done. */
import { Link } from "@tanstack/react-router";
import { Circle, CircleCheck, CircleDot } from "lucide-react";
import { useMe } from "../../api/session.ts";
import { cx } from "../../ui/classes.ts";
import { Code } from "../../ui/code.tsx";
import { Page } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { firstSteps as words } from "../../words/first-steps.ts";
import { type StepState, stepsOf } from "./steps.ts";
import { useFound } from "./use-found.ts";

export default function FirstStepsScreen() {
  const { found, error, refetch } = useFound();
  const steps = found === undefined ? [] : stepsOf(found);
  const done = steps.filter((step) => step.done).length;
  return (
    <Page
      title={words.title}
      aside={steps.length > 0 && <span className="text-sm text-muted">{words.progress(done, steps.length)}</span>}
    >
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {found === undefined && error === null && <Loading what={words.loading} />}
      {steps.length > 0 && (
        <div className="min-h-0 flex-1 overflow-y-auto">
          <div className="mx-auto max-w-2xl px-4 py-6">
            <p className="mb-5 text-sm text-muted">{done === steps.length ? words.all : words.intro}</p>
            <ol className="flex flex-col gap-2">
              {steps.map((step) => (
                <Step key={step.key} step={step} />
              ))}
            </ol>
          </div>
        </div>
      )}
    </Page>
  );
}

interface StepWords {
  title: string;
  text: string;
  elsewhere?: string;
  link?: string;
  command?: string;
}

function Step({ step: { key, done, next, to, search } }: { step: StepState }) {
  const { data: me } = useMe();
  const step: StepWords = words.steps[key];
  // The simulated company comes into the first workspace alone.
  const elsewhere = me?.inFirst === false ? step.elsewhere : undefined;
  const Icon = done ? CircleCheck : next ? CircleDot : Circle;
  return (
    <li
      aria-current={next ? "step" : undefined}
      className={cx("flex gap-3 rounded-lg border px-4 py-3", next ? "border-accent bg-panel" : "border-line")}
    >
      <Icon
        className={cx("mt-0.5 size-4 shrink-0", done ? "text-good" : next ? "text-accent" : "text-faint")}
        aria-hidden
      />
      <div className="min-w-0 flex-1">
        <h2 className="flex items-center gap-2 text-sm font-medium">
          {step.title}
          <span className="text-xs font-normal text-muted">{done ? words.done : next ? words.next : words.open}</span>
        </h2>
        {!done && <p className="mt-0.5 text-sm text-muted">{elsewhere ?? step.text}</p>}
        {!done && step.command !== undefined && elsewhere === undefined && (
          <div className="mt-2">
            <Code label={step.title} text={step.command} />
          </div>
        )}
        {step.link !== undefined && (
          <Link
            to={to as "/"}
            search={search as never}
            className="mt-1.5 inline-block text-sm text-accent underline-offset-2 hover:underline"
          >
            {step.link}
          </Link>
        )}
      </div>
    </li>
  );
}
