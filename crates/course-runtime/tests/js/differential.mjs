// Transcripts with Rust's answers on standard input; repeats their calls and
// prints how many there were and each kind of disagreement.
import { readInput, repeat } from "./transcript.mjs";

const differences = new Map();
let count = 0;
for (const { launches, calls } of readInput()) {
  count += calls.length;
  const results = repeat({ launches, calls });
  // After the first disagreement the states differ.
  const at = calls.findIndex(([, , text, error], n) => results[n][0] !== text || results[n][1] !== error);
  if (at === -1) continue;
  const [name, args, text, error] = calls[at];
  const { model, profile } = launches[0];
  const shown = [model, profile, name, args.map((it) => it.slice(0, 60)), "Rust", text?.slice(0, 60), error, "JavaScript", results[at][0]?.slice(0, 60), results[at][1]];
  const key = JSON.stringify(shown);
  differences.set(key, (differences.get(key) ?? 0) + 1);
}
process.stdout.write(JSON.stringify({ calls: count, differences: [...differences.keys()] }));
