// Transcripts on standard input, their results on standard output.
import { readInput, repeat } from "./transcript.mjs";

process.stdout.write(JSON.stringify(readInput().map(repeat)));
