/** One way of a playbook's picture, as it was laid out. */
import { BaseEdge, type Edge, type EdgeProps } from "@xyflow/react";
import type { Way } from "./flow-layout.ts";

/** One whose way is not known is not drawn. */
export function FlowWay({
  id,
  data,
  label,
  labelStyle,
  labelBgStyle,
  markerEnd,
  style,
}: EdgeProps<Edge<{ way?: Way }>>) {
  const way = data?.way;
  if (way === undefined) return null;
  return (
    <BaseEdge
      id={id}
      path={way.path}
      label={label}
      labelX={way.label.x}
      labelY={way.label.y}
      {...{ labelStyle, labelBgStyle, markerEnd, style }}
    />
  );
}
