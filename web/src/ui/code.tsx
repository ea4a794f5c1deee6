/** Text that is read sign by sign: JSON, CEL, YAML, raw messages. */
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { ui } from "../words/ui.ts";
import { IconButton } from "./button.tsx";
import { defanged } from "./defang.ts";

export function Code({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard?.writeText(text).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 1_500);
    });
  return (
    <div className="group relative">
      <pre
        tabIndex={0}
        role="group"
        aria-label={label}
        className="max-h-96 overflow-auto rounded-md border border-line bg-sunken p-3 pr-10 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {defanged(text)}
      </pre>
      <IconButton
        label={copied ? ui.copied : ui.copy}
        onClick={() => void copy()}
        className="absolute top-1.5 right-1.5"
        icon={copied ? <Check className="size-3.5" aria-hidden /> : <Copy className="size-3.5" aria-hidden />}
      />
    </div>
  );
}
