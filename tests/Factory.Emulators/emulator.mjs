// Runs one emulator until standard input closes: node emulator.mjs PACKAGE_FOLDER SERVICE PORT BASE_URL, with the seed as the first line of standard input.
import { pathToFileURL } from "node:url";
import { createInterface } from "node:readline";

const [folder, service, port, baseUrl] = process.argv.slice(2);
const { createEmulator } = await import(pathToFileURL(`${folder}/dist/api.js`).href);
const lines = createInterface({ input: process.stdin });
lines.on("close", () => process.exit(0));
lines.once("line", async (seed) => {
  const emulator = await createEmulator({ service, port: Number(port), seed: JSON.parse(seed), baseUrl });
  console.log(`ready ${emulator.url}`);
});
