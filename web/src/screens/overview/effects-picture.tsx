import type { EffectView } from "../../../../src/api/contract/run.ts";
import { useCapabilityTitle } from "../../api/capabilities.ts";
import { effectsDrawing, effectsHeight, effectsTable, wentWrong } from "../../pictures/effects.ts";
import { Picture } from "../../pictures/picture.tsx";
import { overview } from "../../words/overview.ts";
import { Figure } from "./figure.tsx";

const words = overview.effects;

export function EffectsPicture() {
  return (
    <Figure<{ items: EffectView[] }>
      {...{ path: "/v1/effects", query: { limit: 200 }, title: words.title }}
      none={({ items }) => (items.length === 0 ? words.none : "")}
    >
      {({ items }) => <EffectTimeline effects={items} />}
    </Figure>
  );
}

export function EffectTimeline({ effects }: { effects: EffectView[] }) {
  const title = useCapabilityTitle();
  const named = effects.map((effect) => ({ ...effect, capability: title(effect.capability) }));
  return (
    <Picture
      title={words.title}
      name="effects"
      says={words.says(effects.length, wentWrong(effects))}
      height={effectsHeight(named)}
      drawing={(colours) => effectsDrawing(named, colours)}
      table={effectsTable(effects)}
    />
  );
}
