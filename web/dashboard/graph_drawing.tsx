// The drawing of a series with uPlot, drawn anew when its data or the page's colours change.
import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import { drawingHeight, plotData, plotOptions, type Pointed } from "./graph_options";
import { GraphTip } from "./graph_tip";
import type { Metric } from "./measures";
import type { Step } from "./period";
import type { Series } from "./series";
import { themeChanged } from "./theme";

interface Props {
  series: Series;
  metric: Metric;
  step: Step;
  description: string;
}

export function GraphDrawing({ series, metric, step, description }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const colours = useColourRound();
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const options = plotOptions({ element, series, metric, step, onPoint: setPointed });
    const plot = new uPlot(options, plotData(series), element);
    const resize = new ResizeObserver(() =>
      plot.setSize({ width: element.clientWidth, height: drawingHeight }),
    );
    resize.observe(element);
    return () => {
      resize.disconnect();
      plot.destroy();
      setPointed(null);
    };
  }, [series, metric, step, colours]);
  return (
    <div class="graph-drawing" role="img" aria-label={description}>
      <div ref={place} class="graph-place" />
      {pointed && pointed.index < series.labels.length && (
        <GraphTip
          pointed={pointed}
          series={series}
          metric={metric}
          step={step}
          width={place.current?.clientWidth ?? 0}
        />
      )}
    </div>
  );
}

// Counts up whenever the page's colours change, so that the canvas is drawn in the new ones.
function useColourRound(): number {
  const [round, setRound] = useState(0);
  useEffect(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const redraw = () => setRound((n) => n + 1);
    dark.addEventListener("change", redraw);
    addEventListener(themeChanged, redraw);
    return () => {
      dark.removeEventListener("change", redraw);
      removeEventListener(themeChanged, redraw);
    };
  }, []);
  return round;
}
