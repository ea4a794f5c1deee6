/** Some of what a change would have made otherwise, one by one. */
import type { ReactNode } from "react";
import { Section } from "../../ui/page.tsx";
import { content } from "../../words/content.ts";

interface EffectExamplesProps<T> {
  examples: readonly T[];
  children(example: T): ReactNode;
}

export function EffectExamples<T extends { id: string }>({ examples, children }: EffectExamplesProps<T>) {
  if (examples.length === 0) return null;
  return (
    <Section title={content.effect.examples}>
      <ul className="flex flex-col">
        {examples.map((example) => (
          <li key={example.id} className="border-b border-line py-1.5 text-sm last:border-b-0">
            {children(example)}
          </li>
        ))}
      </ul>
    </Section>
  );
}
