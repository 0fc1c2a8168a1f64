// Draws the charts of the dashboard from the data beside their tables. Words come with the data; the tables stay.
import * as echarts from "echarts/core";
import { BarChart, HeatmapChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { CanvasRenderer } from "echarts/renderers";

echarts.use([
  BarChart, HeatmapChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent,
  CanvasRenderer,
]);

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const dark = matchMedia("(prefers-color-scheme: dark)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

function common() {
  const axis = { axisLine: { lineStyle: { color: token("line-strong") } }, axisLabel: { color: token("ink") }, splitLine: { lineStyle: { color: token("line") } } };
  return {
    animation: !still.matches && !document.documentElement.hasAttribute("data-printing"),
    animationDuration: 150,
    textStyle: { color: token("ink"), fontFamily: "inherit" },
    grid: { left: 8, right: 24, top: 40, bottom: 8, containLabel: true },
    // Rich text is drawn on the canvas: a tooltip of HTML would need inline styles, which our pages do not allow.
    tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: token("raised"), textStyle: { color: token("ink") } },
    legend: { top: 0, textStyle: { color: token("ink") } },
    axis,
  };
}

const kinds = {
  // Two lines told apart by colour and by dashes.
  flow(data) {
    const { axis, ...rest } = common();
    const colours = [token("working"), token("confirmed")];
    return {
      ...rest,
      xAxis: { ...axis, type: "category", data: data.days },
      yAxis: { ...axis, type: "value", minInterval: 1 },
      series: data.lines.map((line, at) => ({
        type: "line", name: line.name, data: line.values, color: colours[at], symbol: at ? "rect" : "circle",
        lineStyle: { type: at ? "dashed" : "solid" },
      })),
    };
  },
  steps(data) {
    const { axis, ...rest } = common();
    return {
      ...rest,
      legend: undefined,
      xAxis: { ...axis, type: "value", name: data.across, nameLocation: "middle", nameGap: 28, nameTextStyle: { color: token("ink") } },
      yAxis: { ...axis, type: "value", min: 0, max: 100, axisLabel: { color: token("ink"), formatter: "{value} %" } },
      grid: { ...rest.grid, bottom: 32 },
      series: [{ type: "line", step: "end", data: data.points, showSymbol: false, color: token("working"), areaStyle: { opacity: 0.12 } }],
    };
  },
  heat(data) {
    const { axis, ...rest } = common();
    const cell = (one) => ({ value: [one.x, one.y, one.few ? "-" : one.percent], words: one.words, few: one.few });
    return {
      ...rest,
      legend: undefined,
      tooltip: { ...rest.tooltip, trigger: "item", formatter: (one) => one.data.words },
      xAxis: { ...axis, type: "category", data: data.columns },
      yAxis: { ...axis, type: "category", data: data.rows, inverse: true },
      visualMap: { min: 0, max: 100, show: false, inRange: { color: [token("paper"), token("confirmed")] } },
      series: [
        { type: "heatmap", data: data.cells.filter((one) => !one.few).map(cell), label: { show: true, formatter: (one) => `${one.data.value[2]}`, color: token("ink"), backgroundColor: token("paper"), padding: 2 } },
        { type: "heatmap", data: data.cells.filter((one) => one.few).map((one) => ({ value: [one.x, one.y, 0], words: one.words })), itemStyle: { color: token("line") }, label: { show: true, formatter: "n<10", color: token("muted") } },
      ],
    };
  },
  bars(data) {
    const { axis, ...rest } = common();
    const colours = [token("working"), token("disputed")];
    return {
      ...rest,
      xAxis: { ...axis, type: "value", minInterval: 1 },
      yAxis: { ...axis, type: "category", data: data.names, inverse: true },
      series: data.bars.map((bar, at) => ({ type: "bar", name: bar.name, data: bar.values, color: colours[at] })),
    };
  },
};

function draw(box) {
  const data = JSON.parse(document.getElementById(box.dataset.chart).textContent);
  box.hidden = false;
  const chart = echarts.getInstanceByDom(box) ?? echarts.init(box);
  chart.setOption({ aria: { enabled: true, label: { description: box.dataset.words } }, ...kinds[box.dataset.kind](data) }, true);
  return chart;
}

const boxes = [...document.querySelectorAll("[data-chart]")];
const charts = boxes.map(draw);
const again = () => boxes.forEach(draw);
dark.addEventListener("change", again);
new MutationObserver(again).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
addEventListener("resize", () => charts.forEach((chart) => chart.resize()));
// Before a page is printed its style sheet for paper does not count yet: the mark brings its colours early.
const paper = (on) => () => {
  document.documentElement.toggleAttribute("data-printing", on);
  charts.forEach((chart) => chart.resize());
  again();
};
addEventListener("beforeprint", paper(true));
addEventListener("afterprint", paper(false));
