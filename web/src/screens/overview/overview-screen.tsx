/** What came in a period, what became of it, and how well: pictures, each of one figure. */
import { useAddress } from "../../app/address.ts";
import { Page } from "../../ui/page.tsx";
import { optionsOf, Select } from "../../ui/select.tsx";
import { overview as words } from "../../words/overview.ts";
import { ControlPicture } from "./control-picture.tsx";
import { CoveragePicture } from "./coverage-picture.tsx";
import { EffectsPicture } from "./effects-picture.tsx";
import { FunnelPicture } from "./funnel-picture.tsx";
import { periodFrom } from "./period-from.ts";
import { TimesPicture } from "./times-picture.tsx";
import { VolumePicture } from "./volume-picture.tsx";

type Days = keyof typeof words.periods;

export default function OverviewScreen() {
  const [{ days = "30" }, setAddress] = useAddress();
  const chosen: Days = days in words.periods ? (days as Days) : "30";
  const from = periodFrom(Number(chosen), Date.now());
  const period = (
    <Select
      label={words.period}
      value={chosen}
      options={optionsOf(words.periods)}
      onChange={(to) => setAddress({ days: to })}
    />
  );
  return (
    <Page title={words.title} actions={period}>
      <div className="min-h-0 flex-1 overflow-y-auto bg-panel">
        <div className="grid bg-line xl:grid-cols-2 [&>*]:bg-panel xl:gap-px">
          <VolumePicture from={from} />
          <FunnelPicture from={from} />
          <TimesPicture from={from} />
          <ControlPicture from={from} />
        </div>
        <EffectsPicture />
        <CoveragePicture from={from} />
      </div>
    </Page>
  );
}
