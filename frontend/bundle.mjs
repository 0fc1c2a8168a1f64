// Joins css/index.css into one sheet and shrinks each script on its own; pages load only the scripts they need.
// Targets are the old WebViews still common on cheap phones, so nesting, inset and the like are lowered here.
import { build } from "esbuild";
import { readdirSync } from "node:fs";

const outdir = "../src/huixiang/web/static/build";
const common = {
  bundle: true,
  minify: true,
  charset: "utf8",
  legalComments: "inline",
  target: ["chrome80", "safari14", "firefox88"],
  supported: { destructuring: true }, // esbuild shuns it only for a rare fault of Safari 14.0
  logLevel: "warning",
};

await build({ ...common, entryPoints: ["css/index.css"], outfile: `${outdir}/huixiang.css` });
await build({
  ...common,
  entryPoints: readdirSync("js").filter((name) => name.endsWith(".js")).map((name) => `js/${name}`),
  format: "esm",
  outdir,
});
